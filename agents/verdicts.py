"""Translates between Lean's verdicts and the rows in which they are kept."""

from __future__ import annotations

from storage.records import Stage, VerdictRecord
from tools.lean.verdict import Diagnostic, Inconclusive, Rejected, Verdict, Verified


def to_record(key: str, stage: Stage, verdict: Verdict) -> VerdictRecord:
    """The row for a verdict."""
    match verdict:
        case Verified(axioms, seconds, caveat):
            return VerdictRecord(
                key, "verified", stage, reason=caveat, axioms=axioms, seconds=seconds
            )
        case Rejected(diagnostics, seconds):
            told = [diagnostic.to_json() for diagnostic in diagnostics]
            return VerdictRecord(key, "rejected", stage, diagnostics=told, seconds=seconds)
        case Inconclusive(reason, seconds):
            return VerdictRecord(key, "inconclusive", stage, reason=reason, seconds=seconds)


def from_record(record: VerdictRecord) -> Verdict:
    """The verdict in a row."""
    match record.kind:
        case "verified":
            return Verified(record.axioms, record.seconds, record.reason)
        case "rejected":
            told = tuple(Diagnostic(**diagnostic) for diagnostic in record.diagnostics)
            return Rejected(told, record.seconds)
        case "inconclusive":
            return Inconclusive(record.reason, record.seconds)
