"""What a candidate may not contain, whatever Lean says of it: decided on Lean's own parse.

The gate stands beside Lean's verdict, for what a verdict does not show: options that switch the
kernel off, a ``sorry`` in a helper that the theorem does not use, tactics that search each time
the file is compiled (what they found is :mod:`tools.lean.suggestions`' business).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tools.lean.syntax import ATOM, IDENT, Syntax

KERNEL_OFF = "debug.skipKernelTC"
"""Under this option Lean adds declarations that its kernel has not checked."""

_SORRY = re.compile(r"sorry|admit", re.IGNORECASE)
_SEARCH = re.compile(r"[a-z_]+\?")


def options_set(nodes: Iterable[Syntax]) -> Iterator[tuple[Syntax, str]]:
    """Each ``set_option`` among some trees, as command, tactic or term, and the option's name."""
    for tree in nodes:
        for node in tree.walk():
            if node.kind.endswith("set_option"):
                name = next((token for token in node.walk() if token.kind == IDENT), None)
                yield node, name.value.replace("«", "").replace("»", "") if name else ""


def says_sorry(tree: Syntax) -> bool:
    """Whether ``sorry`` or ``admit`` stands anywhere below, as a keyword."""
    return any(
        node.kind == ATOM and _SORRY.fullmatch(node.value) is not None for node in tree.walk()
    )


def objection(original: Syntax, candidate: Syntax) -> str | None:
    """Why a candidate's declaration is refused unjudged; ``None`` if it is not.

    What the original itself has is allowed, but for the kernel's switch.
    """
    allowed = {name for _, name in options_set([original])} - {KERNEL_OFF}
    for _, name in options_set([candidate]):
        if name not in allowed:
            return f"the proof sets the option {name}"
    if says_sorry(candidate):
        return "the proof uses `sorry`"
    return None


def searches(original: Syntax, candidate: Syntax) -> tuple[Syntax, ...]:
    """The tactics of a candidate that search whenever it is compiled (``exact?``), in source order.

    A kind of search that the original itself has is allowed.
    """
    allowed = {keyword for _, keyword in _searching(original)}
    return tuple(node for node, keyword in _searching(candidate) if keyword not in allowed)


def _searching(tree: Syntax) -> Iterator[tuple[Syntax, str]]:
    for node in tree.walk():
        first = node.children[0] if node.children else None
        if first is not None and first.kind == ATOM and _SEARCH.fullmatch(first.value):
            yield node, first.value
