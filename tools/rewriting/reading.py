"""What a tactic says, read from Lean's tree: the parts that the rewrites need.

Tactics are told apart by their keyword (their first token), and their parts by what they are, so
that a new version of Lean that arranges the nodes a little differently is read all the same.
Every ``read_…`` gives ``None`` for anything but a plain use of its tactic.

The module is long because it is a list: one short reader for each tactic that is looked into.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tools.lean.syntax import ATOM, IDENT, NULL, Syntax
from tools.lean.tactics import is_sequence, sequence_items

_BY = ("Term.byTactic", "Term.byTactic'")
_DECLS = ("letIdDecl", "letPatDecl", "haveIdDecl", "havePatDecl")
_GROUPS = (NULL, "group")


def last(kind: str) -> str:
    """The last component of a kind."""
    return kind.rpartition(".")[2]


def keyword(node: Syntax) -> str:
    """The first token of a node; empty for a node without text."""
    while node.children:
        node = next((child for child in node.children if not child.is_empty), node.children[0])
        if node.is_empty:
            return ""
    return node.value


def tokens(node: Syntax) -> list[str]:
    return [token.value for token in node.tokens() if token.start < token.end]


def parts(node: Syntax) -> Iterator[Syntax]:
    """The parts of a node that have a text, with optional and repeated groups flattened."""
    for child in node.children:
        if child.start == child.end:
            continue  # absent, or Lean's own mark without a text
        if child.kind in _GROUPS:
            yield from parts(child)
        else:
            yield child


def mentions(node: Syntax, name: str) -> int:
    """How often a local name occurs as an identifier, alone or with fields (``h.left``)."""
    return sum(
        1
        for token in node.walk()
        if token.kind == IDENT and (token.value == name or token.value.startswith(name + "."))
    )


def is_bullet(item: Syntax) -> bool:
    return last(item.kind) == "cdot"


def body_of(item: Syntax) -> Syntax | None:
    """The sequence that a bullet, ``case … =>``, ``next … =>`` or parenthesis holds."""
    return next((part for part in parts(item) if is_sequence(part)), None)


def block_of(term: Syntax) -> Syntax | None:
    """The sequence after ``by``, if the term is such a block."""
    return term.children[-1] if term.kind in _BY else None


def exact_term(item: Syntax) -> Syntax | None:
    return item[1] if item.kind == "Tactic.exact" else None


def only_exact(term: Syntax) -> Syntax:
    """The term itself, with ``by exact`` around it taken away."""
    while (block := block_of(term)) is not None:
        items = sequence_items(block)
        inner = exact_term(items[0]) if len(items) == 1 else None
        if inner is None:
            break
        term = inner
    return term


def read_intro(item: Syntax) -> list[Syntax] | None:
    """The names or patterns of ``intro a b`` (at least one)."""
    if keyword(item) not in ("intro", "intros") or item.kind == "Tactic.introMatch":
        return None
    return list(parts(item))[1:] or None


def read_rintro(item: Syntax) -> list[Syntax] | None:
    if keyword(item) != "rintro":
        return None
    patterns = list(parts(item))[1:]
    if not patterns or any(p.is_token and p.value == ":" for p in patterns):
        return None
    return patterns


@dataclass(frozen=True)
class Have:
    """``have name : type := value``."""

    name: str
    type: Syntax | None
    value: Syntax


def read_have(item: Syntax) -> Have | None:
    if keyword(item) != "have":
        return None
    declaration = next((n for n in item.walk() if last(n.kind) in _DECLS), None)
    if declaration is None or last(declaration.kind) not in ("letIdDecl", "haveIdDecl"):
        return None
    pieces = list(parts(declaration))
    sign = next((i for i, p in enumerate(pieces) if p.kind == ATOM and p.value == ":="), None)
    if sign is None or sign + 2 != len(pieces):
        return None
    name, type_ = None, None
    for piece in pieces[:sign]:
        if last(piece.kind) == "typeSpec":
            type_ = piece[1]
        elif name is None and type_ is None and len(tokens(piece)) == 1:
            name = next(piece.tokens())
        else:
            return None
    return Have(name.value if name else "this", type_, pieces[sign + 1])


def read_suffices(item: Syntax) -> Have | None:
    """``suffices name : type by tactics`` (or ``from term``); the value proves the old goal."""
    if keyword(item) != "suffices":
        return None
    declaration = next((n for n in item.walk() if last(n.kind) == "sufficesDecl"), None)
    pieces = list(parts(declaration)) if declaration is not None else []
    if len(pieces) < 3 or len(tokens(pieces[0])) != 1 or pieces[1].value not in (":", ""):
        return None
    value = pieces[-1][1] if last(pieces[-1].kind) == "fromTerm" else pieces[-1]
    name = next(pieces[0].tokens())
    return Have(name.value, pieces[-2], value)


@dataclass(frozen=True)
class Destructuring:
    """``obtain pattern : type := value`` or ``rcases value with pattern``."""

    pattern: Syntax
    value: Syntax
    type: Syntax | None


def read_destructuring(item: Syntax) -> Destructuring | None:
    pieces = list(parts(item))
    texts = [p.value if p.is_token else "" for p in pieces]
    if keyword(item) == "obtain" and ":=" in texts:
        sign = texts.index(":=")
        type_ = pieces[sign - 1] if ":" in texts[:sign] else None
        if sign + 2 == len(pieces) and sign == (4 if type_ is not None else 2):
            return Destructuring(pieces[1], pieces[sign + 1], type_)
    if keyword(item) == "rcases" and len(pieces) == 4 and texts[2] == "with":
        target, named = _target(pieces[1])
        return None if named else Destructuring(pieces[3], target, None)
    return None


@dataclass(frozen=True)
class Alternative:
    """``| tag a b => tactics`` of ``cases`` or ``induction``."""

    tag: str
    names: tuple[str, ...]
    body: Syntax | None
    """The sequence; ``None`` for a hole."""
    node: Syntax


@dataclass(frozen=True)
class Split:
    """``cases target with …`` or ``induction target with …``."""

    keyword: str
    target: Syntax
    alternatives: tuple[Alternative, ...]
    heading_end: int
    """Where the text before ``with`` ends."""
    plain: bool
    """Whether nothing but the target stands before ``with``: no ``using``, no ``generalizing``, no
    name for the equation."""


def read_split(item: Syntax) -> Split | None:
    word = keyword(item)
    if word not in ("cases", "induction"):
        return None
    pieces = list(parts(item))
    holder = next((p for p in pieces if last(p.kind) == "inductionAlts"), None)
    if holder is None or len(pieces) < 3:
        return None
    if any(not c.is_empty and c.kind == NULL and not _alternatives(c) for c in holder.children[1:]):
        return None  # `with tac`: a tactic for every branch
    alternatives = []
    for node in _alternatives(holder):
        alternative = _alternative(node)
        if alternative is None:
            return None
        alternatives.append(alternative)
    target, named = _target(pieces[1])
    before = pieces[pieces.index(holder) - 1]
    plain = pieces.index(holder) == 2 and not named
    return Split(word, target, tuple(alternatives), before.end, plain)


def _target(node: Syntax) -> tuple[Syntax, bool]:
    """The term that is taken apart, and whether the equation for it gets a name."""
    if node.is_token or last(node.kind) not in ("elimTarget", "casesTarget"):
        return node, False
    pieces = list(parts(node))
    return pieces[-1], len(pieces) > 1


def _alternatives(node: Syntax) -> list[Syntax]:
    return [p for p in parts(node) if last(p.kind) == "inductionAlt"]


def _alternative(node: Syntax) -> Alternative | None:
    heads = [p for p in parts(node) if last(p.kind) == "inductionAltLHS"]
    if len(heads) != 1:
        return None
    words = tokens(heads[0])
    if len(words) < 2 or words[0] != "|" or "@" in words:
        return None
    body = next((p for p in parts(node) if is_sequence(p)), None)
    return Alternative(words[1], tuple(words[2:]), body, node)


@dataclass(frozen=True)
class Rewriting:
    """``rw [rules] at location`` with its rules as nodes; also ``simp only [...]`` and its like."""

    keyword: str
    rules: tuple[Syntax, ...]
    location: Syntax | None
    closed: bool
    """Whether it is spelled plainly: no configuration, discharger or the like."""


def read_rw(item: Syntax) -> Rewriting | None:
    word = keyword(item)
    if word not in ("rw", "rewrite", "rwa", "erw"):
        return None
    return _bracketed(item, word, ("rwRule",))


def read_simp(item: Syntax) -> Rewriting | None:
    """``simp [...]`` and its like; ``keyword`` is ``simp``, ``simp only``, ``simp_all`` …"""
    word = keyword(item)
    if word not in ("simp", "simp_all", "dsimp", "simpa"):
        return None
    pieces = list(parts(item))
    if any(p.kind == ATOM and p.value == "only" for p in pieces):
        word += " only"
    if any(last(p.kind) in ("using", "discharger") or p.value == "using" for p in pieces):
        return None
    return _bracketed(item, word, ("simpLemma", "simpStar", "simpErase"))


def _bracketed(item: Syntax, word: str, kinds: tuple[str, ...]) -> Rewriting | None:
    rules = tuple(n for n in _outermost(item, kinds))
    location = next((p for p in parts(item) if last(p.kind) == "location"), None)
    plain = all(
        p.is_token or last(p.kind) in (*kinds, "location", "rwRuleSeq", "simpArgs")
        for p in parts(item)
    )
    return Rewriting(word, rules, location, plain)


def _outermost(node: Syntax, kinds: tuple[str, ...]) -> Iterator[Syntax]:
    for child in node.children:
        if last(child.kind) in kinds:
            yield child
        else:
            yield from _outermost(child, kinds)


@dataclass(frozen=True)
class Step:
    """``left = right := value`` in a ``calc``."""

    node: Syntax
    relation: Syntax
    value: Syntax


def read_steps(node: Syntax) -> list[Step]:
    """The steps of the ``calc`` at a node, those with a proof, in order."""
    found = []
    for step in node.walk():
        pieces = list(parts(step)) if last(step.kind) in ("calcStep", "calcFirstStep") else []
        if len(pieces) == 3 and pieces[1].value == ":=":
            found.append(Step(step, pieces[0], pieces[2]))
    return found


def pattern_choices(pattern: Syntax) -> list[Syntax]:
    """The alternatives of a pattern ``a | b | c``; the pattern itself if it has none."""
    while not pattern.is_token and len(pieces := list(parts(pattern))) == 1:
        pattern = pieces[0]
    if last(pattern.kind) != "rcasesPatMed":
        return [pattern]
    return [piece for piece in parts(pattern) if not piece.is_token]


def pattern_names(pattern: Syntax) -> list[str]:
    """The names that a destructuring or introduction pattern brings."""
    return [t.value for t in pattern.walk() if t.kind == IDENT and t.value != "rfl"]
