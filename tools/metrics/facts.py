"""The facts that a proof establishes on its way: what each states, where it is shown, who uses it.

A fact is what a `have`, or an `obtain` with a type, introduces. It is shown by a block of tactics,
which is a spawned goal of the proof tree, or by a term. A `suffices` introduces none: the goal that
it spawns is the one that it stands in, and what is left to show is its child.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.lean.syntax import IDENT, Syntax
from tools.metrics.declarativity import declared, is_have
from tools.metrics.length import BLOCKS, only_exact, slots
from tools.metrics.reading import last, nodes

if TYPE_CHECKING:
    from tools.lean.structure.goals import Goal
    from tools.lean.structure.tree import ProofStep
    from tools.metrics.metric import MeasuredProof

_OBTAIN = "obtain"
_AROUND_A_BLOCK = frozenset({"paren", "fun", "basicFun", "show", "fromTerm", "showFrom", "showRhs"})
_BINDING = frozenset({"basicFun", "matchAlt"})


@dataclass(frozen=True)
class Fact:
    """One fact. Offsets are bytes of the proof's view."""

    step: ProofStep
    ids: frozenset[str]
    """The hypotheses that it brings."""
    start: int
    end: int
    """Where it is shown."""
    goal: Goal | None
    """The spawned goal; ``None`` where a term shows the fact."""
    parent: Goal
    """The goal in which it is stated."""

    def holds(self, start: int) -> bool:
        return self.start <= start < self.end


def facts(proof: MeasuredProof) -> tuple[Fact, ...]:
    """The facts of a proof in source order; each once, though its step ran for several goals."""
    assert proof.tree is not None
    offset = proof.tree.start
    syntax = {(n.start, n.end, n.kind): n for n in nodes(proof.view.value)}
    found = []
    for step in proof.tree.walk():
        node = syntax.get((step.start - offset, step.end - offset, step.kind))
        if node is None or not step.runs or not step.runs[0].before:
            continue
        slot = _slot(node)
        brought = _brought(step)
        if slot is None or not brought:
            continue
        goal = _first_goal(step, _block(slot), offset)
        parent = step.runs[0].before[0]
        found.append(Fact(step, brought, slot.start, slot.end, goal, parent))
    return tuple(found)


def _slot(node: Syntax) -> Syntax | None:
    """The term that shows a fact, if the node is a step that brings one."""
    if is_have(node):
        places = [slot for part in declared(node) for slot in slots(part)]
    elif last(node.kind) == _OBTAIN:
        places = list(slots(node))
    else:
        return None
    return places[0] if places else None


def _brought(step: ProofStep) -> frozenset[str]:
    """Hypotheses that are in the goal after a step and were not before it."""
    run = step.runs[0]
    if not run.after:
        return frozenset()
    known = {hypothesis.id for hypothesis in run.before[0].hypotheses}
    return frozenset(h.id for h in run.after[0].hypotheses if h.id not in known)


def _block(slot: Syntax) -> Syntax | None:
    """The block of tactics that a term consists of; ``by exact t`` is the term ``t``."""
    node = slot
    while True:
        if node.kind in BLOCKS:
            term = only_exact(node)
            if term is None:
                return node
            node = term
        elif last(node.kind) in _AROUND_A_BLOCK:
            parts = [c for c in node.children if not c.is_token and not c.is_empty]
            parts = [c for c in parts if last(c.kind) != "hygienicLParen"]
            if not parts:
                return None
            node = parts[-1]
        else:
            return None


def _first_goal(step: ProofStep, block: Syntax | None, offset: int) -> Goal | None:
    if block is None:
        return None
    start, end = block.start + offset, block.end + offset
    for inner in step.walk():
        if start <= inner.start and inner.end <= end and inner.runs and inner.runs[0].before:
            return inner.runs[0].before[0]
    return None


@dataclass(frozen=True)
class Mention:
    """A hypothesis that the text at a place names."""

    id: str
    start: int


def mentions(proof: MeasuredProof) -> Iterator[Mention]:
    """The hypotheses that the proof's steps name, each where it is named.

    ``clear h`` does nothing with ``h``.
    """
    assert proof.tree is not None
    offset = proof.tree.start
    steps = list(proof.tree.walk())
    inner: dict[int, ProofStep] = {}
    names = [node for node in nodes(proof.view.value) if node.kind == IDENT]
    at = 0
    open_steps: list[ProofStep] = []
    for token in names:
        place = token.start + offset
        while at < len(steps) and steps[at].start <= place:
            open_steps.append(steps[at])
            at += 1
        while open_steps and open_steps[-1].end <= place:
            open_steps.pop()
        around = [step for step in open_steps if step.end > place]
        if around:
            inner[token.start] = around[-1]
    bound = list(_bound(proof.view.value))
    for token in names:
        step = inner.get(token.start)
        if step is None or last(step.kind) == "clear" or _is_bound(token, bound):
            continue
        found = {
            known[name]
            for run in step.runs
            if run.before
            for known in (_by_name(run.before[0]),)
            for name in (token.value, token.value.partition(".")[0])
            if name in known
        }
        for id_ in sorted(found):
            yield Mention(id_, token.start)


def _bound(value: Syntax) -> Iterator[tuple[Syntax, frozenset[str]]]:
    """The functions and alternatives in a proof's terms, with the names that they bind."""
    for node in nodes(value):
        if last(node.kind) not in _BINDING:
            continue
        names: list[str] = []
        for index, child in enumerate(node.children):
            if node.has_atom(index, "=>"):
                yield node, frozenset(names)
                break
            names += [token.value for token in child.tokens() if token.kind == IDENT]


def _is_bound(token: Syntax, bound: Sequence[tuple[Syntax, frozenset[str]]]) -> bool:
    """Whether a name means something that a term around it binds."""
    head = token.value.partition(".")[0]
    return any(head in names and n.start <= token.start < n.end for n, names in bound)


def _by_name(goal: Goal) -> dict[str, str]:
    return {hypothesis.name: hypothesis.id for hypothesis in goal.hypotheses}


def origins(steps: list[ProofStep]) -> Mapping[str, str]:
    """For hypotheses that a tactic took away and gave back (`cases` does, `rw … at` changes them):
    the id that each first had."""
    found: dict[str, str] = {}
    for step in steps:
        for run in step.runs:
            if not run.before:
                continue
            before = _by_name(run.before[0])
            for goal in run.after:
                now = {hypothesis.id for hypothesis in goal.hypotheses}
                for hypothesis in goal.hypotheses:
                    old = before.get(hypothesis.name)
                    if old is not None and old not in now:
                        found.setdefault(hypothesis.id, found.get(old, old))
    return found
