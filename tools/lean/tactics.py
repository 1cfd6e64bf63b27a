"""Which parts of a syntax tree are tactics: found by where they stand, never by their names.

A tactic is an item of a tactic sequence (or of a ``conv`` sequence), an operand of an infix
combinator such as ``<;>``, or the tactic that ``induction … with tac`` runs in every branch.
So the tactics of any library are found alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tools.lean.syntax import NULL, Syntax

CHOICE = "choice"
"""Lean's node for an ambiguous parse; all its children cover the same text."""

_SEQUENCES = frozenset(
    {
        "Tactic.tacticSeq1Indented",
        "Tactic.tacticSeqBracketed",
        "Tactic.Conv.convSeq1Indented",
        "Tactic.Conv.convSeqBracketed",
    }
)
_WRAPPERS = frozenset({"Tactic.tacticSeq", "Tactic.Conv.convSeq"})
_ALTERNATIVES = "Tactic.inductionAlts"
_KEYWORD_NODES = ("cdotTk", "patternIgnore", "token.")
_GROUPS = frozenset({NULL, "group"})


@dataclass(frozen=True)
class TacticStep:
    """One tactic of a proof and its place among the others."""

    node: Syntax
    parent: TacticStep | None
    """The tactic whose text holds this one; ``None`` directly under the proof."""
    is_combinator: bool
    """Whether it only runs other tactics (``<;>``, ``first``, ``try``, ``·``, ``case … =>``,
    parentheses …) and does nothing to a goal itself."""

    @property
    def depth(self) -> int:
        return 0 if self.parent is None else self.parent.depth + 1


def tactic_steps(value: Syntax) -> Iterator[TacticStep]:
    """Every tactic below ``value`` in source order, those that hold others first.

    Of an ambiguous parse only the first reading is looked at, so no text is seen twice.
    """
    # (node, the tactic around it, whether the node itself stands where a tactic stands)
    stack: list[tuple[Syntax, TacticStep | None, bool]] = [(value, None, False)]
    while stack:
        node, parent, is_tactic = stack.pop()
        while node.kind == CHOICE and node.children:
            node = node[0]
        if node.is_empty or node.is_token:
            continue
        positions: list[tuple[Syntax, bool]]
        if is_tactic and node.kind not in _WRAPPERS:
            parent = TacticStep(node, parent, is_combinator(node))
            yield parent
            positions = [(child, False) for child in node.children]
            if node.kind in _SEQUENCES:
                positions = [(item, True) for item in sequence_items(node)]
            elif _is_infix(node):
                positions = [(operand, True) for operand in _operands(node)]
        elif node.kind in _SEQUENCES:
            positions = [(item, True) for item in sequence_items(node)]
        elif node.kind == _ALTERNATIVES:
            positions = [(child, False) for child in node.children]
            positions[1:2] = [(item, True) for item in node[1].children]
        else:
            positions = [(child, False) for child in node.children]
        stack.extend((child, parent, stands) for child, stands in reversed(positions))


def sequence_items(sequence: Syntax) -> tuple[Syntax, ...]:
    """The tactics of a sequence node, without separators.

    ``sequence`` is a sequence with or without braces, or the ``tacticSeq`` node around one.
    """
    while sequence.kind in _WRAPPERS and sequence.children:
        sequence = sequence[0]
    items = next((child for child in sequence.children if child.kind == NULL), None)
    if sequence.kind not in _SEQUENCES or items is None:
        return ()
    return tuple(item for item in items.children[0::2] if not item.is_empty)


def is_sequence(node: Syntax) -> bool:
    """Whether the node is a list of tactics, such as what follows ``by``."""
    return node.kind in _SEQUENCES or node.kind in _WRAPPERS


def is_combinator(tactic: Syntax) -> bool:
    """Whether a tactic's own parts are tactics, and so it does nothing but run them.

    ``induction`` and ``match`` hold tactics too, but inside their alternatives: they act first.
    """
    if tactic.kind in _SEQUENCES or _is_infix(tactic):
        return True
    return any(is_sequence(part) for part in _direct_parts(tactic))


def _direct_parts(node: Syntax) -> Iterator[Syntax]:
    for child in node.children:
        if child.kind in _GROUPS:
            yield from _direct_parts(child)
        else:
            yield child


def _is_infix(tactic: Syntax) -> bool:
    """Whether the tactic begins with another tactic; all others begin with a keyword."""
    if not tactic.children:
        return False
    first = tactic[0]
    return not (
        first.is_token
        or first.is_empty
        or first.kind in _GROUPS
        or first.kind.rpartition("Lean.")[2].startswith(_KEYWORD_NODES)
    )


def _operands(tactic: Syntax) -> Iterator[Syntax]:
    """``a <;> b`` has two; ``a <;> [b, c]`` has three."""
    for child in tactic.children:
        if child.kind in _GROUPS:
            yield from (part for part in child.children if not part.is_token)
        elif not child.is_token:
            yield child
