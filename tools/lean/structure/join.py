"""Joining a declaration's syntax with its InfoTree: the steps, their goals and what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tools.lean.declarations import Declaration
from tools.lean.infotree import Goal as PrintedGoal
from tools.lean.infotree import InfoNode
from tools.lean.source import Source
from tools.lean.structure.goals import Goal
from tools.lean.structure.identities import Identities
from tools.lean.structure.term_use import variables_used
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree
from tools.lean.syntax import Syntax
from tools.lean.tactics import TacticStep, sequence_items, tactic_steps

TERM = "Term"
"""The kind of the one step of a proof by a bare term."""
_BY = frozenset({"Term.byTactic", "Term.byTactic'"})
_STATES = re.compile(r"(?:^|\.)(?:tacticHave|tacticShow_From|calc|obtain|Tactic\.calc)", re.I)
_SUFFICES = re.compile(r"suffices", re.I)
_NAMED = re.compile(
    r"@?(?P<name>[^\s(){}\[\],:?⟨⟩]+?)(?:\.\{[^}]*\})?(?P<binder> \(isBinder := true\))? :\s"
    r"(?P<type>.*)$",
    re.S,
)
_RAW_VARIABLE = "_uniq."
_Place = tuple[int, int, str]


@dataclass
class _Run:
    """One run of a step and those inside it, while the tree is being made."""

    place: _Place
    node: InfoNode
    inner: list[_Run] = field(default_factory=list)
    change: GoalChange | None = None


def join(
    source: Source, declaration: Declaration, trees: Iterable[InfoNode], term: str | None = None
) -> ProofTree:
    """One declaration's tactics with the goals that the InfoTree has for them.

    ``term`` is its proof as ``#print`` shows it under ``pp.raw``; without it a hypothesis counts as
    used if a step names it.
    """
    value = declaration.value
    statement_end = value.start if value is not None else declaration.end
    nodes = [n for t in trees for n in t.walk() if declaration.start <= n.start < declaration.end]
    steps = [] if value is None else list(tactic_steps(value))
    firsts = _first_of_by(value) if value is not None else frozenset()
    runs = _runs(trees, {(s.node.start, s.node.end, s.node.kind) for s in steps})
    names = _Names(source, nodes, steps, statement_end)
    identities = Identities()
    by_place: dict[_Place, list[GoalChange]] = {}
    for run in runs:
        _tell(run, (), identities, firsts, by_place, names)
    made = _steps(source, steps, by_place, nodes, names)
    if value is not None and not any(s.parent is None and _is_whole(s, value) for s in steps):
        starts = [step for step in made if step.start in firsts]
        whole = _term_step(source, declaration, value, nodes, identities, names, starts)
        made = (replace(whole, children=made),)
    tree = ProofTree(
        name=declaration.name,
        start=declaration.start,
        end=declaration.end,
        statement=source.slice(declaration.start, statement_end).rstrip(),
        steps=made,
        statement_constants=names.constants(None),
        unread=tuple(dict.fromkeys(identities.unread)),
    )
    return replace(tree, used=_used(tree, term))


def _is_whole(step: TacticStep, value: Syntax) -> bool:
    """Whether a step stands in the ``by`` block that is the whole proof."""
    proof = value[1] if len(value.children) > 1 else value
    return proof.kind in _BY and proof.start <= step.node.start


def _first_of_by(value: Syntax) -> frozenset[int]:
    """Where the first tactic of each ``by`` block in a term begins."""
    return frozenset(
        items[0].start
        for node in value.walk()
        if node.kind in _BY and (items := sequence_items(node.children[-1]))
    )


def _runs(trees: Iterable[InfoNode], places: set[_Place]) -> list[_Run]:
    """The outermost tactic nodes for each step, as they lie in one another."""
    roots: list[_Run] = []
    nothing: tuple[_Run, ...] = ()
    stack = [(tree, nothing) for tree in reversed(list(trees))]
    while stack:
        node, around = stack.pop()
        if node.kind == "Tactic" and not node.synthetic:
            place = (node.start, node.end, node.syntax_kind)
            if place in places and all(run.place != place for run in around):
                run = _Run(place, node)
                (around[-1].inner if around else roots).append(run)
                around = (*around, run)
        stack.extend((child, around) for child in reversed(node.children))
    return roots


def _tell(
    run: _Run,
    around: Sequence[Goal],
    identities: Identities,
    firsts: frozenset[int],
    by_place: dict[_Place, list[GoalChange]],
    names: _Names,
) -> None:
    """Give one run its goals, its inner runs' goals first."""
    place = by_place.setdefault(run.place, [])
    index = len(place)
    before = identities.begin(run.node.before, around)
    place.append(GoalChange(before, ()))
    nested: list[
        tuple[Goal, bool]
    ] = []  # a goal that an inner run begins with, and whether by `by`
    seen = {goal.id for goal in before}
    for inner in run.inner:
        _tell(inner, before, identities, firsts, by_place, names)
        assert inner.change is not None
        nested += [(g, inner.place[0] in firsts) for g in inner.change.before if g.id not in seen]
        for goal in (*inner.change.before, *inner.change.after):
            seen.add(goal.id)
    after = identities.end(before, run.node.after)
    kind = run.place[2]
    target = before[0].target if before else ""
    outer = {goal.id for goal in before}
    produced = [(goal, False) for goal in after if goal.id not in outer]
    children: dict[str, None] = {}
    spawned: dict[str, None] = {}
    for goal, by in [*nested, *produced]:
        if _SUFFICES.search(kind):
            is_child = goal.target == target
        elif _STATES.search(kind):
            is_child = not by and goal.target == target and goal.id in {g.id for g in after}
        else:
            is_child = not by
        if goal.id not in children and goal.id not in spawned:
            (children if is_child else spawned)[goal.id] = None
    old = {h.id for goal in before for h in goal.hypotheses}
    fresh = {h.id: None for g, _ in [*produced, *nested] for h in g.hypotheses if h.id not in old}
    remaining = {goal.id for goal in after}
    run.change = place[index] = GoalChange(
        before,
        after,
        closed=tuple(goal.id for goal in before if goal.id not in remaining),
        children=tuple(children),
        spawned=tuple(spawned),
        introduced=tuple(fresh),
        constants=names.constants(run.place),
        locals=names.locals(run.place, before),
    )


def _steps(
    source: Source,
    steps: Sequence[TacticStep],
    changes: dict[_Place, list[GoalChange]],
    nodes: Sequence[InfoNode],
    names: _Names,
) -> tuple[ProofStep, ...]:
    inside: dict[int, list[TacticStep]] = {}
    for step in steps:
        inside.setdefault(id(step.parent) if step.parent else 0, []).append(step)
    ran: dict[_Place, str] = {}
    for node in nodes:
        if node.kind == "Tactic" and not node.synthetic:
            ran.setdefault((node.start, node.end, node.syntax_kind), node.elaborator)

    def build(step: TacticStep) -> ProofStep:
        node = step.node
        place = (node.start, node.end, node.kind)
        return ProofStep(
            start=node.start,
            end=node.end,
            text=source.slice(node.start, node.end),
            kind=node.kind,
            elaborator=ran.get(place, ""),
            is_combinator=step.is_combinator,
            runs=tuple(changes.get(place, ())),
            children=tuple(build(child) for child in inside.get(id(step), ())),
        )

    return tuple(build(step) for step in inside.get(0, ()))


def _term_step(
    source: Source,
    declaration: Declaration,
    value: Syntax,
    nodes: Sequence[InfoNode],
    identities: Identities,
    names: _Names,
    starts: Iterable[ProofStep],
) -> ProofStep:
    """The one step of a proof by a bare term; its goal is what the term's type is printed as.

    ``starts`` are the first steps of the ``by`` blocks in it; it has no step inside it yet.
    """
    proof = declaration.proof or value
    whole = next((n for n in nodes if n.kind == "Term" and n.start == proof.start
                  and n.end == proof.end and not n.synthetic), None)  # fmt: skip
    binders: dict[int, str] = {}
    for node in nodes:
        match = _NAMED.match(node.content) if node.kind == "Term" else None
        if match is not None and match["binder"] and node.end <= value.start:
            name = source.slice(node.start, node.end)
            binders[node.start] = f"{name} : {match['type']}"
    runs: tuple[GoalChange, ...] = ()
    if whole is not None and " : " in whole.content:
        printed = PrintedGoal("", tuple(binders.values()), whole.content.rpartition(" : ")[2])
        before = identities.begin([printed])
        spawned = dict.fromkeys(goal.id for step in starts for goal in step.goals_before)
        runs = (GoalChange(before, (), closed=tuple(g.id for g in before),
                           spawned=tuple(spawned), constants=names.constants((-1, -1, "")),
                           locals=names.locals((-1, -1, ""), before)),)  # fmt: skip
    return ProofStep(
        start=proof.start, end=proof.end, text=source.slice(proof.start, proof.end), kind=TERM,
        elaborator=whole.elaborator if whole is not None else "", is_combinator=False, runs=runs,
        children=(), is_term=True,
    )  # fmt: skip


class _Names:
    """What the text of each step resolves to: the leaves of the InfoTree that stand for a word."""

    def __init__(
        self, source: Source, nodes: Iterable[InfoNode], steps: Sequence[TacticStep], body: int
    ) -> None:
        self._words: dict[_Place | None, list[tuple[str, str, str]]] = {}
        nodes = list(nodes)
        self._bound = _bound(nodes)
        ranges = sorted((s.node.start, -s.node.end, s.node.kind) for s in steps)
        leaves = sorted(
            (n for n in nodes if n.kind == "Term" and not n.synthetic and n.end - n.start < 200),
            key=lambda n: n.start,
        )
        open_steps: list[_Place] = []
        following = 0
        for leaf in leaves:
            while following < len(ranges) and ranges[following][0] <= leaf.start:
                start, end, kind = ranges[following]
                open_steps.append((start, -end, kind))
                following += 1
            while open_steps and open_steps[-1][1] <= leaf.start:
                open_steps.pop()
            place = open_steps[-1] if open_steps else ((-1, -1, "") if leaf.start >= body else None)
            match = _NAMED.match(leaf.content)
            if match is None or match["binder"]:
                continue
            word = source.slice(leaf.start, leaf.end).lstrip("@").strip("«»")
            if match["name"].startswith(_RAW_VARIABLE):
                self._words.setdefault(place, []).append((word, word, match["type"]))
            elif word.rpartition(".")[2] == match["name"].rpartition(".")[2].strip("«»"):
                self._words.setdefault(place, []).append((word, match["name"], match["type"]))

    def constants(self, place: _Place | None) -> tuple[str, ...]:
        """Full names, each once; of the statement for ``None``."""
        return tuple(
            dict.fromkeys(n for _, n, _ in self._words.get(place, ()) if n not in self._bound)
        )

    def locals(self, place: _Place, before: Sequence[Goal]) -> tuple[str, ...]:
        """Ids of the hypotheses that the step names."""
        named = {h.name: h.id for goal in reversed(before) for h in goal.hypotheses}
        return tuple(
            dict.fromkeys(named[n] for _, n, _ in self._words.get(place, ()) if n in named)
        )


def _bound(nodes: Iterable[InfoNode]) -> frozenset[str]:
    """Every name of a variable: binders, and the hypotheses of all goals."""
    found: set[str] = set()
    for node in nodes:
        match = _NAMED.match(node.content) if node.kind == "Term" else None
        if match is not None and match["binder"]:
            found.add(match["name"])
        if not node.synthetic:
            for goal in (*node.before, *node.after):
                for line in goal.hypotheses:
                    found.update(line.partition(" :")[0].split())
    return frozenset(found)


def _used(tree: ProofTree, term: str | None) -> frozenset[str]:
    """By the finished term where its binder is found there; else by what later steps name."""
    named = {i for step in tree.walk() for run in step.runs for i in run.locals}
    found: dict[str, list[bool]] = {}
    for name, is_used in variables_used(term or ""):
        found.setdefault(name, []).append(is_used)
    ids: dict[str, list[str]] = {}
    for goal in tree.goals.values():
        for h in goal.hypotheses:
            base = h.id.rpartition("#")[0]
            if h.id not in ids.setdefault(base, []):
                ids[base].append(h.id)
    used: set[str] = set()
    for base, identities in ids.items():
        told = found.get(base, [])
        for index, identity in enumerate(identities):
            if len(told) == len(identities):
                is_used = told[index]
            else:
                is_used = any(told) if told else identity in named
            if is_used:
                used.add(identity)
    return frozenset(used)
