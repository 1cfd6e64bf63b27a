"""The declarations within a proof (``where``, ``let rec``), which become constants of the file.

They have to stay as they are. A proof among them could change without harm, but no parse tells it
from data, and data may be what later declarations, or instances, are made of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tools.lean.marks import spelled
from tools.lean.syntax import Syntax


def local_declarations(tree: Syntax) -> Iterator[Syntax]:
    """All below a node, in source order; those within one another as well."""
    return (node for node in tree.walk() if node.kind == "Term.letRecDecl")


def altered(original: Syntax, candidate: Syntax) -> str | None:
    """What is wrong with a candidate's local declarations; ``None`` if nothing is."""
    old, new = (
        Counter(spelled(node.children) for node in local_declarations(tree))
        for tree in (original, candidate)
    )
    if old != new:
        return "the proof has other local declarations (`where`, `let rec`) than the original"
    return None
