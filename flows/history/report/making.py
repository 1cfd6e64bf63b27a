"""A report from a session: what is stored is put together, and Lean is asked for the trees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flows.file_output import put_file, require_folder
from flows.history.report.data import ReportedSession, attempts_of, gather
from flows.history.report.page import page
from flows.history.report.section import Section, details_of, section_of
from flows.history.report.trees import AskForLean, DrawnTrees, draw_session
from flows.settings import read_settings
from storage.repository import Repository
from tools.errors import LeanUnavailable
from tools.lean.choice import EMBEDDED
from tools.lean.lean import Lean
from tools.lean.toolchain import choose_toolchain

Progress = Callable[[str], None]


def _silent(_: str) -> None:
    """Nobody is told."""


def write_report(
    repository: Repository,
    session_id: str,
    path: Path,
    *,
    lean: str | None = None,
    with_lean: bool = True,
    progress: Progress = _silent,
) -> Path:
    """Write the page of a session to a file, whole or not at all; the file.

    Raises what :func:`report_html` raises, :class:`tools.errors.UserInputError` if there is no such
    folder, and :class:`flows.file_output.FileNotWritten`.
    """
    require_folder(path)
    text = report_html(repository, session_id, lean=lean, with_lean=with_lean, progress=progress)
    put_file(text, path, progress)
    return path


def report_html(
    repository: Repository,
    session_id: str,
    *,
    lean: str | None = None,
    with_lean: bool = True,
    progress: Progress = _silent,
) -> str:
    """The page of a session, which needs nothing from elsewhere.

    ``lean`` names the Lean that draws what was not drawn before; without one, or without the files
    as they were, the page says what it lacks. Raises :class:`tools.errors.UserInputError` if there
    is no such session.
    """
    session = gather(repository, session_id)
    ask = _asking(session, lean, progress) if with_lean else _refuse
    trees = draw_session(repository, session, session.detailed, ask)
    detailed = {one.key for one in session.detailed}
    compared = {one.key for one in session.compared}
    sections = [
        _section(repository, session, trees, number, one.key in detailed)
        for number, one in enumerate(session.theorems)
        if one.key in compared
    ]
    return page(session, sections, trees.lacking)


def _section(
    repository: Repository,
    session: ReportedSession,
    trees: DrawnTrees,
    number: int,
    is_detailed: bool,
) -> Section:
    theorem = session.theorems[number]
    if not is_detailed:
        return section_of(number, theorem)
    metrics = tuple(map(str, session.settings.get("metrics") or ()))
    attempts = attempts_of(repository, session, theorem)
    return section_of(
        number,
        theorem,
        trees.before.get(theorem.key),
        trees.after.get(theorem.key),
        details_of(theorem, attempts, metrics),
    )


def _refuse(_: Path) -> Lean:
    raise LeanUnavailable("Lean was not to be asked.")


def _asking(session: ReportedSession, named: str | None, progress: Progress) -> AskForLean:
    """The Lean of the session's kind for a file, which may not be there any more."""
    settings = read_settings()
    fingerprints = {str(one.get("path")): str(one.get("lean", "")) for one in session.files}

    def ask(path: Path) -> Lean:
        is_embedded = fingerprints.get(str(path), "").startswith(EMBEDDED)
        wanted = named or settings.lean or (EMBEDDED if is_embedded else None)
        toolchain = choose_toolchain(path if path.is_file() else None, wanted, progress)
        return Lean(toolchain, settings.lean_seconds)

    return ask
