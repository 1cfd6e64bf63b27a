"""The declarations within a proof (``where``, ``let rec``), which become constants of the file.

They have to stay: the same ones, with the same types. A proof among them is part of the theorem's
and may change, but data are not. Which is which no parse tells; what the original proves by tactics
and nothing else in the file speaks of is taken for a proof.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tools.lean.marks import spelled
from tools.lean.syntax import IDENT, Syntax

_FORMS = ("Term.letIdDecl", "Term.letEqnsDecl", "Term.letPatDecl")


@dataclass(frozen=True)
class LocalDeclaration:
    """One of them, as tokens."""

    name: str
    signature: str
    """Documentation, attributes, name, binders and type; without a type, its value as well, which
    settles the type."""
    value: str
    by_tactics: bool


def local_declarations(tree: Syntax) -> Iterator[LocalDeclaration]:
    """All below a node, in source order; those within one another as well."""
    for node in tree.walk():
        if node.kind == "Term.letRecDecl":
            yield _read(node)


def altered(original: Syntax, candidate: Syntax, elsewhere: str) -> str | None:
    """What is wrong with a candidate's local declarations; ``None`` if nothing is.

    ``elsewhere`` is the rest of the file, which may speak of them.
    """
    old, new = list(local_declarations(original)), list(local_declarations(candidate))
    if Counter(one.signature for one in old) != Counter(one.signature for one in new):
        return "the proof has other local declarations (`where`, `let rec`) than the original"
    for one in old:
        free = one.by_tactics and re.search(rf"\.«?{re.escape(one.name)}\b", elsewhere) is None
        if not free and one not in new:
            return f"the proof changes {one.name}, a declaration that may be more than a proof"
    return None


def _read(node: Syntax) -> LocalDeclaration:
    form = next((part for part in node.walk() if part.kind in _FORMS), node)
    given = tuple(part for part in node.children if part.end <= form.start and not part.is_empty)
    name = next((token.value for token in form.tokens() if token.kind == IDENT), "")
    head, value = form.children[:-1], form.children[-1:]
    # Binders and the type are siblings in a list or stand by themselves, by version.
    direct = (part for child in head for part in (child, *child.children))
    typed = any(part.kind == "Term.typeSpec" for part in direct)
    by_tactics = bool(value) and value[0].kind == "Term.byTactic"
    signature = (*given, *(head if typed else form.children))
    return LocalDeclaration(name.strip("«»"), spelled(signature), spelled(value), by_tactics)
