"""Modularity: the number of effective spawned goals (ImProver 2, arXiv 2605.22885).

A goal that a step states and has shown on the way is *spawned*; it is *effective* when all of this
holds:

1. It is no duplicate: its sequent (:mod:`tools.metrics.sequents`) equals no goal seen before, and
   it does not state what a hypothesis says already.
2. It is no wrapper: its target is not its parent's target, nor the one from the other by
   discharging ∀-binders over data. A binder that brings a new hypothesis makes a new sequent.
3. It is not trivial: what shows it has more than two steps, as :mod:`tools.metrics.length` counts.
4. It is used: the hypothesis that it introduces is used in the main proof, or in the subtree of
   another effective goal; of all ways to read that, the least (two facts that use each other and
   nothing else are not used). A term or ``by exact`` that shows a fact belongs to the proof that
   the fact is used in. What introduces no hypothesis (a step of a `calc`, a block inside of a
   term, the block of a `suffices`) is used nowhere by name and is not effective.

A hypothesis that the text names nowhere may be used by a tactic that looks for hypotheses, such as
``assumption``; if it occurs in the proof term, it counts as used once every such tactic that could
have taken it stands in the main proof or in an effective subtree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tools.metrics.facts import Fact, facts, mentions, origins
from tools.metrics.length import counted
from tools.metrics.metric import Evidence, MeasuredProof, unknown
from tools.metrics.reading import last
from tools.metrics.sequents import Sequents, same

if TYPE_CHECKING:
    from tools.lean.structure.goals import Goal
    from tools.lean.structure.tree import ProofStep

_TRIVIAL = 2
"""The most steps of a subtree that is trivial."""
_TAKES_WHAT_IT_NAMES = frozenset(
    {
        "exact", "apply", "refine", "refine'", "rwSeq", "rewriteSeq", "intro", "intros",
        "constructor", "left", "right", "exists", "show", "unfold", "rfl", "cases", "induction",
        "renameI", "rcases", "obtain", "rintro", "clear", "skip", "exfalso", "congr", "ext",
        "funext", "simp", "dsimp", "tacticHave__", "tacticHave_", "tacticHaveI__",
        "tacticLet__", "«tacticExists_,,»",
    }
)  # fmt: skip
"""Tactics that use no hypothesis which their text does not name; ``‹p›`` and ``*`` aside."""


def effective_facts(proof: MeasuredProof) -> tuple[Fact, ...]:
    """The effective spawned goals of a proof that has a proof tree, in source order."""
    assert proof.tree is not None
    stated = facts(proof)
    steps = list(proof.tree.walk())
    known = origins(steps)
    derived = {id_ for fact in stated for id_ in fact.ids}
    derived |= {id_ for id_, origin in known.items() if origin in derived}
    places = {(node.start, node.end) for node in counted(proof.view.value)}
    sequents = Sequents(derived)
    sound = [
        fact
        for fact in stated
        if fact.goal is not None
        and not sequents.wraps(fact.goal, fact.parent)
        and _size(fact, places) > _TRIVIAL
    ]
    new = [fact for fact in sound if not _is_duplicate(fact, steps, sequents)]
    return _used(proof, stated, new, steps, known)


def _size(fact: Fact, places: Iterable[tuple[int, int]]) -> int:
    """The steps that show a fact, of all that the proof has."""
    return sum(1 for start, end in places if fact.start <= start and end <= fact.end)


def _is_duplicate(fact: Fact, steps: Sequence[ProofStep], sequents: Sequents) -> bool:
    assert fact.goal is not None
    own, news = sequents.of(fact.goal), sequents.news(fact.goal)
    return news.says_nothing or any(
        same(own, seen) or same(news, seen) for seen in map(sequents.of, _seen_before(fact, steps))
    )


def _seen_before(fact: Fact, steps: Sequence[ProofStep]) -> Iterator[Goal]:
    """The goals of the steps before a fact's own, and those that its own started from."""
    at = fact.step
    for step in steps:
        if step.start > at.start:
            return
        is_over = step.end <= at.start
        for run in step.runs:
            yield from run.before
            if is_over:
                yield from run.after


def _used(
    proof: MeasuredProof,
    stated: Sequence[Fact],
    candidates: Sequence[Fact],
    steps: Sequence[ProofStep],
    known: Mapping[str, str],
) -> tuple[Fact, ...]:
    """Those candidates that the main proof or another of them uses: the least fixed point."""
    assert proof.tree is not None
    uses = _uses(proof, stated, steps, known)
    in_term = {known.get(id_, id_) for id_ in proof.tree.used}
    live: set[int] = set()  # indices of facts whose proof belongs to the main proof, in effect

    def is_live(region: int | None) -> bool:
        return region is None or region in live

    grown = True
    while grown:
        grown = False
        for index, fact in enumerate(stated):
            if index in live or not (fact.goal is None or fact in candidates):
                continue
            if any(id_ in in_term and uses[id_].used(is_live) for id_ in fact.ids):
                live.add(index)
                grown = True
    return tuple(f for index, f in enumerate(stated) if index in live and f.goal is not None)


@dataclass
class _Uses:
    """Where a hypothesis may be used: facts by their index, ``None`` for the main proof."""

    named: set[int | None] = field(default_factory=set)
    silent: set[int | None] = field(default_factory=set)
    """Where tactics stand that could have taken it without a word."""

    def used(self, is_live: Callable[[int | None], bool]) -> bool:
        if self.named:
            return any(is_live(region) for region in self.named)
        return bool(self.silent) and all(is_live(region) for region in self.silent)


def _uses(
    proof: MeasuredProof,
    stated: Sequence[Fact],
    steps: Sequence[ProofStep],
    known: Mapping[str, str],
) -> Mapping[str, _Uses]:
    assert proof.tree is not None
    uses: dict[str, _Uses] = defaultdict(_Uses)
    for mention in mentions(proof):
        uses[known.get(mention.id, mention.id)].named.add(_region(mention.start, stated))
    for step in steps:
        if not _may_take_silently(step):
            continue
        region = _region(step.start - proof.tree.start, stated)
        for run in step.runs:
            for hypothesis in run.before[0].hypotheses if run.before else ():
                uses[known.get(hypothesis.id, hypothesis.id)].silent.add(region)
    return uses


def _may_take_silently(step: ProofStep) -> bool:
    if step.children or step.is_combinator:
        return False
    return last(step.kind) not in _TAKES_WHAT_IT_NAMES or "‹" in step.text or "*" in step.text


def _region(start: int, stated: Sequence[Fact]) -> int | None:
    """The innermost fact in whose proof a place lies; ``None`` for the main proof."""
    around = [index for index, fact in enumerate(stated) if fact.holds(start)]
    return min(around, key=lambda i: stated[i].end - stated[i].start) if around else None


@dataclass(frozen=True)
class Modularity:
    """The metric: the number of effective spawned goals."""

    name: str = "modularity"
    description: str = (
        "The number of intermediate facts that are stated, new, shown in more than two steps and "
        "used: proofs that are made of parts with a meaning of their own are better."
    )
    ceiling: float | None = None
    needs: frozenset[Evidence] = frozenset({Evidence.SYNTAX, Evidence.TREE})

    def measure(self, proof: MeasuredProof) -> float:
        if proof.tree is None or not proof.tree.is_readable:
            raise unknown(self, proof, Evidence.TREE)
        return float(len(effective_facts(proof)))


MODULARITY = Modularity()
