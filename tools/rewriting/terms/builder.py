"""The term that a block of tactics amounts to, put together tactic by tactic.

Nothing here knows types: what is built is a bet that Lean decides. Where more than one term may be
meant, a :class:`Style` says which one to try.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tools.lean.syntax import IDENT, Syntax
from tools.lean.tactics import sequence_items
from tools.rewriting.layout import HARD, Doc, Nest, flat_width, is_flat, shift
from tools.rewriting.outline import Outline
from tools.rewriting.reading import (
    Destructuring,
    Split,
    block_of,
    body_of,
    exact_term,
    is_bullet,
    keyword,
    last,
    mentions,
    only_exact,
    parts,
    read_destructuring,
    read_have,
    read_intro,
    read_rintro,
    read_rw,
    read_split,
    tokens,
)
from tools.rewriting.terms.source_terms import Environment, NotATerm, source_term
from tools.rewriting.terms.term import (
    LOOSE,
    Term,
    apply,
    atom,
    function,
    match,
    match_function,
    project,
    tuple_of,
)

_CLOSING = frozenset({"exact", "rfl", "assumption", "trivial", "contradiction", "simp", "omega"})
_ELIM_WIDTH = 60
_INLINE_WIDTH = 14
_Items = Sequence[Syntax]


@dataclass(frozen=True)
class Style:
    """Which of several possible terms to build."""

    holes: int = 0
    """Underscores between a function that is applied and the proofs of its premises."""
    transport: bool = False
    """Whether ``rw [h]; exact e`` becomes ``h ▸ e`` and a closing ``rw [h]`` becomes ``h``."""
    absurd: int = 0
    """How ``contradiction`` is spelled: 1 and 2 name the latest two names, either way round."""


@dataclass(frozen=True)
class _Scope:
    env: Environment = field(default_factory=dict)
    names: tuple[str, ...] = ()
    """Names in scope, latest last."""

    def bind(self, name: str, term: Term) -> _Scope:
        return _Scope({**self.env, name: term}, (*self.names, name))

    def enter(self, names: Sequence[str]) -> _Scope:
        env = {key: term for key, term in self.env.items() if key not in names}
        return _Scope(env, (*self.names, *names))


class Builder:
    """Builds terms from the tactics of one outline, in one style."""

    def __init__(self, outline: Outline, style: Style) -> None:
        self._outline = outline
        self._style = style

    def build(self, items: _Items, names: Sequence[str]) -> Term:
        """The term that closes the goal as ``items`` do; ``names`` are in scope, latest last.

        Raises :class:`NotATerm` if there is none.
        """
        return self._build(items, _Scope(names=tuple(names)))

    def _build(self, items: _Items, scope: _Scope) -> Term:
        if not items:
            raise NotATerm
        try:
            return self._structured(items[0], items[1:], scope)
        except NotATerm:
            return self._as_block(items, scope)

    def _structured(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        word = keyword(item)
        if is_bullet(item) or (word == "(" and not rest):
            body = body_of(item)
            if rest or body is None:
                raise NotATerm
            return self._build(sequence_items(body), scope)
        handler = getattr(self, f"_tactic_{word}", None)
        if handler is None:
            raise NotATerm
        built: Term = handler(item, rest, scope)
        return built

    def _as_block(self, items: _Items, scope: _Scope) -> Term:
        """``by`` and the tactics as they are, where no name in them stands for a term."""
        if any(mentions(item, name) for name in scope.env for item in items):
            raise NotATerm
        cost = self._outline.cost(items[0].start, items[-1].end)
        texts = [self._outline.text(item) for item in items]
        if len(texts) <= 3 and not any("\n" in t or "--" in t for t in texts):
            line = "by " + "; ".join(texts)
            if len(line) <= _ELIM_WIDTH:
                return Term(line, LOOSE, cost)
        lines: list[Doc] = []
        for item, text in zip(items, texts, strict=True):
            moved = shift(text, -self._outline.column(item.start))
            lines.extend((HARD, line) for line in moved.split("\n"))
        return Term(("by", Nest(2, tuple(lines))), LOOSE, cost)

    # One method for each tactic that has a term of its own; the name ends in its keyword.

    def _tactic_exact(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        term = exact_term(item)
        if rest or term is None:
            raise NotATerm
        return self._term(term, scope)

    def _term(self, node: Syntax, scope: _Scope) -> Term:
        block = block_of(only_exact(node))
        if block is not None:
            return self._build(sequence_items(block), scope)
        return source_term(self._outline, only_exact(node), scope.env)

    def _tactic_rfl(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        if rest or len(tokens(item)) != 1:
            raise NotATerm
        return atom("rfl")

    def _tactic_trivial(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        if rest:
            raise NotATerm
        return atom("trivial")

    def _tactic_show(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        if len(item.children) != 2 or "from" in tokens(item) or "by" in tokens(item):
            raise NotATerm
        return self._build(rest, scope)

    def _tactic_unfold(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        return self._build(rest, scope)

    def _tactic_intro(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        introduced = read_intro(item)
        if introduced is None or not rest:
            raise NotATerm
        texts = [self._pattern(node) for node in introduced]
        names = [t.value for node in introduced for t in node.walk() if t.kind == IDENT]
        if texts and introduced[-1].kind == IDENT:
            opened = self._opened(introduced[-1].value, rest, scope.enter(names))
            if opened is not None:
                pattern, body = opened
                return (
                    function([*texts[:-1], pattern], body)
                    if pattern is not None
                    else (function(texts[:-1], body) if texts[:-1] else body)
                )
        return function(texts, self._build(rest, scope.enter(names)))

    _tactic_intros = _tactic_intro

    def _tactic_rintro(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        patterns = read_rintro(item)
        if patterns is None:
            raise NotATerm
        texts = [self._pattern(node) for node in patterns]
        names = [t.value for node in patterns for t in node.walk() if t.kind == IDENT]
        return function(texts, self._build(rest, scope.enter(names)))

    def _opened(self, name: str, rest: _Items, scope: _Scope) -> tuple[Doc | None, Term] | None:
        """If what comes next takes apart the name just introduced: the pattern to bind instead.

        ``None`` for the pattern means that the term is itself a function by cases.
        """
        later = rest[1:]
        if any(mentions(item, name) for item in later):
            return None
        opening = read_destructuring(rest[0])
        if opening is not None and opening.value.kind == IDENT and opening.value.value == name:
            choices = self._choices(opening.pattern)
            if len(choices) == 1:
                names = [t.value for t in opening.pattern.walk() if t.kind == IDENT]
                return choices[0], self._build(later, scope.enter(names))
        split = read_split(rest[0])
        if split is None or split.keyword != "cases" or later or not split.plain:
            return None
        if not (split.target.kind == IDENT and split.target.value == name):
            return None
        cases = self._cases(split, scope)
        if len(cases) == 1:
            return cases[0][0], cases[0][1]
        if self._eliminated(atom(name), split, cases) is not None:
            return None
        return None, match_function(cases)

    def _pattern(self, node: Syntax) -> str:
        """A pattern of a tactic as a pattern of a term."""
        texts = tokens(node)
        if "|" in texts or "@" in texts or ":" in texts:
            raise NotATerm
        text = self._outline.text(node)
        return " ".join(text.split()).replace("⟨-", "⟨_").replace(", -", ", _")

    def _choices(self, pattern: Syntax) -> list[Doc]:
        """The alternatives of a pattern ``a | b``, as patterns of terms."""
        pieces = list(parts(pattern))
        bars = [p for p in pieces if p.is_token and p.value == "|"]
        if not bars:
            return [self._pattern(pattern)]
        return [self._pattern(p) for p in pieces if not (p.is_token and p.value == "|")]

    def _tactic_constructor(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        return tuple_of([self._build(goal, scope) for goal in _goals(rest)])

    def _tactic_left(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        return apply(atom("Or.inl"), [self._build(rest, scope)])

    def _tactic_right(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        return apply(atom("Or.inr"), [self._build(rest, scope)])

    def _tactic_exfalso(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        body = self._build(rest, scope)
        if body.level == LOOSE:
            raise NotATerm
        return project(body, "elim")

    def _tactic_symm(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        if len(tokens(item)) != 1:
            raise NotATerm
        return project(self._build(rest, scope), "symm")

    def _tactic_apply(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        if len(item.children) != 2:
            raise NotATerm
        head = source_term(self._outline, item[1], scope.env)
        holes = [atom("_")] * self._style.holes
        return apply(head, [*holes, *(self._build(goal, scope) for goal in _goals(rest))])

    def _tactic_refine(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        goals = [self._build(goal, scope) for goal in _goals(rest)]
        holes = iter(goals)
        term = source_term(self._outline, item[1], scope.env, holes)
        if next(holes, None) is not None:
            raise NotATerm
        return Term(term.doc, term.level, term.cost)

    def _tactic_exists(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        witnesses = [p for p in parts(item) if not (p.is_token and p.value in ("exists", ","))]
        terms = [source_term(self._outline, w, scope.env) for w in witnesses]
        if rest:
            return tuple_of([*terms, self._build(rest, scope)])
        used = {token for w in witnesses for token in tokens(w)}
        latest = next((n for n in reversed(scope.names) if n not in used), None)
        if latest is None:
            raise NotATerm
        return tuple_of([*terms, scope.env.get(latest, atom(latest))])

    def _tactic_have(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        have = read_have(item)
        if have is None:
            raise NotATerm
        value = self._term(have.value, scope)
        uses = sum(mentions(later, have.name) for later in rest)
        if uses > 1 and not (is_flat(value.doc) and flat_width(value.doc) <= _INLINE_WIDTH):
            raise NotATerm
        if have.name == "this" and not uses:
            raise NotATerm
        return self._build(rest, scope.bind(have.name, value))

    def _tactic_obtain(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        opening = read_destructuring(item)
        if opening is None:
            raise NotATerm
        return self._destructured(opening, rest, scope)

    _tactic_rcases = _tactic_obtain

    def _destructured(self, opening: Destructuring, rest: _Items, scope: _Scope) -> Term:
        value = self._term(opening.value, scope)
        names = [t.value for t in opening.pattern.walk() if t.kind == IDENT]
        choices = self._choices(opening.pattern)
        inner = scope.enter(names)
        if len(choices) == 1:
            return match(value, [(choices[0], self._build(rest, inner))])
        goals = _goals(rest)
        if len(goals) != len(choices) or len(choices) != 2:
            raise NotATerm
        bodies = [self._build(goal, inner) for goal in goals]
        tags = (".inl", ".inr")
        cases: list[tuple[Doc, Term]] = [
            ((tag, " ", pattern), body)
            for tag, pattern, body in zip(tags, choices, bodies, strict=True)
        ]
        branches = [function([p], b) for p, b in zip(choices, bodies, strict=True)]
        elim = apply(project(value, "elim"), branches)
        return elim if _is_short(elim) else match(value, cases)

    def _tactic_cases(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        split = read_split(item)
        if split is None or rest or not split.plain:
            raise NotATerm
        value = source_term(self._outline, split.target, scope.env)
        cases = self._cases(split, scope)
        return self._eliminated(value, split, cases) or match(value, cases)

    def _cases(self, split: Split, scope: _Scope) -> list[tuple[Doc, Term]]:
        cases: list[tuple[Doc, Term]] = []
        for alternative in split.alternatives:
            if alternative.body is None:
                raise NotATerm
            body = self._build(sequence_items(alternative.body), scope.enter(alternative.names))
            if alternative.tag in ("intro", "mk"):
                pattern = f"⟨{', '.join(alternative.names)}⟩"
            else:
                pattern = " ".join((f".{alternative.tag}", *alternative.names))
            cases.append((pattern, body))
        return cases

    def _eliminated(self, value: Term, split: Split, cases: list[tuple[Doc, Term]]) -> Term | None:
        """``h.elim (fun a => …) (fun b => …)`` for a short distinction on a disjunction."""
        if [a.tag for a in split.alternatives] != ["inl", "inr"]:
            return None
        if any(len(a.names) != 1 for a in split.alternatives):
            return None
        branches = [
            function([a.names[0]], body)
            for a, (_, body) in zip(split.alternatives, cases, strict=True)
        ]
        elim = apply(project(value, "elim"), branches)
        return elim if _is_short(elim) else None

    def _tactic_by_cases(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        pieces = list(parts(item))
        goals = _goals(rest)
        if len(goals) != 2 or len(pieces) != 4 or pieces[1].kind != IDENT:
            raise NotATerm
        name = pieces[1].value
        inner = scope.enter([name])
        proposition = source_term(self._outline, pieces[3], scope.env)
        branches = [function([name], self._build(goal, inner)) for goal in goals]
        return apply(project(apply(atom("Classical.em"), [proposition]), "elim"), branches)

    def _tactic_rw(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        rewriting = read_rw(item)
        if not self._style.transport or rewriting is None or rewriting.location is not None:
            raise NotATerm
        if len(rewriting.rules) != 1 or rewriting.keyword != "rw":
            raise NotATerm
        rule = source_term(self._outline, rewriting.rules[0][-1], scope.env)
        backwards = "←" in tokens(rewriting.rules[0])
        if not rest:
            return project(rule, "symm") if backwards else rule
        body = self._build(rest, scope)
        return Term((rule.argument, " ▸ ", body.head), LOOSE, rule.cost + body.cost)

    def _tactic_contradiction(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        names = [n for n in scope.names if n in scope.env or n not in scope.env][-2:]
        if not self._style.absurd or rest or len(names) < 2:
            raise NotATerm
        if self._style.absurd == 2:
            names.reverse()
        first, second = (scope.env.get(name, atom(name)) for name in names)
        return apply(atom("absurd"), [first, second])

    def _tactic_calc(self, item: Syntax, rest: _Items, scope: _Scope) -> Term:
        if rest:
            raise NotATerm
        steps = [n for n in item.walk() if last(n.kind) in ("calcStep", "calcFirstStep")]
        chain: Term | None = None
        for step in steps:
            signs = [i for i in range(len(step.children)) if step.has_atom(i, ":=")]
            if not signs:
                raise NotATerm
            link = self._term(step[signs[0] + 1], scope)
            if link.cost or link.level == LOOSE:
                raise NotATerm
            chain = link if chain is None else apply(project(chain, "trans"), [link])
        if chain is None:
            raise NotATerm
        return chain


def _goals(rest: _Items) -> list[_Items]:
    """The tactics that remain, a group for each goal."""
    if rest and all(is_bullet(item) or keyword(item) == "case" for item in rest):
        groups: list[_Items] = []
        for item in rest:
            body = body_of(item)
            if body is None:
                raise NotATerm
            groups.append(sequence_items(body))
        return groups
    if rest and all(keyword(item) in _CLOSING for item in rest):
        return [[item] for item in rest]
    return [rest] if rest else []


def _is_short(term: Term) -> bool:
    return is_flat(term.doc) and flat_width(term.doc) <= _ELIM_WIDTH
