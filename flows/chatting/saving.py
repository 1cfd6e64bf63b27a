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
        known = written_by(self.repository, self.session)
        before = now if now in known else self.problem.source
        # Before the file, or a kill between the two would make the chat's own text a stranger's.
        self.note(wanted)
        # Refused by name and place, and atomically replaced, as everywhere else.
        write_proofs(self.repository, self.lean, self.path, before, [self._result(before, proof)])
        return f"{self.path}: the proof of {self.problem.name} is replaced."

    def note(self, text: Source) -> None:
        """Remember what the file is to hold, by which the chat is found again."""
        self.repository.sources.store(text.text)
        key = _key(self.session)
        digests: list[str] = self.repository.structure(key) or []
        kept = [*(one for one in digests if one != text.digest), text.digest]
        self.repository.store_structure(key, "written", kept)

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


def written_by(repository: Repository, session: str) -> tuple[Source, ...]:
    """The texts that a chat has put into its file, or was about to."""
    digests: list[str] = repository.structure(_key(session)) or []
    texts = (repository.sources.text(digest) for digest in digests)
    return tuple(Source(text) for text in texts if text is not None)


def _key(session: str) -> str:
    return content_key("chat has written", session)
