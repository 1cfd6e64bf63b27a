"""Finds the part of a model's text that is the answer: in a tag, perhaps fenced as code."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 1 << 20
"""Characters of an answer, thinking apart: a hundred times what a proof needs."""
_MOST_MARKS = 1000
_FENCE = "```"
_FENCE_LINE = re.compile(r"^[ \t]*```[^`\n]*$\n?", re.MULTILINE)
_LANGUAGE = re.compile(r"(?:[Ll]ean4?\b)?[ \t]*")


@dataclass(frozen=True)
class Unreadable:
    """A text that is no answer. ``reason`` ends the sentence "the answer …"."""

    reason: str


def tagged(text: str, tag: str) -> str | Unreadable:
    """What stands in the last complete ``<tag>…</tag>`` of a text.

    A model that thinks aloud names the tag, and opens it more often than it closes it; so an
    opening without an end is passed over, and so is an end without an opening. Two complete tags,
    one inside the other, leave open which is meant, unless the outer one holds nothing else.
    """
    if len(text) > _LONGEST:
        return Unreadable("is longer than a million characters")
    marks = list(re.finditer(rf"<(?P<end>/?){tag}\s*>", text, re.IGNORECASE))
    if len(marks) > _MOST_MARKS:
        return Unreadable(f"has more than {_MOST_MARKS} tags")
    opened: list[int] = []
    inner: slice | None = None  # what the answer is
    begin = end = 0  # of the outermost tag around it
    nested = False
    for mark in marks:
        if not mark["end"]:
            opened.append(mark.end())
        elif opened:
            start = opened.pop()
            if inner is not None and start <= begin:
                around = _without_marks(text[start:begin]) + text[end : mark.start()]
                nested = nested or bool(around.strip())
            else:
                inner, nested = slice(start, mark.start()), False
            begin, end = start, mark.end()
    if nested:
        return Unreadable(f"has one <{tag}> inside another")
    if inner is not None:
        return text[inner]
    if opened:
        return Unreadable(f"has a <{tag}> that never ends")
    if marks:
        return Unreadable(f"has an end of <{tag}> but no beginning")
    return Unreadable(f"has no <{tag}> in it" if text.strip() else "is empty")


def _without_marks(text: str) -> str:
    """A text that ends with an opening mark, without it."""
    return text[: text.rindex("<")]


def without_fence(text: str) -> str | Unreadable:
    """A text without the Markdown fence around the code in it; as it is if it has none.

    Words around the only fence are left out. A fence of which one end is missing is taken off.
    """
    if _FENCE not in text:
        return text
    stripped = text.strip()
    if stripped.count(_FENCE) == 2 and stripped.startswith(_FENCE) and stripped.endswith(_FENCE):
        language, line_break, code = stripped[3:-3].partition("\n")
        whole = _LANGUAGE.fullmatch(language) and line_break
        return code if whole else _LANGUAGE.sub("", stripped[3:-3], count=1)
    fences = list(_FENCE_LINE.finditer(text))
    if len(fences) != text.count(_FENCE):
        return Unreadable("has a Markdown fence in the middle of a line")
    if len(fences) > 2:
        return Unreadable("has several blocks of code in the tag")
    if len(fences) == 2:
        return text[fences[0].end() : fences[1].start()]
    before, after = text[: fences[0].start()], text[fences[0].end() :]
    if before.strip() and after.strip():
        return Unreadable("has half a Markdown fence in the middle of the text")
    return before + after
