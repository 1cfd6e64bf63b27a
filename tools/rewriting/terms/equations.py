"""The terms of tactics about equations and contradictions: ``rw``, ``symm``, ``calc`` …"""

from __future__ import annotations

from tools.lean.syntax import Syntax
from tools.rewriting.reading import read_rw, read_steps, tokens
from tools.rewriting.terms.builder import Builder, Handler, Items
from tools.rewriting.terms.scope import Scope
from tools.rewriting.terms.source_terms import NotATerm, source_term
from tools.rewriting.terms.term import LOOSE, Term, apply, atom, project


def _symm(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    if len(tokens(item)) != 1:
        raise NotATerm
    return project(builder.build(rest, scope), "symm")


def _rw(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    """``h`` or ``h ▸ e``, where the style asks for it."""
    rewriting = read_rw(item)
    if not builder.style.transport or rewriting is None or rewriting.location is not None:
        raise NotATerm
    if len(rewriting.rules) != 1 or rewriting.keyword != "rw":
        raise NotATerm
    rule = source_term(builder.outline, rewriting.rules[0][-1], scope.env)
    if not rest:
        return project(rule, "symm") if "←" in tokens(rewriting.rules[0]) else rule
    body = builder.build(rest, scope)
    return Term((rule.head, " ▸ ", body.head), LOOSE, rule.cost + body.cost)


def _contradiction(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    rank, reverse = divmod(builder.style.absurd - 1, 2)
    if not builder.style.absurd or rest or len(scope.names) < rank + 2:
        raise NotATerm
    names = [scope.names[-rank - 2], scope.names[-1]]
    if reverse:
        names.reverse()
    return apply(atom("absurd"), [scope.term(name) for name in names])


def _calc(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    """``h₁.trans h₂`` for steps that are terms themselves."""
    if rest:
        raise NotATerm
    chain: Term | None = None
    for step in read_steps(item):
        link = builder.value(step.value, scope)
        if link.cost or link.level == LOOSE:
            raise NotATerm
        chain = link if chain is None else apply(project(chain, "trans"), [link])
    if chain is None:
        raise NotATerm
    return chain


HANDLERS: dict[str, Handler] = {
    "symm": _symm,
    "rw": _rw,
    "contradiction": _contradiction,
    "calc": _calc,
}
