"""The work of `burnish check`: read, choose Lean, analyse, report; also used by the demo."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog

from flows.settings import Settings
from flows.targets import (
    Target,
    embedded_hint,
    errors_elsewhere,
    find_declaration,
    read_source,
    require_lean,
)
from tools.errors import UserInputError
from tools.lean.analysis import analyse
from tools.lean.check import Report, check
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.toolchain import Toolchain, choose_toolchain
from tools.lean.verdict import Rejected

_log = structlog.get_logger("burnish.check")


@dataclass(frozen=True)
class Checked:
    """What Lean says about a file."""

    path: Path
    toolchain: Toolchain
    reports: tuple[Report, ...]
    elsewhere: tuple[Message, ...]
    """Errors outside every declaration, for instance in an `import` or an `#eval`."""
    limit: str
    """At which limit Lean was stopped before the end of the file; empty if it was not."""
    seconds: float
    """Wall time of the whole check."""

    @property
    def lean(self) -> dict[str, str]:
        """Which Lean said so."""
        return describe(self.toolchain)

    @property
    def hint(self) -> str | None:
        """What else the reader should know about the complaints."""
        rejected = [r.verdict for r in self.reports if isinstance(r.verdict, Rejected)]
        told = [diagnostic.text for verdict in rejected for diagnostic in verdict.diagnostics]
        return embedded_hint(self.toolchain.fingerprint, [*told, *(m.text for m in self.elsewhere)])

    @property
    def all_verified(self) -> bool:
        verdicts = [report.verdict.kind for report in self.reports]
        others = self.elsewhere or self.limit
        return all(kind == "verified" for kind in verdicts) and not others


def describe(toolchain: Toolchain) -> dict[str, str]:
    """A toolchain as it is named in every JSON answer."""
    return {
        "version": toolchain.version,
        "fingerprint": toolchain.fingerprint,
        "origin": toolchain.origin,
    }


def check_target(
    target: Target, settings: Settings, named: str | None, progress: Callable[[str], None]
) -> Checked:
    """A verdict for each declaration of a file, or for the one that is named.

    Raises :class:`UserInputError` for what cannot be checked.
    """
    started = time.monotonic()
    source = read_source(target.path)
    toolchain = choose_toolchain(target.path, named or settings.lean, progress)
    _log.info("lean", version=toolchain.version, origin=toolchain.origin, reason=toolchain.reason)
    lean = Lean(toolchain, settings.lean_seconds)
    analysis, run = analyse(lean, source)
    if not run.complete and not analysis.declarations:
        raise UserInputError(
            f"{target.path} is too slow to look at: Lean was stopped at {run.limit}; "
            "BURNISH_LEAN_SECONDS raises the limit."
        )
    require_lean(target.path, analysis)
    reports = check(lean, analysis)
    elsewhere = errors_elsewhere(analysis)
    _log.info("checked", file=str(target.path), declarations=len(reports), lean_calls=lean.calls)
    if target.name is not None:
        meant = find_declaration(target.path, analysis.declarations, target.name)
        index = analysis.declarations.index(meant)
        reports, elsewhere = (reports[index],), ()
    seconds = time.monotonic() - started
    return Checked(target.path, toolchain, reports, elsewhere, run.limit, seconds)
