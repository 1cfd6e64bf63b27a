"""The three things Lean can say about a candidate proof, as data.

A crash of Lean is none of them: it is an exception (:class:`tools.errors.LeanCrashed`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

STANDARD_AXIOMS = frozenset({"propext", "Quot.sound", "Classical.choice"})
"""The axioms that Lean's own library rests on: always allowed."""


SUGGESTION = "suggestion"
"""Severity of a diagnostic whose text is a whole declaration to try instead."""


@dataclass(frozen=True)
class Diagnostic:
    """One complaint of Lean. ``line`` counts from 1, ``column`` from 0, in the text judged."""

    severity: str
    text: str
    line: int
    column: int

    def to_json(self) -> dict[str, Any]:
        return {
            "severity": self.severity,
            "text": self.text,
            "line": self.line,
            "column": self.column,
        }


@dataclass(frozen=True)
class Verified:
    """Lean accepts it. ``seconds`` is Lean's own time for the declaration."""

    axioms: tuple[str, ...]
    seconds: float
    caveat: str = ""
    """What the verdict could not be based on, as the end of a sentence about the proof. Empty for
    a last word that rests on a replay through Lean's kernel."""
    memory: int = field(default=0, compare=False)
    """The most bytes that its Lean had in memory, which may have judged others beside it; 0 where
    no Lean was run or that is not known. The same for the other verdicts."""
    kind: Literal["verified"] = "verified"


@dataclass(frozen=True)
class Rejected:
    """Lean says no, for these reasons."""

    diagnostics: tuple[Diagnostic, ...]
    seconds: float = 0.0
    memory: int = field(default=0, compare=False)
    kind: Literal["rejected"] = "rejected"

    @property
    def suggestion(self) -> str | None:
        """The declaration that Lean's own search suggests instead, if there is one."""
        texts = (d.text for d in self.diagnostics if d.severity == SUGGESTION)
        return next(texts, None)


@dataclass(frozen=True)
class Inconclusive:
    """Lean was stopped, or gave no evidence either way; ``reason`` says which limit or why."""

    reason: str
    seconds: float = 0.0
    memory: int = field(default=0, compare=False)
    kind: Literal["inconclusive"] = "inconclusive"


Verdict = Verified | Rejected | Inconclusive


def to_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict as plain JSON; :func:`from_json` reads it back."""
    found: dict[str, Any] = {"kind": verdict.kind}
    match verdict:
        case Verified(axioms, _, caveat):
            found |= {"axioms": list(axioms), "caveat": caveat}
        case Rejected(diagnostics):
            found["diagnostics"] = [diagnostic.to_json() for diagnostic in diagnostics]
        case Inconclusive(reason):
            found["reason"] = reason
    return found | {"seconds": verdict.seconds, "memory": verdict.memory}


def from_json(record: dict[str, Any]) -> Verdict:
    """The verdict that :func:`to_json` wrote."""
    seconds, memory = float(record["seconds"]), int(record.get("memory", 0))
    match record["kind"]:
        case "verified":
            return Verified(tuple(record["axioms"]), seconds, record.get("caveat", ""), memory)
        case "rejected":
            told = tuple(Diagnostic(**d) for d in record["diagnostics"])
            return Rejected(told, seconds, memory)
        case "inconclusive":
            return Inconclusive(record["reason"], seconds, memory)
        case other:
            raise ValueError(f"unknown verdict kind {other!r}")
