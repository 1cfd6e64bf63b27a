"""The declarations within a proof (``where``, ``let rec``), which become constants of the file.

They have to stay as they are. A proof among them could change without harm, but no parse tells it
from data, and data may be what later declarations, or instances, are made of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tools.lean.marks import spelled
from tools.lean.syntax import IDENT, Syntax


def local_declarations(tree: Syntax) -> Counter[str]:
    """The tokens of all below a node, those within one another as well."""
    return Counter(spelled(node.children) for node in tree.walk() if node.kind == "Term.letRecDecl")


def local_names(tree: Syntax) -> Iterator[str]:
    """What is declared below a node, by the names as written."""
    for node in tree.walk():
        if node.kind == "Term.letRecDecl":
            name = next((token.value for token in node.tokens() if token.kind == IDENT), "")
            if name:
                yield name


def altered(original: Counter[str], candidate: Syntax) -> str | None:
    """What is wrong with a candidate's local declarations; ``None`` if nothing is."""
    if local_declarations(candidate) != original:
        return "the proof has other local declarations (`where`, `let rec`) than the original"
    return None
