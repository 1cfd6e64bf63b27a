"""The declarations of a file, found in Lean's own parse of it.

A command may hold one declaration (``theorem``), several (``mutual``) or wrap one
(``open Foo in``); all are found by the kinds of their syntax nodes. Full names follow from the
``namespace`` and ``section`` commands around them; Lean itself confirms them when axioms are asked
for by that name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tools.lean.syntax import Syntax

SCOPES = ("Command.namespace", "Command.section", "Command.end")
"""The commands on which full names depend."""
UNLISTED = frozenset({"Command.docComment", "Term.attributes"})
"""The modifiers that are about a declaration and no part of what it states."""
_DECLARATION = "Command.declaration"
_VALUES = ("Command.declValSimple", "Command.declValEqns", "Command.whereStructInst")
_PROOF_KEYWORDS = frozenset({"theorem", "lemma"})


@dataclass(frozen=True)
class Declaration:
    """One declaration and the places of its parts, as byte ranges of the file."""

    name: str
    """Full name; empty for ``example`` and for instances without a name."""
    keyword: str
    """``theorem``, ``def``, ``instance``, ``inductive`` ... as written."""
    namespace: str
    """The namespace that is open around it; empty at top level."""
    syntax: Syntax
    """The whole declaration, with doc comment, attributes and modifiers."""
    command: Syntax
    """The top-level command that holds it; differs from ``syntax`` under ``mutual`` and ``in``."""
    body: Syntax
    """From the keyword on, without modifiers."""
    identifier: Syntax | None
    """The name as written, without universe parameters."""
    value: Syntax | None
    """From ``:=`` or the first ``|`` on, with termination hints and ``where`` parts."""

    @property
    def is_theorem(self) -> bool:
        return self.keyword in _PROOF_KEYWORDS

    @property
    def proof(self) -> Syntax | None:
        """The term after ``:=``, which holds the proof; ``None`` for other forms of definition."""
        if self.value is not None and self.value.kind == "Command.declValSimple":
            return self.value[1]
        return None

    @property
    def start(self) -> int:
        return self.syntax.start

    @property
    def end(self) -> int:
        return self.syntax.end


def find_declarations(commands: Iterable[Syntax]) -> tuple[Declaration, ...]:
    """All declarations of a file in source order, from the trees of its commands."""
    found: list[Declaration] = []
    scopes: list[str] = []
    for command in commands:
        _enter_or_leave(command, scopes)
        namespace = ".".join(scope for scope in scopes if scope)
        for node in command.walk():
            if _is_declaration(node):
                found.append(_declaration(node, command, namespace))
    return tuple(found)


def declaration_of(node: Syntax) -> Declaration:
    """A node that is known to be a declaration, as one; its name is as written."""
    return _declaration(node, node, "")


def _is_declaration(node: Syntax) -> bool:
    """Lean's own form, and commands of the same shape that libraries add (Mathlib's ``lemma``)."""
    if node.kind == _DECLARATION:
        return True
    return (
        len(node.children) == 2
        and node[0].kind == "Command.declModifiers"
        and node[1].find("Command.declId") is not None
    )


def _declaration(node: Syntax, command: Syntax, namespace: str) -> Declaration:
    body = node[1]
    keyword = next((token.value for token in body.tokens()), "")
    declared = next((c for c in _below(body) if c.kind == "Command.declId"), None)
    identifier = declared[0] if declared is not None else None
    value = next((c for c in _below(body) if c.kind in _VALUES), None)
    return Declaration(
        name=_full_name(identifier.value, namespace) if identifier is not None else "",
        keyword=keyword,
        namespace=namespace,
        syntax=node,
        command=command,
        body=body,
        identifier=identifier,
        value=value,
    )


def _below(body: Syntax) -> Iterable[Syntax]:
    """The parts of a declaration, and those of an optional group among them."""
    for child in body.children:
        yield child
        if child.kind in ("null", "group"):
            yield from child.children


def _full_name(written: str, namespace: str) -> str:
    if written.startswith("_root_."):
        return written.removeprefix("_root_.")
    return f"{namespace}.{written}" if namespace else written


def _enter_or_leave(command: Syntax, scopes: list[str]) -> None:
    """Follow ``namespace``, ``section`` and ``end``; one scope for each component of a name."""
    match command.kind:
        case "Command.namespace":
            scopes.extend(_components(command))
        case "Command.section":
            scopes.extend("" for _ in (_components(command) or [""]))
        case "Command.end":
            for _ in _components(command) or [""]:
                if scopes:
                    scopes.pop()


def _components(command: Syntax) -> list[str]:
    name = next((token.value for token in command.tokens() if token.kind == "ident"), "")
    return split_name(name)


def split_name(name: str) -> list[str]:
    """The components of a name: ``A.«b.c».d`` has three; the empty name has none."""
    parts: list[str] = []
    current, quoted = "", False
    for char in name:
        if char == "." and not quoted:
            parts.append(current)
            current = ""
            continue
        quoted = (quoted or char == "«") and char != "»"
        current += char
    return [*parts, current] if name else []
