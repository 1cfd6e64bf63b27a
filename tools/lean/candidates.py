"""What a person hands in as a candidate, as the whole declaration that is judged.

A candidate file holds a declaration, a value (``:= …``, ``| …``, ``where …``), or a proof without
its ``:=`` (a ``by`` block or a term). This module completes it with the theorem's own statement,
keeps the columns that Lean's layout rules look at, and knows which place of the file each place
of the declaration comes from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from tools.errors import UserInputError
from tools.lean.declarations import UNLISTED
from tools.lean.problem import Problem
from tools.lean.verdict import Diagnostic, Rejected, Verdict

STDIN = "-"
_LARGEST = 4_000_000
_MARK = "\ufeff"
_BLANK = re.compile(r"\s+|--[^\n]*")
_TOKEN = re.compile(
    r"""r(?P<hashes>\#*)".*?"(?P=hashes)   # a raw string
      | "(?:\\.|[^"\\])*"                 # a string
      | '(?:\\[^']+|[^\\'])'               # a character
      | «[^»]*»
      | [^\W\d][\w'!?]*                   # a name, which may hold primes
      | .""",
    re.DOTALL | re.VERBOSE,
)
_OPEN_OR_CLOSE = re.compile(r"/-|-/")
_VALUE = re.compile(r":=|\||where\b")
_DECLARATION = re.compile(
    r"/--|@\[|(?:private|protected|noncomputable|unsafe|partial|nonrec|theorem|lemma|def|abbrev"
    r"|example|instance|axiom|opaque|mutual)\b"
)


@dataclass(frozen=True)
class Candidate:
    """A candidate's text and the declaration that is made of it.

    Lines count from 1, columns from 0 in code points.
    """

    label: str
    """The path as given, or ``-``."""
    text: str
    declaration: str
    """What Lean judges in the place of the theorem."""
    line: int
    """The line of :attr:`declaration` on which the candidate's own text begins."""
    column: int
    own_line: int
    """The line of :attr:`text` that it begins on."""
    own_column: int
    shift: int = 0
    """By how many columns the lines below have moved to the right."""

    def place(self, line: int, column: int) -> tuple[int, int]:
        """A place of the declaration as one of the candidate's text.

        What stands in the part that was added is laid to where the candidate begins.
        """
        if (line, column) < (self.line, self.column):
            return self.own_line, self.own_column
        if line == self.line:
            return self.own_line, column - self.column + self.own_column
        return line - self.line + self.own_line, max(column - self.shift, 0)

    def localize(self, verdict: Verdict) -> Verdict:
        """The verdict on the declaration with its diagnostics at the places of :attr:`text`.

        Line 0 stays: it says that a diagnostic is about the candidate as a whole.
        """
        if not isinstance(verdict, Rejected):
            return verdict
        return replace(verdict, diagnostics=tuple(map(self._localized, verdict.diagnostics)))

    def _localized(self, diagnostic: Diagnostic) -> Diagnostic:
        if diagnostic.line < 1:
            return diagnostic
        line, column = self.place(diagnostic.line, diagnostic.column)
        return replace(diagnostic, line=line, column=column)


def read_candidate(label: str, stdin: BinaryIO) -> str:
    """The text of a candidate file, or of standard input for ``-``.

    Raises :class:`UserInputError` with one sentence for what cannot be read.
    """
    name = "standard input" if label == STDIN else label
    try:
        if label == STDIN:
            data = stdin.read(_LARGEST + 1)
        else:
            with Path(label).open("rb") as file:
                data = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise UserInputError(f"There is no candidate file {label}.") from error
    except IsADirectoryError as error:
        raise UserInputError(f"{label} is a folder; name a file with one candidate.") from error
    except OSError as error:
        raise UserInputError(f"{name} cannot be read: {error.strerror or error}.") from error
    if len(data) > _LARGEST:
        raise UserInputError(f"{name} has more than {_LARGEST:,} bytes; no proof is that long.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserInputError(
            f"{name} is not valid UTF-8: byte {data[error.start]:#04x} in line {line}."
        ) from error
    text = text.removeprefix(_MARK).replace("\r\n", "\n")
    if _skip_blank(text, 0) == len(text):
        raise UserInputError(f"{name} holds no proof: it is empty, or a comment only.")
    return text


def complete(problem: Problem, label: str, text: str) -> Candidate:
    """A candidate for a theorem, from the text of a declaration, a value or a proof.

    Comments and white space around it are left out; they are no part of a declaration.
    """
    text = text[: _code_end(text)]
    start = _skip_blank(text, 0)
    for known in _spellings(problem):
        if text.startswith(known, start):
            head = problem.statement.removesuffix(known)
            return _joined(label, text, head, start)
        bare = known.rstrip()
        value = _skip_blank(text, start + len(bare))
        if text.startswith(bare, start) and _VALUE.match(text, value):
            return _with_value(problem, label, text, value)
    if _DECLARATION.match(text, start):
        return _joined(label, text, "", start)
    if _VALUE.match(text, start):
        return _with_value(problem, label, text, start)
    return _joined(label, text, f"{problem.statement}:=\n", 0)


def _spellings(problem: Problem) -> list[str]:
    """The statement's text: in full, and without doc comment or attributes before it."""
    spellings = [problem.statement]
    modifiers = [part for part in problem.declaration.syntax[0].children if not part.is_empty]
    for index, part in enumerate(modifiers):
        if not any(child.kind in UNLISTED for child in part.children):
            break
        following = modifiers[index + 1 :]
        start = following[0].start if following else problem.declaration.body.start
        spellings.append(
            problem.source.slice(start, problem.declaration.start + problem.value_start)
        )
    return spellings


def _joined(label: str, text: str, head: str, start: int) -> Candidate:
    """``head`` and then the text from ``start`` on."""
    line, column = _position(head)
    own_line, own_column = _position(text[:start])
    return Candidate(label, text, head + text[start:], line, column, own_line, own_column)


def _with_value(problem: Problem, label: str, text: str, start: int) -> Candidate:
    """The statement and then the value that begins at ``start``, its layout kept."""
    if text.startswith(":=", start):
        # On a line of its own, the proof keeps all its columns.
        rest = start + len(":=")
        own_line, own_column = _position(text[:rest])
        head = f"{problem.statement}:=\n" + " " * own_column
        line, column = _position(head)
        declaration = head + text[rest:]
        return Candidate(label, text, declaration, line, column, own_line, own_column)
    # The first `|` has to stand where the value begins; the lines below follow it.
    own_line, own_column = _position(text[:start])
    line, column = _position(problem.statement)
    shift = problem.source.column(problem.declaration.start + problem.value_start) - own_column
    first, *others = text[start:].split("\n")
    moved = [_moved(other, shift) for other in others]
    declaration = problem.statement + "\n".join([first, *moved])
    return Candidate(label, text, declaration, line, column, own_line, own_column, shift)


def _moved(line: str, shift: int) -> str:
    if not line.strip():
        return line
    if shift >= 0:
        return " " * shift + line
    return line[min(-shift, len(line) - len(line.lstrip(" "))) :]


def _position(before: str) -> tuple[int, int]:
    """The line and column that follow a text."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1)


def _skip_blank(text: str, at: int) -> int:
    """Where white space and comments end; an unfinished comment, or one that documents, stays."""
    while True:
        blank = _BLANK.match(text, at)
        if blank is not None:
            at = blank.end()
        elif text.startswith("/-", at) and text[at + 2 : at + 3] not in ("-", "!"):
            end = _comment_end(text, at)
            if end is None:
                return at
            at = end
        else:
            return at


def _code_end(text: str) -> int:
    """Where the last token ends that is no comment."""
    at = end = 0
    while (at := _skip_blank(text, at)) < len(text):
        if text.startswith("/-", at):  # it documents, or never ends
            at = end = _comment_end(text, at) or len(text)
            continue
        token = _TOKEN.match(text, at)
        assert token is not None, "any character is a token by itself"
        at = end = token.end()
    return end


def _comment_end(text: str, start: int) -> int | None:
    """Where the (perhaps nested) comment that begins at ``start`` ends; ``None`` if nowhere.

    Lean skips the character after the first ``/-``, so that ``/-/-`` opens one comment, not two.
    """
    depth, at = 1, start + 3
    while (mark := _OPEN_OR_CLOSE.search(text, at)) is not None:
        depth += 1 if mark[0] == "/-" else -1
        at = mark.end()
        if depth == 0:
            return at
    return None
