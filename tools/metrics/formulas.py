"""Reading the text of a type or a target, as Lean prints it for people, into a term.

It knows how tightly Lean's own notation binds, and what binds variables. Other symbols are read as
if they were arguments, and what cannot be read at all as a list of words: two texts that are equal
up to the names of variables are then equal terms all the same.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping

from tools.lean import lexer
from tools.metrics.terms import Node, Term, TooHigh, Var, apply

_PAIRS = frozenset({"=>", ":=", "==", "!=", "&&", "||", "//", "::", "++", "∃!"})
_CLOSING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⦃": "⦄"}
_CLOSERS = frozenset(_CLOSING.values())
_BINDERS = frozenset("∀∃λΣΠ∑∏⋃⋂") | {"fun", "∃!"}
_ENDS_BINDERS = frozenset({",", "=>", "↦"})
_STOPS = frozenset({",", "=>", "↦", ";", ":=", ":", "then", "else", "with", "|", "//"})
_RELATIONS = frozenset("=≠≤<≥>∈∉⊆⊂⊇⊃∣≡≈∼≃≍") | {"==", "!="}
_LEFT = {"+": 65, "-": 65, "++": 65, "∪": 65, "*": 70, "/": 70, "%": 70, "∩": 70, "\\": 70}
_RIGHT = {
    "→": 25, "∨": 30, "||": 30, "⊕": 30, "∧": 35, "&&": 35, "×": 35, "::": 67, "•": 73, "^": 75,
    "∘": 90,
}  # fmt: skip
_NOT, _NEGATIVE, _HIGH = 40, 75, 1000
_NAME = re.compile(r"[^\W\d]|«")
_SHORT = {"Bool.true": "true", "Bool.false": "false", "Decidable.decide": "decide"}
"""What Lean prints in full because it prints all names in full."""
_DAGGER = "✝"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DEEPEST = 60
UNKNOWN = Term("_")
"""The type of a bound variable of which it is not printed."""
_numbers = itertools.count()


def fresh() -> str:
    """The id of a new bound variable."""
    return f"#{next(_numbers)}"


@functools.lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The tokens of a printed term; the dagger of an inaccessible name belongs to the name."""
    found: list[str] = []
    for token in lexer.tokens(text):
        joins = found and (
            token.text == _DAGGER
            or (_DAGGER in found[-1] and token.text in _SUPERSCRIPTS)
            or found[-1] + token.text in _PAIRS
        )
        if joins:
            found[-1] += token.text
        else:
            found.append(token.text)
    return tuple(found)


def parse(text: str, scope: Mapping[str, Node]) -> Node:
    """The term of a text; ``scope`` has by name what the variables of the context stand for."""
    try:
        read = _Parser(words(text), scope).whole()
        if isinstance(read, Term) and read.height > _DEEPEST:
            raise TooHigh
        return read
    except TooHigh:
        return Term("…", tuple(_named(word, scope) for word in words(text)))


def _named(word: str, scope: Mapping[str, Node]) -> Node:
    """What a name stands for; of ``x.f`` for a variable, the field is applied to it."""
    if word in scope:
        return scope[word]
    head, *fields = word.split(".")
    if not fields or head not in scope:
        return Term(_SHORT.get(word, word))
    return functools.reduce(lambda node, name: Term("." + name, (node,)), fields, scope[head])


class _Parser:
    def __init__(self, tokens: tuple[str, ...], scope: Mapping[str, Node]) -> None:
        self._tokens = tokens
        self._scope = dict(scope)
        self._at = 0
        self._depth = 0

    @property
    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def _took(self, *words: str) -> bool:
        if self._at < len(self._tokens) and self._next in words:
            self._at += 1
            return True
        return False

    def whole(self) -> Node:
        parts: list[Node] = []
        while self._next:
            parts.append(Term(self._take()) if self._next in _STOPS else self._term(0))
        return parts[0] if len(parts) == 1 else Term("…", tuple(parts))

    def _term(self, least: int) -> Node:
        """A term whose operators bind at least so tightly."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TooHigh
        left = self._prefix()
        while (binds := _strength(self._next)) is not None and binds[0] >= least:
            symbol = self._take()
            left = Term(symbol, (left, self._term(binds[1])))
        self._depth -= 1
        return left

    def _prefix(self) -> Node:
        word = self._next
        if word in ("¬", "!", "-"):
            self._at += 1
            strength = {"¬": _NOT, "!": _NOT, "-": _NEGATIVE}[word]
            return Term(word, (self._term(strength),))
        if word in _BINDERS:
            return self._binder()
        if word in ("let", "have"):
            return self._let()
        if word in ("if", "bif"):
            return self._if()
        if word == "match":
            return self._rest()
        function = self._atom()
        arguments: list[Node] = []
        while self._is_argument():
            is_function = self._next in ("fun", "λ")
            arguments.append(self._binder() if is_function else self._atom())
        return apply(function, arguments)

    def _is_argument(self) -> bool:
        word = self._next
        if not word or word in _STOPS or word in _CLOSERS or _strength(word) is not None:
            return False
        return word not in _BINDERS or word in ("fun", "λ")

    def _atom(self) -> Node:
        if not self._next:
            return Term("")
        word = self._take()
        atom: Node
        if word in _CLOSING:
            atom = self._group(word)
        elif word == "↑" and self._is_argument():
            atom = Term("↑", (self._atom(),))
        else:
            atom = _named(word, self._scope)
        while self._next == "." and self._at + 1 < len(self._tokens):
            self._at += 1
            atom = Term("." + self._take(), (atom,))
        return atom

    def _group(self, opening: str) -> Node:
        if opening == "{" and self._at + 1 < len(self._tokens):
            follows = self._tokens[self._at + 1]
            if _NAME.match(self._next) and follows in ("|", ":", "∈", "//"):
                return self._set()
        items: list[Node] = []
        is_tuple = opening == "⟨"
        while self._next and not self._took(_CLOSING[opening]):
            if self._next in _CLOSERS:
                items.append(Term(self._take()))
            elif self._took(","):
                is_tuple |= opening == "("
            elif opening == "(" and self._took(":"):
                self._term(0)  # the type of what stands before it
            else:
                items.append(Term(self._take()) if self._next in _STOPS else self._term(0))
        if opening == "(" and not is_tuple:
            return items[0] if len(items) == 1 else Term("…", tuple(items))
        return Term("⟨" if is_tuple else opening, tuple(items))

    def _set(self) -> Node:
        """``{x | p}``, ``{x : t // p}``, ``{x ∈ s | p}``."""
        outer = dict(self._scope)
        name, relation = self._take(), self._take()
        variable = Var(fresh())
        limits = self._term(0) if relation in (":", "∈") else UNKNOWN
        symbol = self._take() if self._next in ("|", "//") else relation
        self._scope[name] = variable
        body = self._term(0)
        while self._next and not self._took("}"):
            body = Term("…", (body, Term(self._take())))
        self._scope = outer
        if relation == "∈":
            body = Term("∧", (Term("∈", (variable, limits)), body))
        return Term("{" + symbol, (body, UNKNOWN), (variable.id,))

    def _binder(self) -> Node:
        head = {"λ": "fun"}.get(self._next, self._next)
        self._at += 1
        if self._next == "|":
            return self._rest()
        outer = dict(self._scope)
        bound: list[tuple[str, Node]] = []
        limits: list[Node] = []
        free: list[int] = []  # places in `bound` of names without brackets, whose type comes last
        while self._next and not self._took(*_ENDS_BINDERS):
            word = self._take()
            if word in _CLOSING:
                bound += self._binder_group(word)
            elif word == ":":
                kind = self._term(0)
                bound = [(v, kind if i in free else t) for i, (v, t) in enumerate(bound)]
            elif word in _RELATIONS:
                right = self._term(51)
                limits += [Term(word, (Var(bound[index][0]), right)) for index in free]
            else:
                free.append(len(bound))
                bound.append((self._bind(word), UNKNOWN))
        body = self._term(0)
        self._scope = outer
        for limit in reversed(limits):
            body = Term("∧" if head == "∃" else "→", (limit, body))
        for variable, kind in reversed(bound):
            body = Term(head, (body, kind), (variable,))
        return body

    def _bind(self, name: str) -> str:
        variable = fresh()
        self._scope[name] = Var(variable)
        return variable

    def _binder_group(self, opening: str) -> list[tuple[str, Node]]:
        names: list[str] = []
        kind: Node = UNKNOWN
        start = self._at
        while self._next and not self._took(_CLOSING[opening]):
            if self._took(":"):
                kind = self._term(0)
            else:
                names.append(self._take())
        if opening == "[" and kind is UNKNOWN:  # an instance without a name
            end, self._at = self._at, start
            kind = self._term(0)
            self._at = end
            names = [""]
        return [(self._bind(name), kind) for name in names]

    def _let(self) -> Node:
        start = self._at
        self._at += 1
        name = self._take() if self._next else ""
        if self._took(":"):
            self._term(0)
        if not self._took(":="):
            self._at = start
            return self._rest()
        value = self._term(0)
        self._took(";")
        outer = dict(self._scope)
        self._scope[name] = value
        body = self._term(0)
        self._scope = outer
        return body

    def _if(self) -> Node:
        self._at += 1
        outer = dict(self._scope)
        if self._at + 1 < len(self._tokens) and self._tokens[self._at + 1] == ":":
            self._bind(self._take())
            self._at += 1
        parts = [self._term(0)]
        for word in ("then", "else"):
            if self._took(word):
                parts.append(self._term(0))
        self._scope = outer
        return Term("ite", tuple(parts))

    def _rest(self) -> Node:
        """What is left of the innermost brackets, word by word."""
        parts: list[Node] = [Term(self._take())] if self._next else []
        while self._next and self._next not in _CLOSERS:
            parts.append(self._atom())
        return Term("…", tuple(parts))


def _strength(symbol: str) -> tuple[int, int] | None:
    """How tightly an infix symbol binds, and how tightly what is to its right must."""
    if symbol in _RELATIONS:
        return 50, 51
    if symbol in _LEFT:
        return _LEFT[symbol], _LEFT[symbol] + 1
    if symbol in _RIGHT:
        return _RIGHT[symbol], _RIGHT[symbol]
    return (20, 21) if symbol == "↔" else None
