"""Puts the proof that a chat accepted into its file, through the same door as `optimize --write`.

A chat may write more than once: the second time the file holds what was written the first time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows.results import TheoremResult
from flows.targets import read_source
from flows.write import write_proofs
from storage.keys import content_key
from storage.repository import Repository
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.source import Source


@dataclass(frozen=True)
class Saving:
    """Writes for one chat; fills :class:`agents.chat.context.Writing`."""

    repository: Repository
    session: str
    lean: Lean
    path: Path
    problem: Problem

    def __call__(self, proof: str) -> str:
        wanted = self.problem.splice(proof)
        now = read_source(self.path)
        if now == wanted:
            self.note(wanted)
            return f"{self.path} holds the proof already."
        known = written_by(self.repository, self.session) or self.problem.source
        before = known if now == known else self.problem.source
        # Refused by name and place, and atomically replaced, as everywhere else.
        write_proofs(self.repository, self.lean, self.path, before, [self._result(before, proof)])
        self.note(wanted)
        return f"{self.path}: the proof of {self.problem.name} is replaced."

    def note(self, text: Source) -> None:
        """Remember what the file holds now, by which the chat is found again."""
        self.repository.sources.store(text.text)
        key = _key(self.session)
        self.repository.store_structure(key, "written", text.digest)

    def _result(self, before: Source, proof: str) -> TheoremResult:
        """What is to be written, as the writer of files takes it."""
        start = self.problem.declaration.start
        tail = len(self.problem.source.data) - self.problem.declaration.end
        return TheoremResult(
            file=str(self.path),
            theorem=self.problem.name,
            line=self.problem.source.position(start).line,
            metric="",
            before=0.0,
            after=0.0,
            verdict="verified",
            statement_unchanged=True,
            axioms=(),
            original_axioms=tuple(self.problem.axioms),
            check_seconds=0.0,
            original=before.slice(start, len(before.data) - tail),
            proof=proof,
            rewrites=(),
            candidates=0,
            lean_calls=0,
            seconds=0.0,
            finished=True,
            note="",
            hunks="",
        )


def written_by(repository: Repository, session: str) -> Source | None:
    """What a chat has written into its file last; ``None`` if it has written nothing."""
    digest = repository.structure(_key(session))
    text = repository.sources.text(digest) if digest is not None else None
    return None if text is None else Source(text)


def _key(session: str) -> str:
    return content_key("chat has written", session)
