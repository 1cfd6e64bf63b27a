"""Reading a compiled file back, in processes that its text never entered.

Lean imports what is in an object file without checking it again: not even what
``debug.skipKernelTC`` kept from the kernel. So its declarations are replayed through the kernel,
and the statements and axioms are read from the object file, not from what the compiler said.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from tools.errors import LeanCrashed
from tools.lean import audit
from tools.lean.analysis import Analysis
from tools.lean.declarations import Declaration, split_name
from tools.lean.lean import Lean
from tools.lean.local_declarations import local_names
from tools.lean.problem import Problem

_NO_REPLAY = (
    "rests on the gate and on Lean's elaboration alone: this Lean ships no `leanchecker` that "
    "would replay it through the kernel"
)
_STATEMENTS_ONLY = (
    "was replayed by `leanchecker`; of the rest of the file only the statements below it were "
    "compared, the others rest on the gate"
)


@dataclass(frozen=True)
class ReadBack:
    """What an object file holds, compared with that of the original file."""

    objections: tuple[str, ...]
    """What differs beside the proof, or what the kernel refuses; sentences."""
    axioms: tuple[str, ...] | None
    """Those of the theorem; ``None`` where they could not be read."""
    statement: str | None = None
    """The theorem's, as Lean prints it; ``None`` where it has been compared already."""
    caveat: str = ""
    """What could not be done, as the end of a sentence about the proof; empty if all was."""
    limit: str = ""
    """The limit at which a process was stopped; nothing else counts then."""


class Reader(Protocol):
    """Reads the object files of candidates for one original file."""

    def reads(self, problem: Problem) -> bool:
        """Whether the theorem can be asked for by its name from another file."""
        ...

    def read(
        self, problem: Problem, original: Path, compiled: Path, told: audit.Audit | None
    ) -> ReadBack:
        """Compare two object files. ``told`` is what the compiler itself answered, where
        :meth:`reads` says no. Raises :class:`LeanCrashed` and
        :class:`tools.errors.LeanUnavailable`."""
        ...


def reader_for(lean: Lean, analysis: Analysis, seconds: float) -> Reader:
    """The reader for a Lean; ``seconds`` bounds each process."""
    if lean.toolchain.replay:
        return KernelReader(lean, analysis, seconds)
    return ImportReader(lean, analysis, seconds)


class KernelReader:
    """For the embedded Lean: its own program compares, replays and collects axioms in one."""

    def __init__(self, lean: Lean, analysis: Analysis, seconds: float) -> None:
        self._lean = lean
        self._declared = [
            [*_components(declaration.name), *_components(local)]
            for declaration in analysis.declarations
            if declaration.name
            for local in ("", *local_names(declaration.syntax))
        ]
        self._seconds = seconds

    def reads(self, problem: Problem) -> bool:
        return True

    def read(
        self, problem: Problem, original: Path, compiled: Path, told: audit.Audit | None
    ) -> ReadBack:
        question = {"theorem": _components(problem.name), "declared": self._declared}
        argv = [*self._lean.toolchain.replay, str(compiled), str(original)]
        run = self._lean.run_beside(argv, json.dumps(question), self._seconds)
        if not run.complete:
            return ReadBack((), None, limit=run.limit)
        try:
            report = json.loads(run.messages[0].text)
            new, kept = report["axioms"], report["kept"]
            objections = tuple(map(str, report["objections"]))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise LeanCrashed("Lean's kernel gave no report", argv, 0, "") from error
        if new is None:
            return ReadBack(objections, None)
        # Lean's printed form of those that the original rests on, which may have quoted parts.
        printed = {axiom.replace("«", "").replace("»", ""): axiom for axiom in problem.axioms}
        return ReadBack(objections, tuple(sorted([*new, *(printed.get(k, k) for k in kept)])))


class ImportReader:
    """For any Lean: another one imports the object file and is asked, `leanchecker` replays it."""

    def __init__(self, lean: Lean, analysis: Analysis, seconds: float) -> None:
        self._lean = lean
        self._analysis = analysis
        self._seconds = seconds
        self._known: dict[str, audit.Audit] = {}

    def reads(self, problem: Problem) -> bool:
        return not _is_private(problem.declaration)

    def read(
        self, problem: Problem, original: Path, compiled: Path, told: audit.Audit | None
    ) -> ReadBack:
        names = [
            declaration.name
            for declaration in self._public
            if declaration.start > problem.declaration.start
        ]
        if self.reads(problem):
            names.insert(0, problem.name)
        answers = self._ask(compiled, names)
        missing = [name for name in names if name not in self._known]
        before = self._ask(original, missing)
        if answers is None or before is None:
            return ReadBack((), None, limit=f"{self._seconds:g} s of wall time")
        self._known |= before
        if any(answer.statement is None for answer in answers.values()):
            return ReadBack((), None)  # no answer says nothing
        objections = [
            f"{name} no longer states the same"
            for name in names
            if answers[name].statement != self._known[name].statement
        ]
        own = told or answers[problem.name]
        return self._replayed(ReadBack(tuple(objections), own.axioms, own.statement), compiled)

    @cached_property
    def _public(self) -> tuple[Declaration, ...]:
        return tuple(d for d in self._analysis.declarations if d.name and not _is_private(d))

    def _ask(self, compiled: Path, names: Sequence[str]) -> dict[str, audit.Audit] | None:
        if not names:
            return {}
        header = audit.imports(compiled.stem)
        asked = audit.append_audit(header, names)
        run = self._lean.run(
            asked.text, ("maxErrors=0", "pp.fullNames=true"), self._seconds,
            search_path=[compiled.parent],
        )  # fmt: skip
        return asked.answers(run.messages) if run.complete else None

    def _replayed(self, found: ReadBack, compiled: Path) -> ReadBack:
        checker = self._lean.toolchain.leanchecker
        if checker is None:
            return replace(found, caveat=_NO_REPLAY)
        argv = [str(checker), compiled.stem]
        try:
            run = self._lean.run_beside(argv, "", self._seconds, [compiled.parent])
        except LeanCrashed as crash:
            if crash.status is None or crash.status < 0:
                raise
            told = " ".join(crash.stderr_tail.split())
            return replace(
                found, objections=(*found.objections, f"Lean's kernel refuses the file: {told}")
            )
        if not run.complete:
            return ReadBack((), None, limit=run.limit)
        return replace(found, caveat=_STATEMENTS_ONLY)


def _components(name: str) -> list[str]:
    return [part.strip("«»") for part in split_name(name)]


def _is_private(declaration: Declaration) -> bool:
    modifiers = declaration.syntax.children[0]
    return any(node.kind == "Command.private" for node in modifiers.walk())
