"""Which theorems from outside its file a declaration names: Lean's own references (``.ilean``).

Lean writes down each name of the text that it resolved, with its full name, its module and its
place. What is a theorem, Lean then says itself (``#print``).
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tools.errors import BurnishError
from tools.lean.declarations import Declaration
from tools.lean.imports import read_imports
from tools.lean.isolation import Cut, without_errors
from tools.lean.lean import Lean
from tools.lean.source import Position, Source
from tools.lean.syntax import IDENT, Syntax

_FIELDS = frozenset({"Term.proj", "Term.pipeProj"})
_DOTTED = "Term.dotIdent"
"""``.trans``, whose type says which one is meant; Lean gives its place with the dot."""
_NO_THEOREM = frozenset({"rfl"})
"""Lean's own ``rfl`` is a definition in some versions and a theorem in others."""
_THEOREM = re.compile(r"(?:@\[[^\]]*\]\s*)?(?:[a-z]+ )*?theorem ")


class NamesUnknown(BurnishError):
    """Lean did not resolve the names of a file: it has errors, or this Lean writes no such list."""


@dataclass(frozen=True)
class Reference:
    """One place where a text names a constant."""

    name: str
    """The constant's full name."""
    outside: bool
    """Whether it is declared in another file."""
    start: int
    """Byte offset in the file."""


@dataclass(frozen=True)
class Resolved:
    """What the names of a text stand for."""

    references: tuple[Reference, ...]
    left_out: tuple[Cut, ...] = ()
    """What has errors, of whose names nothing is known."""


def named_theorems(
    lean: Lean, source: Source, declarations: Sequence[Declaration]
) -> tuple[frozenset[str], ...]:
    """For each of some declarations of a file, the outside theorems that its value names.

    Two runs of Lean, of which the second elaborates the imports only; up to three more where the
    file has errors.

    Raises :class:`NamesUnknown`, and what :meth:`tools.lean.lean.Lean.run` raises.
    """
    if not declarations:
        return ()
    known = references(lean, source, max(d.command.end for d in declarations))
    failing = next(
        (cut for cut in known.left_out if any(_reaches(cut, d) for d in declarations)), None
    )
    if failing is not None:
        line = source.position(failing.start).line
        raise NamesUnknown(f"Lean did not resolve the names of the file: line {line} has an error.")
    by_place: dict[int, list[str]] = {}
    for reference in known.references:
        if reference.outside and reference.name not in _NO_THEOREM:
            by_place.setdefault(reference.start, []).append(reference.name)
    named = [
        {name for start in _starts(d.value) for name in by_place.get(start, ())}
        for d in declarations
    ]
    theorems = _theorems(lean, source, sorted(set().union(*named)))
    return tuple(frozenset(names & theorems) for names in named)


def references(lean: Lean, source: Source, end: int) -> Resolved:
    """What the names in the first ``end`` bytes of a file, whole commands, stand for.

    Lean writes its list for a file without errors only, so what fails is taken out if need be.
    """
    text = Source(source.slice(0, end) + "\n")
    record, _ = _ask(lean, text)
    if record is not None:
        return Resolved(tuple(read_references(record, text)))
    isolated = without_errors(lean, text)
    record, why = _ask(lean, isolated.source)
    if record is None:
        raise NamesUnknown(f"Lean did not resolve the names of the file: {why}.")
    found = read_references(record, isolated.source)
    placed = ((reference, isolated.original(reference.start)) for reference in found)
    known = tuple(replace(one, start=place) for one, place in placed if place is not None)
    return Resolved(known, isolated.cuts)


def _reaches(cut: Cut, declaration: Declaration) -> bool:
    return cut.start < declaration.end and declaration.start < cut.end


def _ask(lean: Lean, text: Source) -> tuple[dict[str, Any] | None, str]:
    """Lean's list of the names in a text, or why there is none."""
    with tempfile.TemporaryDirectory(prefix="burnish-") as folder:
        path = Path(folder) / "references.ilean"
        run = lean.run(text.text, arguments=("-i", str(path)), writable=(Path(folder),))
        if path.is_file() and run.complete:
            record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return record, ""
    error = next((m for m in run.messages if m.severity == "error"), None)
    return None, f"line {error.start.line} has an error" if error else "it wrote no list of them"


def read_references(record: Mapping[str, Any], source: Source) -> Iterator[Reference]:
    """The constants in the content of an ``.ilean`` file; local variables are left out.

    Newer Leans have ``{"c": {"m": module, "n": name}}`` for a key, older ones ``c:name``.
    """
    for key, uses in record["references"].items():
        if key.startswith("c:"):
            name, outside = key.removeprefix("c:"), not uses["definition"]
        elif key.startswith("{"):
            constant = json.loads(key).get("c")
            if constant is None:
                continue
            name, outside = constant["n"], constant["m"] != record["module"]
        else:
            continue
        for line, column, *_ in uses["usages"]:
            yield Reference(name, outside, _offset(source, line, column))


def _offset(source: Source, line: int, column: int) -> int:
    """The byte offset of a place as the server protocol gives it: UTF-16 units, lines from 0."""
    start = source.offset(Position(line + 1, 0))
    # A UTF-16 unit stands for at most three bytes.
    window = source.data[start : start + 3 * column].decode("utf-8", errors="ignore")
    units = window.encode("utf-16-le")[: 2 * column]
    return start + len(units.decode("utf-16-le").encode("utf-8"))


def _starts(value: Syntax | None) -> Iterator[int]:
    """Where the names of a value begin, fields (``(t).left``) left out."""
    stack = [value] if value is not None else []
    while stack:
        node = stack.pop()
        if node.kind in (IDENT, _DOTTED):
            yield node.start
        elif node.kind in _FIELDS:
            stack.append(node[0])
        else:
            stack.extend(node.children)


def _theorems(lean: Lean, source: Source, names: Sequence[str]) -> frozenset[str]:
    """Those of some imported constants that are theorems."""
    if not names:
        return frozenset()
    questions = "".join(f"#print {name}\n" for name in names)
    header = _header(source)
    # What a `#print` says begins with the kind; the proof behind it may be large.
    run = lean.run(f"{header}\n{questions}", ("pp.maxSteps=30", "pp.fullNames=true", "maxErrors=0"))
    first = header.count("\n") + 2
    answers = {m.start.line - first: m.text for m in run.messages if m.severity == "information"}
    unanswered = [name for index, name in enumerate(names) if index not in answers]
    if unanswered:
        raise NamesUnknown(f"Lean did not say what {unanswered[0]} is.")
    return frozenset(name for index, name in enumerate(names) if _is_theorem(answers[index]))


def _is_theorem(answer: str) -> bool:
    """Whether what ``#print`` says of a constant begins like ``protected theorem …``."""
    return _THEOREM.match(answer) is not None


def _header(source: Source) -> str:
    """The imports of a file, so that what it names is there."""
    return "".join(f"import {one.module}\n" for one in read_imports(source.text))
