"""Rows as TRL reads them (1.16): preference pairs with an explicit prompt, and prompts with their
completion, each in plain text or as a conversation.

The columns that a trainer uses are ``prompt`` with ``chosen`` and ``rejected``, or ``prompt`` with
``completion``. Plain, they are strings; in a conversation, lists of messages with ``role`` and
``content``. The other columns say where a row is from, and have names that trainers give no meaning
to. Neither style ends an answer with a token of its own: trainers and chat templates do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from tools.llm.prompt import Prompt
from tools.training_data.records import Answer, Example, Kind, Preference, Style

ColumnType = Literal["text", "number", "integer", "dialogue"]
Row = Mapping[str, Any]
PromptOf = Callable[[str], Prompt]
"""The prompt of a hash."""

TRAINED: dict[Kind, tuple[str, ...]] = {
    "preference": ("prompt", "chosen", "rejected"),
    "sft": ("prompt", "completion"),
}
"""The columns that trainers read."""
_BESIDE: dict[str, ColumnType] = {
    "theorem": "text",
    "file": "text",
    "problem": "text",
    "lean": "text",
    "metric": "text",
    "prompt_hash": "text",
    "source": "text",
    "rule": "text",
    "round": "integer",
    "weight": "number",
}
_OF_ANSWER: dict[str, ColumnType] = {
    "verdict": "text",
    "score": "number",
    "proof_hash": "text",
    "proposer": "text",
    "model": "text",
    "adapter": "text",
}


def columns(kind: Kind, style: Style) -> dict[str, ColumnType]:
    """The columns of a file, in their order, with what they hold; only numbers, ``model`` and
    ``adapter`` may be null."""
    text: ColumnType = "text" if style == "plain" else "dialogue"
    answers = ("chosen_", "rejected_") if kind == "preference" else ("",)
    return (
        dict.fromkeys(TRAINED[kind], text)
        | _BESIDE
        | {prefix + name: held for prefix in answers for name, held in _OF_ANSWER.items()}
    )


def rows(
    kind: Kind, style: Style, ones: Iterable[Preference | Example], prompt_of: PromptOf
) -> Iterator[Row]:
    """A row for each preference or example, which are all of that kind."""
    names = columns(kind, style)
    for one in ones:
        prompt = prompt_of(one.task.prompt)
        task = one.task
        row: dict[str, Any] = {
            "prompt": plain(prompt) if style == "plain" else prompt.to_json()["messages"],
            "theorem": task.theorem,
            "file": task.file,
            "problem": task.problem,
            "lean": task.lean,
            "metric": task.metric,
            "prompt_hash": task.prompt,
            "source": one.source,
            "rule": one.rule,
            "round": one.round,
            "weight": one.weight,
        }
        if isinstance(one, Preference):
            row["chosen"] = _answer(one.chosen, style)
            row["rejected"] = _answer(one.rejected, style)
            row |= _about("chosen_", one.chosen) | _about("rejected_", one.rejected)
        else:
            row["completion"] = _answer(one.answer, style)
            row |= _about("", one.answer)
        yield {name: row[name] for name in names}


def plain(prompt: Prompt) -> str:
    """A conversation as one text for models without a chat template: the messages below each other,
    with an empty line after each, so that the answer begins on a line of its own."""
    return "".join(f"{message.content.rstrip()}\n\n" for message in prompt.messages)


def _answer(answer: Answer, style: Style) -> str | list[dict[str, str]]:
    if style == "plain":
        return answer.completion
    return [{"role": "assistant", "content": answer.completion}]


def _about(prefix: str, answer: Answer) -> dict[str, Any]:
    return {prefix + name: getattr(answer, name) for name in _OF_ANSWER}
