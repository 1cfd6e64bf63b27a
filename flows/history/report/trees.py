"""The proof trees of a session's theorems before and after: asked of Lean once, then stored.

The text of a file is the one that the session worked on; the trees after are those of that text
with all new proofs in place. Without a Lean, or without the text, a report has none and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.history.report.data import ReportedSession, ReportedTheorem
from flows.results import TheoremResult
from storage.keys import content_key
from storage.repository import Repository
from tools.errors import BurnishError, UserInputError
from tools.lean.analysis import Analysis, analyse
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.proof_tree import draw_each
from tools.lean.source import Source
from tools.lean.structure.records import VERSION, tree_from_json
from tools.lean.structure.tree import ProofTree
from tools.metrics.metric import MeasuredProof
from tools.metrics.modularity import effective_facts
from tools.rewriting.view import view_of

AskForLean = Callable[[Path], Lean]
"""Gives the Lean for a file; raises :class:`tools.errors.LeanUnavailable`."""


@dataclass(frozen=True)
class DrawnProof:
    """The tree of one proof."""

    tree: ProofTree
    effective: tuple[str, ...]
    """The ids of its effective goals."""


@dataclass(frozen=True)
class DrawnTrees:
    """The trees of a session, by the theorem's name in it."""

    before: Mapping[str, DrawnProof] = field(default_factory=dict)
    after: Mapping[str, DrawnProof] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    """Why there are not all, a sentence each."""


def draw_session(
    repository: Repository,
    session: ReportedSession,
    theorems: Sequence[ReportedTheorem],
    ask: AskForLean,
) -> DrawnTrees:
    """The trees of some theorems of a session, as far as they can be had."""
    before: dict[str, DrawnProof] = {}
    after: dict[str, DrawnProof] = {}
    lacking: list[str] = []
    for file in session.files:
        path = str(file.get("path", ""))
        ours = [one for one in theorems if one.path == path]
        if not ours:
            continue
        try:
            source = _source(repository, path, str(file.get("digest", "")))
            drawing = _Drawing(repository, Path(path), str(file.get("lean", "")), ask)
            before |= drawing.of(source, ours)
            improved = [one for one in ours if one.result.improved]
            if improved:
                after |= drawing.of(drawing.spliced(source, improved), improved)
        except BurnishError as error:
            name = Path(path).name
            lacking.append(f"Goal states and proof trees of {name} are left out: {error}")
    return DrawnTrees(before, after, tuple(lacking))


def _source(repository: Repository, path: str, digest: str) -> Source:
    """The text that the session worked on; raises :class:`UserInputError` where it is lost."""
    stored = repository.sources.text(digest)
    if stored is not None:
        return Source(stored)
    try:
        source = Source(Path(path).read_bytes().decode("utf-8").replace("\r\n", "\n"))
    except (OSError, UnicodeDecodeError) as error:
        raise UserInputError("the file cannot be read any more.") from error
    if source.digest != digest:
        raise UserInputError("the file has changed since.")
    return source


class _Drawing:
    """Draws proofs of one file, or finds them drawn already."""

    def __init__(
        self, repository: Repository, path: Path, fingerprint: str, ask: AskForLean
    ) -> None:
        self._repository = repository
        self._path = path
        self._fingerprint = fingerprint
        """Of the Lean that the session had."""
        self._ask = ask
        self._asked: Lean | None = None

    def of(self, source: Source, theorems: Sequence[ReportedTheorem]) -> dict[str, DrawnProof]:
        """The trees of those theorems, by their names in the session."""
        names = sorted({one.result.theorem for one in theorems})
        stored = self._repository.structure(self._key(self._fingerprint, source, names))
        if stored is None:
            lean = self._lean
            key = self._key(lean.fingerprint, source, names)
            stored = self._repository.structure(key)
            if stored is None:
                stored = _draw(lean, source, names)
                self._repository.store_structure(key, "trees", stored)
        return {
            one.key: _proof_from_json(stored[one.result.theorem])
            for one in theorems
            if one.result.theorem in stored
        }

    def spliced(self, source: Source, improved: Iterable[ReportedTheorem]) -> Source:
        """The text with all new proofs in place."""
        places: list[tuple[int, TheoremResult]] = []
        for one in improved:
            at = source.data.find(
                one.result.original.encode("utf-8"), _offset_of_line(source, one.result.line)
            )
            if at < 0:
                raise UserInputError(f"{one.result.theorem} is not where it was.")
            places.append((at, one.result))
        text = source
        for at, result in sorted(places, key=lambda place: place[0], reverse=True):
            text = text.splice(at, at + len(result.original.encode("utf-8")), result.proof)
        return text

    @property
    def _lean(self) -> Lean:
        if self._asked is None:
            self._asked = self._ask(self._path)
        return self._asked

    @staticmethod
    def _key(fingerprint: str, source: Source, names: Sequence[str]) -> str:
        return content_key("trees", str(VERSION), fingerprint, source.digest, *names)


def _offset_of_line(source: Source, line: int) -> int:
    """Where a line begins, which counts from 1."""
    lines = source.data.split(b"\n")[: max(0, line - 1)]
    return sum(len(one) + 1 for one in lines)


def _draw(lean: Lean, source: Source, names: Sequence[str]) -> dict[str, Any]:
    """The trees of the declarations of those names, as plain JSON; those that can be had."""
    analysis, _ = analyse(lean, source)
    chosen = _chosen(analysis, names)
    drawn: dict[str, Any] = {}
    for declaration, tree in zip(chosen, draw_each(lean, source, chosen), strict=True):
        if isinstance(tree, ProofTree):
            view = view_of(source, declaration)
            facts = effective_facts(MeasuredProof(view, tree.name, tree=tree))
            ids = [fact.goal.id for fact in facts if fact.goal is not None]
            drawn[declaration.name] = {"tree": tree.to_json(), "effective": ids}
    return drawn


def _chosen(analysis: Analysis, names: Sequence[str]) -> list[Declaration]:
    """Of declarations with one name Lean accepts the first."""
    found: dict[str, Declaration] = {}
    for declaration in analysis.declarations:
        if declaration.name in names and declaration.value is not None:
            found.setdefault(declaration.name, declaration)
    return list(found.values())


def _proof_from_json(record: Mapping[str, Any]) -> DrawnProof:
    return DrawnProof(tree_from_json(record["tree"]), tuple(record["effective"]))
