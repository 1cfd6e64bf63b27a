"""Declarativity: how much of a proof says what it shows (ImProver, arXiv 2410.04753).

The share of a proof's tactics that are a ``have`` with its type written out, so that a reader can
follow the proof without running it. Tactics are what :mod:`tools.metrics.length` counts; a ``have``
inside a term counts as well as a tactic does, and ``haveI`` is a ``have``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tools.lean.syntax import Syntax
from tools.metrics.length import length
from tools.metrics.metric import Evidence, MeasuredProof
from tools.metrics.reading import last, nodes

_TERMS = frozenset({"have", "haveI", "have'"})
_TACTIC = "tacticHave"
_DECLARATIONS = frozenset(
    {"null", "group", "letDecl", "haveDecl", "letIdDecl", "haveIdDecl", "letPatDecl", "havePatDecl"}
)
_TYPE = "typeSpec"


def stated_facts(value: Syntax) -> int:
    """The number of ``have`` in a declaration's value that say what they show."""
    return sum(1 for node in nodes(value) if is_have(node) and states_type(node))


def is_have(node: Syntax) -> bool:
    """Whether a node is a ``have``, as a tactic or in a term."""
    kind = last(node.kind)
    return kind in _TERMS or kind.startswith(_TACTIC)


def states_type(have: Syntax) -> bool:
    """Whether the type of the fact is written out; those of its arguments do not count."""
    return any(
        last(child.kind) == _TYPE for part in declared(have) for child in _before_value(part)
    )


def declared(have: Syntax) -> Iterator[Syntax]:
    """The parts of a ``have`` that hold its name, type and value, itself first."""
    stack = [have]
    while stack:
        node = stack.pop()
        yield node
        for child in _before_value(node):
            kind = last(child.kind)
            if kind in _DECLARATIONS or kind.startswith("haveIdLhs"):
                stack.append(child)


def _before_value(node: Syntax) -> tuple[Syntax, ...]:
    for index in range(len(node.children)):
        if node.has_atom(index, ":="):
            return node.children[:index]
    return node.children


@dataclass(frozen=True)
class Declarativity:
    """The metric: explicitly typed ``have`` by tactics; 0 for a proof without any."""

    name: str = "declarativity"
    description: str = (
        "The share of tactics that are a `have` with its type written out: proofs that state what "
        "they show before showing it are better."
    )
    ceiling: float | None = None
    needs: frozenset[Evidence] = frozenset({Evidence.SYNTAX})

    def measure(self, proof: MeasuredProof) -> float:
        value = proof.view.value
        return stated_facts(value) / max(length(value), 1)


DECLARATIVITY = Declarativity()
