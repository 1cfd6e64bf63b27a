"""What a candidate may not contain, whatever Lean says of it: decided on Lean's own parse.

The gate stands beside Lean's verdict, for what a verdict does not show: options that switch the
kernel off, a ``sorry`` in a helper that the theorem does not use, programs that run while the file
is compiled, declarations and attributes that stay behind, tactics that search each time the file
is compiled (what they found is :mod:`tools.lean.suggestions`' business). What the original proof
itself has is allowed. What is looked for is said in :mod:`tools.lean.marks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tools.lean.marks import KERNEL_OFF as KERNEL_OFF
from tools.lean.marks import Mark, is_sorry, marks, option_of, sets_option
from tools.lean.syntax import ATOM, Syntax

_SEARCH = re.compile(r"[a-z_]+!?\?+!?|hint|polyrith")


def options_set(nodes: Iterable[Syntax]) -> Iterator[tuple[Syntax, str]]:
    """Each ``set_option`` among some trees, as command, tactic or term, and the option's name."""
    for tree in nodes:
        for node in tree.walk():
            if sets_option(node):
                yield node, option_of(node)


def says_sorry(tree: Syntax) -> bool:
    """Whether ``sorry`` or ``admit`` stands anywhere below, as a keyword."""
    return any(is_sorry(node) for node in tree.walk())


def objection(original: Syntax, candidate: Syntax) -> str | None:
    """Why a candidate's value is refused, given the original's; ``None`` if it is not."""
    first = next(_unpardoned(original, candidate), None)
    return first.reason if first is not None else None


def disturbs(original: Syntax, candidate: Syntax) -> bool:
    """Whether a candidate's value may change what Lean does with the commands after it."""
    return any(mark.disturbs for mark in _unpardoned(original, candidate))


def searches(original: Syntax, candidate: Syntax) -> tuple[Syntax, ...]:
    """The tactics of a candidate that search whenever it is compiled (``exact?``), in source order.

    A kind of search that the original itself has is allowed.
    """
    found = list(_searching(candidate))
    allowed = {keyword for _, keyword in _searching(original)} if found else set()
    return tuple(node for node, keyword in found if keyword not in allowed)


def _unpardoned(original: Syntax, candidate: Syntax) -> Iterator[Mark]:
    found = list(marks(candidate))
    pardoned = {mark for mark in marks(original) if mark.pardonable} if found else set()
    return (mark for mark in found if mark not in pardoned)


def _searching(tree: Syntax) -> Iterator[tuple[Syntax, str]]:
    for node in tree.walk():
        first = node.children[0] if node.children else None
        if first is not None and first.kind == ATOM and _SEARCH.fullmatch(first.value):
            yield node, first.value
