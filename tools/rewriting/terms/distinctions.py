"""The terms of tactics that take something apart: ``obtain``, ``rcases``, ``cases``, ``by_cases``.

A distinction on a disjunction is spelled ``h.elim …`` where that is short, else as a ``match``.
"""

from __future__ import annotations

from tools.lean.syntax import IDENT, Syntax
from tools.lean.tactics import sequence_items
from tools.rewriting.layout import flat_width, is_flat
from tools.rewriting.reading import Split, mentions, parts, read_destructuring, read_split
from tools.rewriting.terms.builder import Builder, Handler, Items, goals, identifiers
from tools.rewriting.terms.scope import Scope
from tools.rewriting.terms.source_terms import NotATerm, source_term
from tools.rewriting.terms.term import (
    Term,
    apply,
    atom,
    function,
    match,
    match_function,
    project,
)

_ELIM_WIDTH = 60
_Cases = list[tuple[str, Term]]


def opened(builder: Builder, name: str, rest: Items, scope: Scope) -> Term | None:
    """If the next tactic takes apart ``name``, just introduced and not needed later: the function
    that binds a pattern (or distinguishes cases) instead."""
    later = rest[1:]
    if any(mentions(item, name) for item in later):
        return None
    opening = read_destructuring(rest[0])
    if opening is not None and opening.value.kind == IDENT and opening.value.value == name:
        choices = builder.choices(opening.pattern)
        if len(choices) == 1:
            inner = scope.enter(identifiers(opening.pattern))
            return function(choices, builder.build(later, inner))
    split = read_split(rest[0])
    if split is None or split.keyword != "cases" or later or not split.plain:
        return None
    if not (split.target.kind == IDENT and split.target.value == name):
        return None
    cases = _cases(builder, split, scope)
    if len(cases) == 1:
        return function([cases[0][0]], cases[0][1])
    if _eliminated(atom(name), split, cases) is not None:
        return None
    return match_function(cases)


def _obtain(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    opening = read_destructuring(item)
    if opening is None:
        raise NotATerm
    value = builder.value(opening.value, scope)
    choices = builder.choices(opening.pattern)
    inner = scope.enter(identifiers(opening.pattern))
    if len(choices) == 1:
        return match(value, [(choices[0], builder.build(rest, inner))])
    remaining = goals(rest)
    if len(remaining) != 2 or len(choices) != 2:
        raise NotATerm
    bodies = [builder.build(goal, inner) for goal in remaining]
    branches = [function([p], body) for p, body in zip(choices, bodies, strict=True)]
    elim = apply(project(value, "elim"), branches)
    if _is_short(elim):
        return elim
    cases = zip((".inl", ".inr"), choices, bodies, strict=True)
    return match(value, [(f"{tag} {pattern}", body) for tag, pattern, body in cases])


def _by_distinction(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    split = read_split(item)
    if split is None or rest or not split.plain:
        raise NotATerm
    value = source_term(builder.outline, split.target, scope.env)
    cases = _cases(builder, split, scope)
    return _eliminated(value, split, cases) or match(value, cases)


def _cases(builder: Builder, split: Split, scope: Scope) -> _Cases:
    cases: _Cases = []
    for alternative in split.alternatives:
        if not alternative.names and len(split.alternatives) > 1:
            raise NotATerm  # a table of values reads better as it is
        if alternative.body is None:
            raise NotATerm
        inner = scope.enter(alternative.names)
        body = builder.build(sequence_items(alternative.body), inner)
        if alternative.tag in ("intro", "mk"):
            pattern = f"⟨{', '.join(alternative.names)}⟩"
        else:
            pattern = " ".join((f".{alternative.tag}", *alternative.names))
        cases.append((pattern, body))
    return cases


def _eliminated(value: Term, split: Split, cases: _Cases) -> Term | None:
    """``h.elim (fun a => …) (fun b => …)`` for a short distinction on a disjunction."""
    if [a.tag for a in split.alternatives] != ["inl", "inr"]:
        return None
    if any(len(a.names) != 1 for a in split.alternatives):
        return None
    branches = [
        function(a.names, body) for a, (_, body) in zip(split.alternatives, cases, strict=True)
    ]
    elim = apply(project(value, "elim"), branches)
    return elim if _is_short(elim) else None


def _by_cases(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    pieces = list(parts(item))
    remaining = goals(rest)
    if len(remaining) != 2 or len(pieces) != 4 or pieces[1].kind != IDENT:
        raise NotATerm
    name = pieces[1].value
    inner = scope.enter([name])
    proposition = source_term(builder.outline, pieces[3], scope.env)
    branches = [function([name], builder.build(goal, inner)) for goal in remaining]
    return apply(project(apply(atom("Classical.em"), [proposition]), "elim"), branches)


def _is_short(term: Term) -> bool:
    return is_flat(term.doc) and flat_width(term.doc) <= _ELIM_WIDTH


HANDLERS: dict[str, Handler] = {
    "obtain": _obtain,
    "rcases": _obtain,
    "cases": _by_distinction,
    "by_cases": _by_cases,
}
