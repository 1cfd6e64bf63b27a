"""A scripted model: recorded answers, found by the prompt and always the same for the same one."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from tools.errors import UserInputError
from tools.llm.answer import Answer, clean, split_thinking
from tools.llm.errors import ModelRefused, ModelStopped
from tools.llm.limits import ModelLimits
from tools.llm.model import never
from tools.llm.prompt import Prompt
from tools.llm.sampling import Sampling
from tools.llm.tokens import estimate_prompt
from tools.llm.urgency import Urgency

_WORD = re.compile(r"\w+|[^\w\s]")


def count_words(text: str) -> int:
    """The tokens of a text as the fakes count them: words and other signs."""
    return sum(1 for _ in _WORD.finditer(text))


def first_words(text: str, most: int) -> str:
    """``text`` up to the end of its last word that is within so many tokens."""
    ends = islice((one.end() for one in _WORD.finditer(text)), most - 1, most + 1)
    end = next(ends, None)
    return text if end is None or next(ends, None) is None else text[:end]


@dataclass(frozen=True)
class Entry:
    """Answers, and the prompts that get them: all, unless it says which."""

    answers: tuple[str, ...]
    prompt: str | None = None
    """The digest of the only prompt."""
    contains: str | None = None
    """A text in one of the messages."""
    seed: int | None = None
    """With a digest: the seed of the only call, as the same prompt may be sent twice."""

    def to_json(self) -> dict[str, Any]:
        """A line of a script."""
        return {
            "prompt": self.prompt,
            "contains": self.contains,
            "seed": self.seed,
            "answers": list(self.answers),
        }


class Script:
    """Entries: one with the prompt's digest goes first, best with the call's seed, then the first
    with a text that the prompt contains, then the first for all prompts."""

    def __init__(self, entries: Iterable[Entry], *, repeat_last: bool = True) -> None:
        """``repeat_last``: give the last answer again when more are asked for than there are;
        otherwise that is an error."""
        self._entries = tuple(entries)
        known = [one for one in reversed(self._entries) if one.prompt]
        self._by_digest = {one.prompt: one for one in known}
        self._by_call = {(one.prompt, one.seed): one for one in known}
        self._repeat_last = repeat_last

    @classmethod
    def read(cls, path: Path, *, repeat_last: bool = True) -> Script:
        """From a file of JSON lines; :class:`UserInputError` says which line is none."""
        try:
            # By line feeds alone: a text in JSON may hold other ends of lines.
            lines = path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UserInputError(f"The script {path} cannot be read: {error}.") from error
        entries = [
            _entry(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()
        ]
        return cls(entries, repeat_last=repeat_last)

    def answers(self, prompt: Prompt, n: int, seed: int | None = None) -> list[str]:
        """The first n; :class:`ModelRefused` if the script has none for this prompt."""
        entry = (
            self._by_call.get((prompt.digest, seed))
            or self._by_digest.get(prompt.digest)
            or next((o for o in self._entries if o.contains and _holds(prompt, o.contains)), None)
        )
        if entry is None:
            free = (one for one in self._entries if not one.prompt and not one.contains)
            entry = next(free, None)
        if entry is None:
            raise ModelRefused(f"The script has no answer for the prompt {prompt.digest}.")
        if n > len(entry.answers) and not self._repeat_last:
            raise ModelRefused(
                f"The script has {len(entry.answers)} answers for the prompt {prompt.digest}, and "
                f"{n} were asked for."
            )
        return [entry.answers[min(one, len(entry.answers) - 1)] for one in range(n)]


def _holds(prompt: Prompt, text: str) -> bool:
    return any(text in one.content for one in prompt.messages)


def _entry(line: str, place: str) -> Entry:
    try:
        record = json.loads(line)
        answers, seed = record["answers"], record.get("seed")
        entry = Entry(tuple(answers), record.get("prompt"), record.get("contains"), seed)
        if not _is_texts(answers):
            raise ValueError("answers must be a list of texts, at least one")
        if not all(one is None or isinstance(one, str) for one in (entry.prompt, entry.contains)):
            raise ValueError("prompt and contains must be texts or null")
        if seed is not None and type(seed) is not int:
            raise ValueError("seed must be a whole number or null")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserInputError(
            f"{place}: not an entry of a script ({error}). A line is "
            '{"prompt": digest or null, "contains": text or null, "answers": [text, …]}.'
        ) from error
    return entry


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


@dataclass(frozen=True)
class Asked:
    """What somebody asked a scripted model for."""

    prompt: Prompt
    sampling: Sampling
    urgency: Urgency
    schema: Mapping[str, Any] | None


class ScriptedModel:
    """A :class:`tools.llm.model.Model` that plays a script, and remembers what it was asked."""

    def __init__(
        self,
        script: Script,
        *,
        name: str = "scripted",
        adapter: str | None = None,
        context_tokens: int | None = None,
    ) -> None:
        self.name = name
        self.adapter = adapter
        self._script = script
        self._context_tokens = context_tokens
        self._lock = threading.Lock()
        self._asked: list[Asked] = []

    @property
    def asked(self) -> tuple[Asked, ...]:
        """In the order of asking."""
        with self._lock:
            return tuple(self._asked)

    def sample(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        urgency: Urgency,
        schema: Mapping[str, Any] | None = None,
        stopped: Callable[[], bool] = never,
    ) -> list[Answer]:
        """The script's answers, read as a server's are; tokens are words."""
        if stopped():
            raise ModelStopped("The model was not asked: stopped on request.")
        with self._lock:
            self._asked.append(Asked(prompt, sampling, urgency, schema))
        size = sum(count_words(one.content) for one in prompt.messages)
        texts = self._script.answers(prompt, sampling.n, sampling.seed)
        return [_answer(text, size) for text in texts]

    def limits(self) -> ModelLimits:
        """As it was made."""
        return ModelLimits(self._context_tokens, tuple(filter(None, (self.name, self.adapter))))

    def count_tokens(self, prompt: Prompt) -> int:
        """The estimate."""
        return estimate_prompt(prompt)

    def close(self) -> None:
        """Nothing is under way."""


def _answer(raw: str, prompt_tokens: int) -> Answer:
    thinking, text = split_thinking(raw)
    kept, cut = clean(text)
    return Answer(
        kept, clean(thinking)[0], "length" if cut else "stop", prompt_tokens, count_words(raw)
    )
