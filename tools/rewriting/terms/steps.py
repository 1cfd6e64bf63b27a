"""The terms of tactics that make one step: ``intro``, ``apply``, ``constructor``, ``have`` …

One short handler for each tactic, and the table of them; hence the length.
"""

from __future__ import annotations

from tools.lean.syntax import IDENT, Syntax
from tools.lean.tactics import sequence_items
from tools.rewriting.layout import flat_width, is_flat
from tools.rewriting.reading import (
    Have,
    block_of,
    exact_term,
    keyword,
    mentions,
    parts,
    read_have,
    read_intro,
    read_suffices,
    tokens,
)
from tools.rewriting.reading import read_rintro as read_patterns
from tools.rewriting.terms.builder import Builder, Handler, Items, identifiers
from tools.rewriting.terms.distinctions import opened
from tools.rewriting.terms.scope import Scope
from tools.rewriting.terms.source_terms import NotATerm, source_term
from tools.rewriting.terms.term import (
    ATOMIC,
    LOOSE,
    Term,
    apply,
    atom,
    function,
    let_fact,
    project,
    tuple_of,
)

_REPEATED_WIDTH = 14


def _exact(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    term = exact_term(item)
    if rest or term is None:
        raise NotATerm
    return builder.value(term, scope)


def _trivial(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    if rest or len(tokens(item)) != 1:
        raise NotATerm
    return atom(tokens(item)[0])


def _show(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    if "from" in tokens(item) or "by" in tokens(item):
        raise NotATerm
    body = builder.build(rest, scope)
    if not builder.style.ascribed:
        return body
    type_ = source_term(builder.outline, item[1], scope.env)
    return Term(("(", body.doc, " : ", type_.doc, ")"), ATOMIC, body.cost)


def _unfold(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    if builder.style.ascribed:
        raise NotATerm
    return builder.build(rest, scope)


def _intro(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    introduced = read_intro(item)
    if introduced is None or not rest:
        raise NotATerm
    texts = [builder.pattern(node) for node in introduced]
    inner = scope.enter([name for node in introduced for name in identifiers(node)])
    if introduced[-1].kind == IDENT:
        taken = opened(builder, introduced[-1].value, rest, inner)
        if taken is not None:
            return function(texts[:-1], taken) if texts[:-1] else taken
    return function(texts, builder.build(rest, inner))


def _rintro(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    patterns = read_patterns(item)
    if patterns is None:
        raise NotATerm
    texts = [builder.pattern(node) for node in patterns]
    names = [name for node in patterns for name in identifiers(node)]
    return function(texts, builder.build(rest, scope.enter(names)))


def _constructor(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    return tuple_of(builder.premises(rest, scope))


def _left(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    return apply(atom("Or.inl"), _only(builder.premises(rest, scope)))


def _right(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    return apply(atom("Or.inr"), _only(builder.premises(rest, scope)))


def _exfalso(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    body = builder.build(rest, scope)
    if body.level == LOOSE:
        raise NotATerm
    return project(body, "elim")


def _apply(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    if len(item.children) != 2:
        raise NotATerm
    head = source_term(builder.outline, item[1], scope.env)
    before = [atom("_")] * builder.style.holes
    after = [atom("_")] * builder.style.trailing
    return apply(head, [*before, *builder.premises(rest, scope), *after])


def _refine(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    holes = iter(builder.premises(rest, scope))
    term = source_term(builder.outline, item[1], scope.env, holes)
    if next(holes, None) is not None:
        raise NotATerm
    return term


def _exists(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    witnesses = [p for p in parts(item) if not (p.is_token and p.value in ("exists", ","))]
    terms = [source_term(builder.outline, w, scope.env) for w in witnesses]
    if rest:
        return tuple_of([*terms, builder.build(rest, scope)])
    used = {token for w in witnesses for token in tokens(w)}
    latest = next((n for n in reversed(scope.names) if n not in used), None)
    if latest is None:
        raise NotATerm
    return tuple_of([*terms, scope.term(latest)])


def _have(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    have = read_have(item)
    if have is None:
        raise NotATerm
    value = _instantiated(builder, have, scope) or builder.value(have.value, scope)
    uses = sum(mentions(later, have.name) for later in rest)
    if have.name == "this" and not uses:
        raise NotATerm
    if is_flat(value.doc) is False and value.is_block and uses != 1:
        raise NotATerm
    short = is_flat(value.doc) and flat_width(value.doc) <= _REPEATED_WIDTH
    if uses <= 1 or short:
        return builder.build(rest, scope.bind(have.name, value))
    if have.type is None:
        type_ = ""
    else:
        # One line, with the names replaced: a type is a term like any other.
        laid = source_term(builder.outline, have.type, scope.env).doc
        type_ = " ".join(builder.outline.text(have.type).split())
        if scope.env and any(mentions(have.type, name) for name in scope.env):
            raise NotATerm
        if not is_flat(laid):
            raise NotATerm
    body = builder.build(rest, scope.enter([have.name]))
    return let_fact(have.name, type_, value, body)


def _suffices(builder: Builder, item: Syntax, rest: Items, scope: Scope) -> Term:
    """``suffices h : T by tactics`` is ``have h : T`` with its proof after it."""
    sufficient = read_suffices(item)
    if sufficient is None:
        raise NotATerm
    value = builder.build(rest, scope)
    inner = scope.bind(sufficient.name, value)
    block = block_of(sufficient.value)
    if mentions(sufficient.value, sufficient.name) != 1:
        raise NotATerm
    if block is not None:
        return builder.build(sequence_items(block), inner)
    return source_term(builder.outline, sufficient.value, inner.env)


def _only(terms: list[Term]) -> list[Term]:
    if len(terms) != 1:
        raise NotATerm
    return terms


def _instantiated(builder: Builder, have: Have, scope: Scope) -> Term | None:
    """``f x`` for ``have : T := by apply f``, with the latest name of which ``T`` speaks."""
    block = block_of(have.value)
    items = sequence_items(block) if block is not None else ()
    if builder.style.holes or have.type is None or len(items) != 1:
        return None
    if keyword(items[0]) != "apply" or len(items[0].children) != 2:
        return None
    spoken = set(tokens(have.type))
    name = next((name for name in reversed(scope.names) if name in spoken), None)
    if name is None:
        return None
    head = source_term(builder.outline, items[0][1], scope.env)
    return apply(head, [scope.term(name)])


HANDLERS: dict[str, Handler] = {
    "exact": _exact,
    "rfl": _trivial,
    "trivial": _trivial,
    "show": _show,
    "unfold": _unfold,
    "intro": _intro,
    "intros": _intro,
    "rintro": _rintro,
    "constructor": _constructor,
    "left": _left,
    "right": _right,
    "exfalso": _exfalso,
    "apply": _apply,
    "refine": _refine,
    "exists": _exists,
    "have": _have,
    "suffices": _suffices,
}
