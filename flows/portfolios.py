"""Which tactics the Lean in use has after the imports of a file."""

from __future__ import annotations

from flows.preparation import PreparedFile
from storage.keys import content_key
from storage.repository import Repository
from tools.errors import BurnishError
from tools.lean.lean import Lean
from tools.rewriting.portfolio import make_probe, read_probe


def portfolio_of(repository: Repository, lean: Lean, file: PreparedFile) -> tuple[str, ...]:
    """The closing tactics that there are after the file's imports; asked once.

    Raises :class:`BurnishError` if Lean was stopped before it could say.
    """
    probe = make_probe(file.header)
    key = content_key("probe", lean.fingerprint, probe.text)
    stored: list[str] | None = repository.structure(key)
    if stored is None:
        run = lean.run(probe.text, ("maxErrors=0",))
        if not run.complete:
            raise BurnishError(
                f"Lean was stopped at {run.limit} while it was asked which tactics it has after "
                f"the imports of {file.path}; BURNISH_LEAN_SECONDS raises the limit."
            )
        stored = list(read_probe(probe, run.messages))
        repository.store_structure(key, "probe", stored)
    return tuple(stored)
