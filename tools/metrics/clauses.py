"""Statements put together by logic alone, in one form for all that are equivalent.

The form is the conjunction of all prime implicates (Blake's canonical form; W. V. Quine, "The
problem of simplifying truth functions", 1952): the shortest disjunctions that follow. Two formulas
over the same few atoms have the same ones just if they are equivalent.
"""

from __future__ import annotations

from typing import TypeGuard

from tools.metrics.terms import FALSE, TRUE, Node, Term, key

_MOST = 6
"""The most atoms of a formula that is put into this form; above it stays as it is."""
Cube = tuple[int, int]
"""Some assignments of atoms: which are fixed, and of those the true ones, as bits."""


def clausal(node: Node) -> Node:
    """The form of a statement that :class:`tools.metrics.statements.Statements` has read."""
    if not _is_composed(node) or _is_clause(node):
        return node
    atoms: dict[str, Node] = {}
    _collect(node, atoms)
    if len(atoms) > _MOST:
        return node
    order = {name: index for index, name in enumerate(atoms)}
    size = 1 << len(atoms)
    holds = _table(node, order, size)
    primes = _primes({row for row in range(size) if not holds >> row & 1}, len(atoms))
    clauses = [_clause(cube, list(atoms.values())) for cube in primes]
    if FALSE in clauses:
        return FALSE
    clauses.sort(key=key)
    return clauses[0] if len(clauses) == 1 else Term("∧", tuple(clauses)) if clauses else TRUE


def _is_composed(node: Node) -> TypeGuard[Term]:
    """Whether it is not an atom; words that make no sense may have too many arguments."""
    return isinstance(node, Term) and (
        (node.head in ("∧", "∨") and len(node.args) > 0)
        or (node.head == "¬" and len(node.args) == 1)
        or (node.head == "↔" and len(node.args) == 2)
    )


def _is_clause(node: Term) -> bool:
    """Whether it is one disjunction, or conjunction, of atoms and negated ones."""
    return node.head != "↔" and not any(
        _is_composed(arg) and not (arg.head == "¬" and not _is_composed(arg.args[0]))
        for arg in node.args
    )


def _collect(node: Node, atoms: dict[str, Node]) -> None:
    if _is_composed(node):
        for arg in node.args:
            _collect(arg, atoms)
    elif node not in (TRUE, FALSE):
        atoms.setdefault(key(node), node)


def _table(node: Node, order: dict[str, int], size: int) -> int:
    """In which rows of the truth table a formula holds, as bits."""
    every = (1 << size) - 1
    if node in (TRUE, FALSE):
        return every if node == TRUE else 0
    if _is_composed(node):
        parts = [_table(arg, order, size) for arg in node.args]
        if node.head == "¬":
            return every ^ parts[0]
        if node.head == "↔":
            return every ^ parts[0] ^ parts[1]
        result = parts[0]
        for part in parts[1:]:
            result = result & part if node.head == "∧" else result | part
        return result
    index = order[key(node)]
    return sum(1 << row for row in range(size) if row >> index & 1)


def _primes(rows: set[int], count: int) -> list[Cube]:
    """The prime implicants of the formula that holds in these rows, by merging neighbours."""
    cubes: set[Cube] = {((1 << count) - 1, row) for row in rows}
    primes: list[Cube] = []
    while cubes:
        merged: set[Cube] = set()
        used: set[Cube] = set()
        for fixed, true in cubes:
            for index in range(count):
                bit = 1 << index
                neighbour = (fixed, true ^ bit)
                if fixed & bit and neighbour in cubes:
                    merged.add((fixed ^ bit, true & ~bit))
                    used.add((fixed, true))
        primes += sorted(cubes - used)
        cubes = merged
    return primes


def _clause(cube: Cube, atoms: list[Node]) -> Node:
    """What says that none of a cube's assignments is the case."""
    fixed, true = cube
    parts = tuple(
        Term("¬", (atom,)) if true >> index & 1 else atom
        for index, atom in enumerate(atoms)
        if fixed >> index & 1
    )
    return FALSE if not parts else parts[0] if len(parts) == 1 else Term("∨", parts)
