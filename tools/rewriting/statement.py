"""A goal written down as a type, so that it can be stated where another goal is to be shown.

What is written is how Lean prints it. That need not be read back as the same (Lean decides), so
what surely cannot be read is refused: metavariables, names with a dagger, cut terms.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from tools.lean.structure.goals import Goal, Hypothesis
from tools.rewriting.layout import WIDTH, shift
from tools.rewriting.outline import Outline

_UNREADABLE = re.compile(r"✝|\?[\w_]|⋯|\bsorry\b|…")
_LOOSE = re.compile(r"[→↔∀∃λ]|\b(?:fun|let|have|if|match)\b|:")
_NAME = re.compile(r"[^\W\d][\w'₀-₉]*")
_MOST_BINDERS = 6
_LARGEST = 240
_INDENT = 2


@dataclass(frozen=True)
class Statement:
    """A goal as a closed type, in the context of another goal."""

    type: str
    target: str
    """What remains to be shown once the binders are introduced."""
    names: tuple[str, ...]
    """What has to be introduced to get to the goal itself."""
    brings_fact: bool
    """Whether something introduced occurs in nothing else, as a hypothesis does, not data."""

    def use(self, name: str) -> str:
        """The term that shows the goal, given the name of a proof of the statement."""
        return " ".join([name, *self.names])


def statement(inner: Goal, outer: Goal, named: Collection[str] = ()) -> Statement | None:
    """The type that states ``inner`` where ``outer`` is to be shown; ``None`` if it has none.

    ``named`` are hypotheses that get their names between the two, so that they are new even where
    they look like some that were there before.
    """
    known = {h.id: (h.name, h.type) for h in outer.hypotheses if h.name not in named}
    new = [h for h in inner.hypotheses if h.is_accessible and known.get(h.id) != (h.name, h.type)]
    texts = [_one_line(inner.target), *(_one_line(h.type) for h in new)]
    if len(new) > _MOST_BINDERS or any(h.value is not None for h in new):
        return None
    if sum(map(len, texts)) > _LARGEST or any(_UNREADABLE.search(text) for text in texts):
        return None
    type_ = texts[0]
    loose_fact = False
    for hypothesis in reversed(new):
        type_, is_named = _bound(hypothesis, type_)
        loose_fact |= not is_named
    return Statement(type_, texts[0], tuple(h.name for h in new), loose_fact)


def as_goal(hypothesis: Hypothesis, context: Goal) -> Goal:
    """What a hypothesis says, as a goal to be shown in a context."""
    return replace(context, target=hypothesis.type)


def _bound(hypothesis: Hypothesis, body: str) -> tuple[str, bool]:
    """``∀ (x : A), body``, or ``A → body`` where the body does not speak of it."""
    own = _one_line(hypothesis.type)
    if _mentions(body, hypothesis.name):
        return f"∀ ({hypothesis.name} : {own}), {body}", True
    return (f"({own})" if _LOOSE.search(own) else own) + f" → {body}", False


def _mentions(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w'.₀-₉]){re.escape(name)}(?![\w'₀-₉])", text) is not None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def prove(name: str, stated: Statement, tactics: str, column: int) -> str:
    """``have name : type := by …`` from column 0, for use at ``column``.

    ``tactics`` are the lines, from column 0, that show the goal itself.
    """
    heading = _heading(name, stated, column, ":= by")
    if stated.names:
        tactics = f"intro {' '.join(stated.names)}\n{tactics}"
    body = " " * _INDENT + shift(tactics, _INDENT)
    one_line = f"{heading} {tactics}"
    if "\n" not in one_line and column + len(one_line) <= WIDTH:
        return one_line
    return f"{heading}\n{body}"


def give(name: str, stated: Statement, term: str, column: int) -> str:
    """``have name : type := term`` for a term on one line, as :func:`prove` does it."""
    heading = _heading(name, stated, column, ":=")
    if column + len(heading) + 1 + len(term) <= WIDTH and "\n" not in heading:
        return f"{heading} {term}"
    return f"{heading}\n{' ' * _INDENT}{term}"


def _heading(name: str, stated: Statement, column: int, sign: str) -> str:
    heading = f"have {name} : {stated.type} {sign}"
    if column + len(heading) <= WIDTH:
        return heading
    return f"have {name} :\n{' ' * 2 * _INDENT}{stated.type} {sign}"


def fresh_name(outline: Outline, case: str, place: int) -> str:
    """A name for a fact that the proof does not have yet, the same whenever it is asked for.

    It is taken from the goal's ``case`` if that is a plain one; ``place`` (an offset) tells facts
    apart.
    """
    tag = case.replace(".", "_")
    base = f"h_{tag}" if _NAME.fullmatch(tag) and tag.isascii() else "fact"
    taken = outline.words
    if base != "fact" and base not in taken:
        return base
    rank = outline.rank(place)
    while f"{base}_{rank}" in taken:
        rank += 1
    return f"{base}_{rank}"
