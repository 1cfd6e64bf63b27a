"""The scaffold: what a node knows of a theorem, made into a prompt that fits its budget.

Pure: no Lean, no storage; the caller gathers (:mod:`agents.material`). In every prompt, what many
prompts share comes first, so that a server's prefix cache is of use: the system message with the
rules, the metrics and the examples; then, in the user's message, what the theorem rests on, the
theorem and its sketch; then the current proof and what this round knows; the task last.

A prompt that is too long is cut in this order (:mod:`agents.cutting`), one piece at a time:

1. examples, the last first, the negative one among them;
2. declarations that the theorem does not name itself, the last first;
3. diagnostics beyond the first, the last first;
4. notes, the oldest first;
5. steps of the sketch, the last first;
6. goal states, those farthest from the regions first, and of those as far the longest;
7. the other declarations, the last first;
8. the proof that a search found, the claim of the sketch, the first diagnostic.

Statement, imports, current proof, skeleton, attempt to be mended, metrics and task are never cut:
what does not fit with these alone is :class:`PromptTooLong`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from agents.channels import Channels
from agents.cutting import Parts, after_cuts, most_cuts, state_lines
from agents.material import Aim, Material
from agents.prompting import Prompts
from tools.errors import BurnishError
from tools.lean.structure.context import Entry
from tools.llm.prompt import Message, Prompt

_MESSAGE_TOKENS = 16
"""What a chat template may put around a message."""
_REMARK = 1_200
"""Characters of a note or a diagnostic that are shown."""
_PROVED = frozenset({"theorem", "lemma"})
_SKELETONS = "skeleton"
"""The folder of examples for those who write skeletons."""


@dataclass(frozen=True)
class Budget:
    """How long a prompt may be."""

    tokens: int
    """What the model can hold, prompt and answer together."""
    answer_tokens: int
    """What is kept free for the answer, thinking included."""
    count: Callable[[str], int]
    """The tokens of a text; rather too many than too few."""

    @property
    def room(self) -> int:
        """Tokens for the prompt."""
        return self.tokens - self.answer_tokens


@dataclass(frozen=True)
class Rendered:
    """A prompt, and what became of the material in it."""

    prompt: Prompt
    template_digest: str
    """Of the templates with all that they include, and of the metric and example files used."""
    channels_used: tuple[str, ...]
    """The channels that have something in this prompt."""
    cut: tuple[str, ...]
    """What had no room, for people: "2 of 3 examples"."""
    tokens_estimated: int


class PromptTooLong(BurnishError):
    """A theorem whose proof does not fit the model, with all that may be cut left out."""

    def __init__(self, name: str, tokens: int, room: int) -> None:
        self.name = name
        self.tokens = tokens
        self.room = room
        super().__init__(
            f"{name} is too long for the model: its statement and proof with the task take about "
            f"{tokens} tokens, and there is room for {room}. Serve the model with a longer "
            "context, or ask for shorter answers."
        )

    def __reduce__(self) -> tuple[type[PromptTooLong], tuple[str, int, int]]:
        """Pickle by the arguments: workers raise this across process borders."""
        return type(self), (self.name, self.tokens, self.room)


def rewriter_prompt(
    material: Material, channels: Channels, budget: Budget, prompts: Prompts
) -> Rendered:
    """Asks for a whole proof. Raises :class:`PromptTooLong`, as the other functions do."""
    return _Writer("rewriter/rewrite.md.j2", prompts, material).write(channels, budget)


def fill_prompt(
    material: Material, channels: Channels, budget: Budget, prompts: Prompts
) -> Rendered:
    """Asks for a whole proof that fills the holes of ``material.skeleton``."""
    return _Writer("rewriter/fill.md.j2", prompts, material).write(channels, budget)


def repair_prompt(
    material: Material, channels: Channels, budget: Budget, prompts: Prompts
) -> Rendered:
    """Asks to mend ``material.miss``, of which ``material.diagnostics`` tell."""
    return _Writer("rewriter/repair.md.j2", prompts, material).write(channels, budget)


def structurer_prompt(
    material: Material, channels: Channels, budget: Budget, prompts: Prompts
) -> Rendered:
    """Asks for a skeleton: stated facts with holes in the place of their proofs."""
    return _Writer("structurer/request.md.j2", prompts, material).write(channels, budget)


def sketcher_prompt(
    material: Material, channels: Channels, budget: Budget, prompts: Prompts
) -> Rendered:
    """Asks what the theorem says and how its proof goes, in words; of use for any metric."""
    plain = replace(material, aims=(), sketch="", notes=(), diagnostics=(), symbolic="")
    return _Writer("sketcher/request.md.j2", prompts, plain).write(channels, budget)


def critic_prompt(
    material: Material, channels: Channels, budget: Budget, prompts: Prompts
) -> Rendered:
    """Asks what to try next, and whether ``material.proof`` is too hard to read."""
    return _Writer("critic/request.md.j2", prompts, material).write(channels, budget)


def chat_prompt(
    material: Material, channels: Channels, budget: Budget, prompts: Prompts
) -> Rendered:
    """Asks for a proof, or a command, that does what ``material.instruction`` says."""
    return _Writer("chat/turn.md.j2", prompts, material).write(channels, budget)


@dataclass(frozen=True)
class _Described:
    """A metric as a template has it."""

    name: str
    text: str
    value: str | None


@dataclass(frozen=True)
class _Writer:
    """Writes one prompt."""

    template: str
    prompts: Prompts
    material: Material

    @property
    def system(self) -> str:
        return self.template.rpartition("/")[0] + "/system.md.j2"

    def write(self, channels: Channels, budget: Budget) -> Rendered:
        """The prompt with as little cut as may be."""
        budget = replace(budget, count=cache(budget.count))  # the system message hardly changes
        examples = self._examples() if channels.examples else ()
        full = self._parts(channels, tuple(examples))
        lowest, highest = 0, most_cuts(full)
        found = self._after(full, 0, budget)
        if found[1] > budget.room:
            found = self._after(full, highest, budget)
            if found[1] > budget.room:
                raise PromptTooLong(self.material.name, found[1], budget.room)
            while highest - lowest > 1:
                middle = (lowest + highest) // 2
                tried = self._after(full, middle, budget)
                if tried[1] > budget.room:
                    lowest = middle
                else:
                    highest, found = middle, tried
        else:
            highest = 0
        prompt, tokens = found
        parts, told = after_cuts(full, highest)
        shown = tuple(name for name in Channels().names if _has(parts, name))
        files = [self.system, self.template, *self._metric_files(), *parts.examples]
        return Rendered(prompt, self.prompts.digest(*files), shown, told, tokens)

    def _after(self, full: Parts, cuts: int, budget: Budget) -> tuple[Prompt, int]:
        """The prompt after so many cuts, and its tokens."""
        parts, _ = after_cuts(full, cuts)
        variables = self._variables(full, parts)
        messages = (
            Message("system", _tidy(self.prompts.render(self.system, **variables))),
            Message("user", _tidy(self.prompts.render(self.template, **variables))),
        )
        tokens = sum(budget.count(one.content) + _MESSAGE_TOKENS for one in messages)
        return Prompt(messages), tokens

    def _parts(self, channels: Channels, examples: tuple[str, ...]) -> Parts:
        """What may be cut, of the open channels."""
        given = self.material
        states = state_lines(given.proof, given.states, given.regions) if channels.states else ()
        return Parts(
            examples=examples,
            context=given.context if channels.context else (),
            diagnostics=tuple(map(_remark, given.diagnostics)) if channels.diagnostics else (),
            notes=tuple(map(_remark, given.notes)) if channels.notes else (),
            sketch=tuple(given.sketch.strip().split("\n"))
            if channels.sketch and given.sketch.strip()
            else (),
            states=states if any(one.comments for one in states) else (),
            symbolic=given.symbolic,
        )

    def _variables(self, full: Parts, parts: Parts) -> dict[str, object]:
        """All that a template may use."""
        given = self.material
        return {
            "name": given.name,
            "statement": given.statement.rstrip(),
            "proof": given.proof,
            "aims": [self._described(aim) for aim in given.aims],
            "objective": given.objective,
            "header": given.header,
            "skeleton": given.skeleton,
            "miss": given.miss,
            "original": given.original,
            "instruction": given.instruction,
            "examples": [self.prompts.text(name) for name in parts.examples],
            "context": _declarations(parts.context),
            "diagnostics": parts.diagnostics,
            "notes": parts.notes,
            "sketch": "\n".join(parts.sketch),
            "states": _chain(parts),
            "states_cut": _chain(parts) != _chain(full),
            "symbolic": parts.symbolic,
        }

    def _examples(self) -> list[str]:
        """The files of examples: for each metric its own, or those of skeletons."""
        match self.template.split("/")[0]:
            case "rewriter":
                folders = [aim.name for aim in self.material.aims]
            case "structurer":
                folders = [_SKELETONS]
            case _:
                folders = []
        return [name for one in folders for name in self.prompts.names(f"examples/{one}")]

    def _metric_files(self) -> list[str]:
        names = [f"metrics/{aim.name}.md" for aim in self.material.aims]
        return [name for name in names if self.prompts.text(name) is not None]

    def _described(self, aim: Aim) -> _Described:
        text = self.prompts.text(f"metrics/{aim.name}.md")
        value = None if aim.value is None else f"{aim.value:g}"
        return _Described(aim.name, aim.description if text is None else text, value)


def _declarations(entries: tuple[Entry, ...]) -> dict[str, list[str]]:
    """The texts of a context slice by where they are from; a theorem without its proof."""
    texts: dict[str, list[str]] = {"Of this file": [], "Imported": []} if entries else {}
    for one in entries:
        text = one.statement if one.kind in _PROVED else one.text
        texts["Of this file" if one.is_local else "Imported"].append(text)
    return texts


def _chain(parts: Parts) -> str:
    """The proof with the goals that are left; empty where none is."""
    if not any(one.comments for one in parts.states):
        return ""
    return "\n".join(line for one in parts.states for line in (one.line, *one.comments))


def _has(parts: Parts, channel: str) -> bool:
    return bool(_chain(parts) if channel == "states" else getattr(parts, channel))


def _remark(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _REMARK else text[:_REMARK].rstrip() + " …"


def _tidy(text: str) -> str:
    return text.strip() + "\n"
