"""What Lean says of a file as a whole: asked once for a text, and remembered."""

from __future__ import annotations

from pathlib import Path

from storage.keys import content_key
from storage.repository import Repository
from tools.errors import BurnishError
from tools.lean.analysis import Analysis, analyse
from tools.lean.check import Report, check
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.verdict import Inconclusive


def ask_lean(
    repository: Repository, lean: Lean, path: Path, source: Source
) -> tuple[Analysis, tuple[Report, ...]]:
    """What a text is, and a report for each declaration in it; from storage where known."""
    key = content_key("file", lean.fingerprint, source.digest)
    stored = repository.structure(key)
    if stored is not None:
        reports = tuple(Report.from_json(report) for report in stored["reports"])
        return Analysis.from_json(stored["analysis"]), reports
    analysis, run = analyse(lean, source)
    if not run.complete:
        raise BurnishError(
            f"{path}: Lean did not come to the end of the file: it was stopped at {run.limit}. "
            "BURNISH_LEAN_SECONDS raises the limit."
        )
    reports = check(lean, analysis)
    value = {"analysis": analysis.to_json(), "reports": [report.to_json() for report in reports]}
    if not any(isinstance(report.verdict, Inconclusive) for report in reports):
        # What a limit cut off may be known next time.
        repository.store_structure(key, "file", value)
    return analysis, reports
