"""Reads a model's answers. They are hostile text: any text has a reading, which may be that it has
none, and none of these functions raises.

What is read is only text. Lean alone says whether a proof holds, and no answer approves anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tools.lean.characters import misplaced
from tools.llm.proof_text import placed_tokens, value_of
from tools.llm.tags import Unreadable, tagged, without_fence

__all__ = [
    "NOTE_SCHEMA",
    "NoteAnswer",
    "ProofAnswer",
    "SkeletonAnswer",
    "SketchAnswer",
    "Unreadable",
    "read_note",
    "read_proof",
    "read_skeleton",
    "read_sketch",
]

_HOLE = "sorry"
_STATING = frozenset({"have", "suffices", "obtain", "calc"})
_MOST_HOLES = 24
_LARGEST_WORDS = 16 * 1024
"""Characters of an answer in words."""
_NOTE_SHOWN = 600
_STEP_SHOWN = 400
_MOST_STEPS = 60
_ITEM = re.compile(r"^[ \t]{0,12}(?:[-*•]|\d{1,3}[.)])[ \t]+(?P<text>\S.*)$")
_LABEL = re.compile(r"^[ \t]*(?:#+[ \t]*)?\**(?:claim|statement|steps?|proof)\**[ \t]*:\**", re.I)
_YES = {"yes": True, "true": True, "no": False, "false": False}

NOTE_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "note": {"type": "string", "maxLength": _NOTE_SHOWN},
        "veto": {"type": "string", "enum": ["yes", "no"]},
        "reason": {"type": "string", "maxLength": _NOTE_SHOWN},
    },
    "required": ["note", "veto", "reason"],
    "additionalProperties": False,
}
"""JSON schema of the critic's answer, for servers that can be held to one."""


@dataclass(frozen=True)
class ProofAnswer:
    """A proof that Lean has not seen yet."""

    value: str
    """From ``:=``, ``|`` or ``where`` on, without white space at its end."""

    def behind(self, statement: str) -> str:
        """The whole declaration, with the original statement before it."""
        return statement + self.value


@dataclass(frozen=True)
class SkeletonAnswer(ProofAnswer):
    """A proof with holes."""

    holes: tuple[int, ...]
    """Where each ``sorry`` begins, in characters of ``value``; at least one."""


@dataclass(frozen=True)
class SketchAnswer:
    """What a theorem says, and how it is proved, in words."""

    claim: str
    steps: tuple[str, ...]
    """At least one; a line each."""

    @property
    def text(self) -> str:
        """As a prompt shows it."""
        claim = [f"Claim: {self.claim}"] if self.claim else []
        return "\n".join([*claim, *(f"{n}. {step}" for n, step in enumerate(self.steps, 1))])


@dataclass(frozen=True)
class NoteAnswer:
    """What a critic said of a round."""

    note: str
    """What to try next; may be empty beside a veto."""
    veto: bool
    reason: str
    """Of the veto; never empty if there is one."""


def read_proof(
    text: str, *, name: str, statement: str, original: str = ""
) -> ProofAnswer | Unreadable:
    """The proof in the last complete ``<proof>`` of a text.

    ``name`` is the theorem's full name, ``statement`` its declaration up to the value, and
    ``original`` the value that it has, whose commands and odd characters are allowed.
    """
    value = _value(text, "proof", name, statement, original)
    return value if isinstance(value, Unreadable) else ProofAnswer(value)


def read_skeleton(
    text: str, *, name: str, statement: str, original: str = ""
) -> SkeletonAnswer | Unreadable:
    """The proof with holes in the last complete ``<skeleton>``: it states facts and leaves
    ``sorry`` in the place of their proofs."""
    value = _value(text, "skeleton", name, statement, original)
    if isinstance(value, Unreadable):
        return value
    found = list(placed_tokens(value))
    holes = tuple(one.start for one in found if one.token.text == _HOLE)
    if not holes:
        return Unreadable("has no `sorry` to be filled")
    if len(holes) > _MOST_HOLES:
        return Unreadable(f"has more than {_MOST_HOLES} holes")
    if not any(one.token.text in _STATING for one in found):
        return Unreadable("states no step between the theorem and its holes")
    return SkeletonAnswer(value, holes)


def _value(text: str, tag: str, name: str, statement: str, original: str) -> str | Unreadable:
    body = tagged(text, tag)
    code = body if isinstance(body, Unreadable) else without_fence(body)
    return code if isinstance(code, Unreadable) else value_of(code, name, statement, original)


def read_sketch(text: str) -> SketchAnswer | Unreadable:
    """The claim and the steps in the last complete ``<sketch>``: steps are the items of its list,
    a claim is what stands before them."""
    body = _words(text, "sketch")
    if isinstance(body, Unreadable):
        return body
    claim: list[str] = []
    steps: list[str] = []
    for line in body.split("\n"):
        item = _ITEM.match(line)
        if item is not None:
            steps.append(item["text"].strip())
        elif not (words := _LABEL.sub("", line).strip()):
            continue
        elif steps:
            steps[-1] += " " + words
        else:
            claim.append(words)
    if not steps:
        return Unreadable("has no list of steps")
    shortened = tuple(_shortened(step, _STEP_SHOWN) for step in steps[:_MOST_STEPS])
    return SketchAnswer(_shortened(" ".join(claim), _NOTE_SHOWN), shortened)


def read_note(text: str) -> NoteAnswer | Unreadable:
    """The critic's answer: ``note``, ``veto`` (yes or no) and ``reason``, as a JSON object or each
    in a tag of its own; either may stand in ``<review>``. A veto needs its reason."""
    body = _words(text, "review")
    if isinstance(body, Unreadable):
        body = _plain(text)
    if isinstance(body, Unreadable):
        return body
    fields = _json_object(body)
    if fields is None:
        fields = {tag: tagged(body, tag) for tag in ("note", "veto", "reason")}
    note, reason = (_line(fields.get(key)) for key in ("note", "reason"))
    told = fields.get("veto")
    veto = told if isinstance(told, bool) else _YES.get(_line(told).lower().rstrip("."))
    if veto is None:
        return Unreadable("does not say whether it is a veto")
    if veto and not reason:
        return Unreadable("has a veto without a reason")
    if not (veto or note):
        return Unreadable("has neither a note nor a veto")
    return NoteAnswer(note, veto, reason if veto else "")


def _words(text: str, tag: str) -> str | Unreadable:
    body = tagged(text, tag)
    return body if isinstance(body, Unreadable) else _plain(body)


def _plain(text: str) -> str | Unreadable:
    """A text in words that may be shown: to people, and to a model in its next prompt."""
    if len(text) > _LARGEST_WORDS:
        return Unreadable(f"is longer than {_LARGEST_WORDS // 1024} KiB")
    text = text.replace("\r\n", "\n")
    odd = misplaced(text, "")
    return Unreadable(f"has {odd}") if odd is not None else text


def _json_object(text: str) -> dict[str, Any] | None:
    begin, end = text.find("{"), text.rfind("}")
    if begin < 0 or end < begin:
        return None
    try:
        found = json.loads(text[begin : end + 1])
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _line(value: object) -> str:
    """A string of an answer on one line; what is no string, or may not be shown, is empty."""
    plain = _plain(value) if isinstance(value, str) else ""
    return "" if isinstance(plain, Unreadable) else _shortened(" ".join(plain.split()), _NOTE_SHOWN)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 2] + " …"
