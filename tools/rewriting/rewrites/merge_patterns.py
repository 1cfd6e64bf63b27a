"""Taking apart in one go: ``intro`` + ``cases`` into ``rintro``, ``obtain`` + ``obtain`` into one
nested pattern, and an equation that is substituted at once into ``rfl``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.lean.syntax import IDENT, Syntax
from tools.lean.tactics import sequence_items
from tools.rewriting.edits import Edit
from tools.rewriting.layout import shift
from tools.rewriting.outline import Block, Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import (
    keyword,
    mentions,
    read_destructuring,
    read_intro,
    read_rintro,
    read_split,
    tokens,
)
from tools.rewriting.surgery import drop_items, replace_items, tactics_at


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index in range(len(block.items)):
            yield from _at(outline, block, index)


def _at(outline: Outline, block: Block, index: int) -> Iterator[Proposal]:
    """The tactic at ``index`` takes apart (or substitutes) a name that an earlier one brought."""
    item = block.items[index]
    named = _opened_name(item)
    if named is None:
        return
    name, pattern = named
    origin = next(
        (
            (place, node)
            for place in reversed(range(index))
            for node in _pattern_nodes(block.items[place])
            if node.kind == IDENT and node.value == name
        ),
        None,
    )
    if origin is None:
        return
    place, node = origin
    if any(mentions(other, name) for other in block.items[place + 1 : index]):
        return
    if pattern is None:
        yield from _by_cases(outline, block, index, place, node)
        return
    later = block.items[index + 1 :]
    if pattern != "rfl" and any(mentions(other, name) for other in later):
        return
    edits = [
        Edit(node.start, node.end, pattern),
        drop_items(outline, block, index, index)
        if len(block.items) > index + 1 or index > 0
        else None,
    ]
    heading = _as_rintro(block.items[place])
    done = [edit for edit in (*edits, heading) if edit is not None]
    yield Proposal(tuple(done), outline.cost(item.start, item.end), 0.7)


def _opened_name(item: Syntax) -> tuple[str, str | None] | None:
    """The name that a tactic takes apart and the pattern that does so; ``None`` for ``cases``."""
    if keyword(item) == "subst":
        words = tokens(item)
        return (words[1], "rfl") if len(words) == 2 else None
    opening = read_destructuring(item)
    if opening is not None and opening.value.kind == IDENT and opening.type is None:
        words = tokens(opening.pattern)
        depth_free_bar = "|" in words and words[0] != "("
        text = _source(opening.pattern)
        if text is None:
            return None
        return opening.value.value, f"({text})" if depth_free_bar else text
    split = read_split(item)
    if split is None or split.keyword != "cases" or not split.plain:
        return None
    return (split.target.value, None) if split.target.kind == IDENT else None


def _source(pattern: Syntax) -> str | None:
    words = tokens(pattern)
    text = ""
    for word in words:
        tight = not text or text[-1] in "⟨(" or word in "⟩),"
        text += word if tight else " " + word
    return text


def _pattern_nodes(item: Syntax) -> Iterator[Syntax]:
    """The identifiers that a tactic binds, where patterns may stand instead."""
    nodes: list[Syntax] = []
    if (bound := read_intro(item) or read_rintro(item)) is not None:
        nodes = bound
    elif (opening := read_destructuring(item)) is not None:
        nodes = [opening.pattern]
    for node in nodes:
        if node.kind == IDENT:
            yield node
        else:
            yield from (token for token in node.walk() if token.kind == IDENT)


def _as_rintro(item: Syntax) -> Edit | None:
    """``intro`` becomes ``rintro`` when it gets a pattern."""
    word = next(item.tokens())
    return Edit(word.start, word.end, "rintro") if word.value in ("intro", "intros") else None


def _by_cases(
    outline: Outline, block: Block, index: int, place: int, node: Syntax
) -> Iterator[Proposal]:
    """``intro h`` … ``cases h with | inl a => … | inr b => …`` into ``rintro (a | b)``."""
    item = block.items[index]
    split = read_split(item)
    if split is None or place != index - 1 or index != len(block.items) - 1:
        return
    alternatives = split.alternatives
    bodies = [a.body for a in alternatives if a.body is not None]
    if len(bodies) != len(alternatives):
        return
    choices = [
        " ".join(a.names) if len(a.names) == 1 else f"⟨{', '.join(a.names)}⟩" for a in alternatives
    ]
    pattern = choices[0] if len(choices) == 1 else f"({' | '.join(choices)})"
    heading = outline.text(block.items[place])
    start = node.start - block.items[place].start
    raw = heading.encode()
    heading = (raw[:start] + pattern.encode() + raw[start + len(node.value.encode()) :]).decode()
    edit = _as_rintro(block.items[place])
    if edit is not None:
        heading = "rintro" + heading[len(keyword(block.items[place])) :]
    lines = [heading]
    for body in bodies:
        text = tactics_at(outline, sequence_items(body))
        lines.append(text if len(bodies) == 1 else "· " + shift(text, 2))
    edit = replace_items(outline, block, place, index, "\n".join(lines))
    yield Proposal((edit,), 1, 0.75)


REWRITE = Rewrite("merge_patterns", find)
