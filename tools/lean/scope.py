"""What is in force where a declaration stands: imports, and the scopes that are open there."""

from __future__ import annotations

from collections.abc import Iterable

from tools.lean.declarations import split_name
from tools.lean.source import Source
from tools.lean.syntax import IDENT, Syntax

_OPENING = frozenset({"Command.namespace", "Command.section"})
_IN_FORCE = frozenset({"Command.open", "Command.variable", "Command.universe", "Command.namespace"})
"""Commands that say what the names of a statement mean."""


def in_force(source: Source, commands: Iterable[Syntax], place: int) -> str:
    """The imports of a file and, a line or more each, the commands before ``place`` (in bytes) on
    which the meaning of what stands there depends; without those of scopes that have ended."""
    before = [command for command in commands if command.start < place]
    scopes: list[list[str]] = [_imports(source, before)]
    for command in before:
        if command.kind == "Command.end":
            # The outermost scope cannot end; Lean has said so where a text tries.
            del scopes[max(1, len(scopes) - _depth(command)) :]
        elif command.kind in _OPENING:
            scopes += [[] for _ in range(_depth(command))]
        if command.kind in _IN_FORCE:
            outer = -_depth(command) if command.kind in _OPENING else -1
            scopes[outer].append(source.slice(command.start, command.end).rstrip())
    return "\n".join(text for scope in scopes for text in scope)


def _imports(source: Source, commands: list[Syntax]) -> list[str]:
    head = source.slice(0, commands[0].start) if commands else ""
    return [line for line in head.split("\n") if line.startswith(("import ", "public import "))]


def _depth(command: Syntax) -> int:
    """How many scopes a command opens or closes: one for each component of its name."""
    name = next((token.value for token in command.tokens() if token.kind == IDENT), "")
    return max(1, len(split_name(name)))
