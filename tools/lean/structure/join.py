"""Joining a declaration's syntax with its InfoTree: the steps, their goals and what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tools.lean.declarations import Declaration
from tools.lean.infotree import InfoNode
from tools.lean.printed_goals import Goal as PrintedGoal
from tools.lean.source import Source
from tools.lean.structure.goals import Goal
from tools.lean.structure.identities import Identities, read_hypotheses, without_metadata
from tools.lean.structure.names import NAMED, WHOLE, Names
from tools.lean.structure.runs import Place, Run, find_runs, in_order
from tools.lean.structure.shown import BY, Readable, Unmatched, conversion_ends
from tools.lean.structure.term_use import used_hypotheses
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree
from tools.lean.syntax import Syntax
from tools.lean.tactics import TacticStep, sequence_items, tactic_steps

TERM = "Term"
"""The kind of the one step of a proof by a bare term."""
_STATES = re.compile(r"(?:^|\.)(?:tacticHave|tacticShow_From|calc|obtain|Tactic\.calc)", re.I)
_SUFFICES = re.compile(r"suffices", re.I)


def join(
    source: Source,
    declaration: Declaration,
    trees: Iterable[InfoNode],
    term: str | None = None,
    shown: Mapping[int, Sequence[PrintedGoal]] | None = None,
    *,
    is_readable: bool = True,
) -> ProofTree:
    """One declaration's tactics with the goals that the InfoTree has for them.

    ``term`` is its proof as ``#print`` shows it under ``pp.raw``; without it a hypothesis counts as
    used if a step names it. With ``shown`` the trees are raw and the goals are those that Lean
    showed by place (:mod:`tools.lean.structure.shown`). ``is_readable`` says how the goals are.

    Raises :class:`tools.lean.structure.shown.Unmatched`, and only with ``shown``.
    """
    trees = tuple(trees)
    value = declaration.value
    statement_end = value.start if value is not None else declaration.end
    nodes = [n for t in trees for n in t.walk() if declaration.start <= n.start < declaration.end]
    steps = [] if value is None else list(tactic_steps(value))
    roots = find_runs(trees, {(s.node.start, s.node.end, s.node.kind) for s in steps})
    readable = None
    if shown is not None:
        ends = frozenset() if value is None else conversion_ends(value)
        readable = Readable(in_order(roots), ends, shown)
    names = Names(source, nodes, steps, statement_end)
    firsts = frozenset() if value is None else _first_of_by(value)
    teller = _Teller(Identities(), names, firsts, readable)
    whole: tuple[Goal, ...] = ()
    is_term = value is not None and not any(s.parent is None and _is_whole(s, value) for s in steps)
    if is_term:
        opening = _opening(source, declaration, nodes, shown)
        whole = teller.identities.begin([opening] if opening is not None else [])
    teller.tell(roots, whole)
    made = _steps(source, steps, teller.changes, nodes)
    if is_term:
        starts = [step for step in made if step.start in firsts]
        step = _term_step(source, declaration, nodes, whole, names, starts)
        made = (replace(step, children=made),)
    tree = ProofTree(
        name=declaration.name,
        start=declaration.start,
        end=declaration.end,
        statement=source.slice(declaration.start, statement_end).rstrip(),
        steps=made,
        statement_constants=names.constants(None),
        is_readable=is_readable,
        unread=tuple(dict.fromkeys(teller.identities.unread)),
    )
    return replace(tree, used=used_hypotheses(tree, term, teller.types))


def _is_whole(step: TacticStep, value: Syntax) -> bool:
    """Whether a step stands in the ``by`` block that is the whole proof."""
    proof = value[1] if len(value.children) > 1 else value
    return proof.kind in BY and proof.start <= step.node.start


def _first_of_by(value: Syntax) -> frozenset[int]:
    """Where the first tactic of each ``by`` block in a term begins."""
    return frozenset(
        items[0].start
        for node in value.walk()
        if node.kind in BY and (items := sequence_items(node.children[-1]))
    )


@dataclass
class _Telling:
    """A run that has begun."""

    before: tuple[Goal, ...]
    index: int
    """Which of its tactic's runs it is."""
    nested: list[tuple[Goal, bool]] = field(default_factory=list)
    """Goals that an inner run began with, and whether that run begins a ``by`` block."""
    seen: set[str] = field(default_factory=set)


@dataclass
class _Teller:
    """Tells what each run did to the goals, in the order in which Lean made them."""

    identities: Identities
    names: Names
    firsts: frozenset[int]
    readable: Readable | None
    changes: dict[Place, list[GoalChange]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    """The types of hypotheses by id, as the tree prints them, with the names of variables."""
    _noted: set[str] = field(default_factory=set)

    def tell(self, roots: Sequence[Run], around: tuple[Goal, ...]) -> None:
        """``around``: the goal of the term that the runs are part of, if they are."""
        open_runs: list[_Telling] = []
        for run, begins in in_order(roots):
            if begins:
                outer = open_runs[-1].before if open_runs else around
                before = self.identities.begin(self._printed(run.node.before), outer)
                self._note_types(before, run.node.before)
                changes = self.changes.setdefault(run.place, [])
                open_runs.append(_Telling(before, len(changes), seen={goal.id for goal in before}))
                changes.append(GoalChange(before, ()))
            else:
                telling = open_runs.pop()
                change = self._change(run, telling)
                self.changes[run.place][telling.index] = change
                if open_runs:
                    self._note(run, change, open_runs[-1])

    def _printed(self, goals: tuple[PrintedGoal, ...]) -> tuple[PrintedGoal, ...]:
        return goals if self.readable is None else self.readable(goals)

    def _note_types(self, goals: Sequence[Goal], printed: Sequence[PrintedGoal]) -> None:
        for goal, as_printed in zip(goals, printed, strict=True):
            if goal.id in self._noted:
                continue
            self._noted.add(goal.id)
            read = [found for line in as_printed.hypotheses for found in read_hypotheses(line)]
            for hypothesis, (_, type_, _) in zip(goal.hypotheses, read, strict=False):
                if hypothesis.id not in self.types:
                    self.types[hypothesis.id] = self.names.named(without_metadata(type_))

    def _note(self, run: Run, change: GoalChange, outer: _Telling) -> None:
        by = run.place[0] in self.firsts
        outer.nested += [(goal, by) for goal in change.before if goal.id not in outer.seen]
        outer.seen.update(goal.id for goal in (*change.before, *change.after))

    def _change(self, run: Run, telling: _Telling) -> GoalChange:
        before = telling.before
        after = self.identities.end(before, self._printed(run.node.after))
        kind = run.place[2]
        target = before[0].target if before else ""
        outer = {goal.id for goal in before}
        remaining = {goal.id for goal in after}
        produced = [(goal, False) for goal in after if goal.id not in outer]
        children: dict[str, None] = {}
        spawned: dict[str, None] = {}
        for goal, by in [*telling.nested, *produced]:
            if _SUFFICES.search(kind):
                is_child = goal.target == target
            elif _STATES.search(kind):
                is_child = not by and goal.target == target and goal.id in remaining
            else:
                is_child = not by
            if goal.id not in children and goal.id not in spawned:
                (children if is_child else spawned)[goal.id] = None
        old = {h.id for goal in before for h in goal.hypotheses}
        fresh = {
            h.id: None
            for goal, _ in [*produced, *telling.nested]
            for h in goal.hypotheses
            if h.id not in old
        }
        return GoalChange(
            before,
            after,
            closed=tuple(goal.id for goal in before if goal.id not in remaining),
            children=tuple(children),
            spawned=tuple(spawned),
            introduced=tuple(fresh),
            constants=self.names.constants(run.place),
            locals=self.names.locals(run.place, before),
        )


def _steps(
    source: Source,
    steps: Sequence[TacticStep],
    changes: Mapping[Place, Sequence[GoalChange]],
    nodes: Sequence[InfoNode],
) -> tuple[ProofStep, ...]:
    ran: dict[Place, str] = {}
    for node in nodes:
        if node.kind == "Tactic" and not node.synthetic:
            ran.setdefault((node.start, node.end, node.syntax_kind), node.elaborator)
    inside: dict[int, list[ProofStep]] = {}  # those done, the last first, by the step around them
    for step in reversed(steps):
        syntax = step.node
        place = (syntax.start, syntax.end, syntax.kind)
        made = ProofStep(
            start=syntax.start,
            end=syntax.end,
            text=source.slice(syntax.start, syntax.end),
            kind=syntax.kind,
            elaborator=ran.get(place, ""),
            is_combinator=step.is_combinator,
            runs=tuple(changes.get(place, ())),
            children=tuple(reversed(inside.pop(id(step), []))),
        )
        inside.setdefault(id(step.parent) if step.parent is not None else 0, []).append(made)
    return tuple(reversed(inside.get(0, [])))


def _opening(
    source: Source,
    declaration: Declaration,
    nodes: Sequence[InfoNode],
    shown: Mapping[int, Sequence[PrintedGoal]] | None,
) -> PrintedGoal | None:
    """The goal of a bare term: as shown, else what the term's type is printed as."""
    proof = declaration.proof
    if proof is None:
        return None
    if shown is not None:
        if len(shown.get(proof.start, ())) != 1:
            raise Unmatched(f"no goal for the term at {proof.start}")
        return shown[proof.start][0]
    whole = _node_of(proof, nodes)
    if whole is None or " : " not in whole.content:
        return None
    binders: dict[int, str] = {}
    for found in nodes:
        match = NAMED.match(found.content) if found.kind == "Term" else None
        if match is not None and match["binder"] and found.end <= proof.start:
            name = source.slice(found.start, found.end)
            binders[found.start] = f"{name} : {match['type']}"
    return PrintedGoal("", tuple(binders.values()), whole.content.rpartition(" : ")[2])


def _node_of(proof: Syntax, nodes: Sequence[InfoNode]) -> InfoNode | None:
    return next(
        (
            node
            for node in nodes
            if node.kind == "Term"
            and (node.start, node.end) == (proof.start, proof.end)
            and not node.synthetic
        ),
        None,
    )


def _term_step(
    source: Source,
    declaration: Declaration,
    nodes: Sequence[InfoNode],
    before: tuple[Goal, ...],
    names: Names,
    starts: Iterable[ProofStep],
) -> ProofStep:
    """The one step of a proof by a bare term; no step is inside it yet.

    ``starts`` are the first steps of the ``by`` blocks in it.
    """
    proof = declaration.proof or declaration.value
    assert proof is not None
    whole = _node_of(proof, nodes)
    spawned = dict.fromkeys(goal.id for step in starts for goal in step.goals_before)
    run = GoalChange(
        before,
        (),
        closed=tuple(goal.id for goal in before),
        spawned=tuple(spawned),
        constants=names.constants(WHOLE),
        locals=names.locals(WHOLE, before),
    )
    return ProofStep(
        start=proof.start,
        end=proof.end,
        text=source.slice(proof.start, proof.end),
        kind=TERM,
        elaborator=whole.elaborator if whole is not None else "",
        is_combinator=False,
        runs=(run,) if before else (),
        children=(),
        is_term=True,
    )
