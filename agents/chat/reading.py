"""What a turn's text is: a command, Lean code, a question about what failed, or an instruction.

Pure. Whatever is none of the first three is an instruction in words, which only a model can follow.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

LONGEST = 100_000
"""Characters of a turn; no proof that a person pastes is longer."""
_FENCE = re.compile(r"\A\s*```[^\n`]*\n(?P<code>.*?)\n?[ \t]*```\s*\Z", re.DOTALL)
_COMMAND = re.compile(r"/(?P<name>[a-z]+|\?)(?:\s+(?P<rest>.*))?\Z", re.DOTALL)
_CODE_STARTS = re.compile(
    r"(?:theorem|lemma|private|protected|noncomputable|example|axiom|def|instance|opaque|mutual"
    r"|by|fun|calc|where|set_option|open|import|namespace)\b"
    r"|:=|\||@\[|/--|λ|⟨|#[a-z]"
)
_FLUSH = re.compile(r"\s*by[ \t]*\n(?=\S)\S")
_WHY = re.compile(r"why\b|what (?:went wrong|failed|is wrong)\b", re.IGNORECASE)
_QUOTES = "`'\"‘’“”"
_NAME = rf"[{_QUOTES}]?[^\s{_QUOTES},.;!?][^\s{_QUOTES},;!]*[{_QUOTES}]?"
_AVOID = re.compile(
    r"\b(?:avoid(?:ing)?|without|no|(?:do\s+not|don['’]?t|never|not)\s+use|instead\s+of"
    r"|get\s+rid\s+of|replace|remove|drop)\s+(?:using\s+|the\s+|any\s+)?"
    rf"(?P<names>{_NAME}(?:(?:\s*,\s*{_NAME})*,?\s+(?:and|or|nor)\s+{_NAME})?)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*,\s*(?:(?:and|or|nor)\s+)?|\s+(?:and|or|nor)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Command:
    """``/name argument``."""

    name: str
    argument: str


@dataclass(frozen=True)
class Code:
    """Lean code, without a fence around it."""

    text: str


@dataclass(frozen=True)
class Question:
    """Why the last thing that was tried failed."""


@dataclass(frozen=True)
class Instruction:
    """Words."""

    text: str


Turn = Command | Code | Question | Instruction


def read_turn(text: str) -> Turn:
    """What a text is; never raises."""
    fenced = _FENCE.match(text)
    if fenced is not None:
        return Code(fenced["code"])
    bare = text.strip()
    command = _COMMAND.match(bare)
    if command is not None:
        return Command(command["name"], (command["rest"] or "").strip())
    if _CODE_STARTS.match(bare) or "\n" in bare:
        return Code(text.strip("\n"))
    if _WHY.match(bare):
        return Question()
    return Instruction(bare)


def is_yes(text: str) -> bool:
    """Whether a question was answered by yes; anything else is no."""
    return text.strip().lower() in ("y", "yes", "/yes")


def avoided(instruction: str, known: Collection[str]) -> tuple[str, ...]:
    """The names, of those that are ``known``, which an instruction wants to be done without."""
    found = (
        name.strip(_QUOTES).rstrip(".:")
        for match in _AVOID.finditer(instruction)
        for name in _BETWEEN.split(match["names"])
    )
    return tuple(dict.fromkeys(name for name in found if name in known))


def as_tactics(code: str) -> str | None:
    """Lines of tactics as a ``by`` block, also those at the margin below a ``by``; ``None`` for
    code that begins as a proof does."""
    flush = _FLUSH.match(code)
    if flush is not None:
        code = code[flush.end() - 1 :]
    elif _CODE_STARTS.match(code.strip()):
        return None
    lines = code.rstrip().split("\n")
    indent = min((len(x) - len(x.lstrip(" ")) for x in lines if x.strip()), default=0)
    return "by\n" + "\n".join("  " + line[indent:] if line.strip() else "" for line in lines)
