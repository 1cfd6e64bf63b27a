"""Puts accepted proofs into their file: whole or not at all, and only into the file that was read.

The new text is checked again as a whole before anything is written.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.file_reports import ask_lean
from flows.results import TheoremResult
from storage.repository import Repository
from tools.errors import BurnishError
from tools.lean.check import Report
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.verdict import STANDARD_AXIOMS

_CRLF = b"\r\n"


class NotWritten(BurnishError):
    """A file was left as it is; the message says why."""


def write_proofs(
    repository: Repository,
    lean: Lean,
    path: Path,
    source: Source,
    results: Sequence[TheoremResult],
) -> int:
    """Replace the improved proofs in a file; how many that were, none if it has them already.

    Raises :class:`NotWritten` if the file has changed since ``source`` was read, if Lean does not
    accept it with all the proofs in place, or if it cannot be written.
    """
    improved = [result for result in results if result.improved]
    if not improved:
        return 0
    analysis, before = ask_lean(repository, lean, path, source)
    places = {(source.position(d.start).line, d.name): d for d in analysis.declarations}
    text = source
    for result in sorted(improved, key=lambda one: one.line, reverse=True):
        declaration = places[result.line, result.theorem]
        text = text.splice(declaration.start, declaration.end, result.proof)
    _, after = ask_lean(repository, lean, path, text)
    proved = any(result.proved for result in improved)
    allowed = STANDARD_AXIOMS.union(*(result.axioms for result in improved if result.proved))
    _require_as_good(path, before, after, _Allowed(proved, allowed))
    return len(improved) if replace_file(path, source, text) else 0


@dataclass(frozen=True)
class _Allowed:
    """What may differ in a file with new proofs in place."""

    mends: bool
    """Whether what did not check may check now: a proof that was found, and what rests on it."""
    axioms: frozenset[str]


def _require_as_good(
    path: Path, before: Sequence[Report], after: Sequence[Report], allowed: _Allowed
) -> None:
    """Every declaration must fare as it did, with the same statement and on no new axiom."""
    pairs = zip(before, after, strict=False)
    changed = next((old for old, new in pairs if not _as_good(old, new, allowed)), None)
    if len(before) != len(after) or changed is not None:
        name = f" at {changed.name}" if changed is not None else ""
        raise NotWritten(
            f"{path} was not written: with all new proofs in place, Lean does not accept it as it "
            f"did before{name}."
        )


def _as_good(old: Report, new: Report, allowed: _Allowed) -> bool:
    if set(new.axioms or ()) - set(old.axioms or ()) - allowed.axioms:
        return False
    mended = allowed.mends and (old.verdict.kind, new.verdict.kind) == ("rejected", "verified")
    # Of what fails to elaborate Lean need not say what it states; the last word has compared that.
    same_statement = old.statement == new.statement or (mended and old.statement is None)
    same_fate = old.verdict.kind == new.verdict.kind or mended
    return old.name == new.name and same_statement and same_fate


def replace_file(path: Path, expected: Source, text: Source) -> bool:
    """Put ``text`` in the place of a file that still holds ``expected``, atomically; ``False`` for
    a file that holds ``text`` already.

    A symbolic link stays a link to the file that is replaced; the file keeps its mode. Raises
    :class:`NotWritten`.
    """
    real = path.resolve()
    temporary = ""
    try:
        if _holds(real, text):
            return False
        mode = real.stat().st_mode
        handle, temporary = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(_with_line_ends(path, real.read_bytes(), text))
            file.flush()
            os.fchmod(file.fileno(), mode & 0o7777)
            os.fsync(file.fileno())
        # As late as possible: an editor may have saved while Lean was at work.
        if not _holds(real, expected):
            raise NotWritten(
                f"{path} was not written: it has changed since it was read. `burnish optimize` "
                "starts from how it is now."
            )
        Path(temporary).replace(real)
        temporary = ""
        _sync_folder(real.parent)
        return True
    except OSError as error:
        raise NotWritten(f"{path} was not written: {error.strerror or error}.") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _holds(file: Path, text: Source) -> bool:
    return file.read_bytes().replace(_CRLF, b"\n") == text.data


def _with_line_ends(path: Path, old: bytes, text: Source) -> bytes:
    """The new text with the line ends of the old one."""
    if _CRLF not in old:
        return text.data
    if old.count(_CRLF) != old.count(b"\n"):
        raise NotWritten(
            f"{path} was not written: it mixes two kinds of line ends, which would not all be kept."
        )
    return text.data.replace(b"\n", _CRLF)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
