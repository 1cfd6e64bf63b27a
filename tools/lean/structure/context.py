"""The context slice: the declarations that a statement and its proof rest on, nearest first.

Names are those that the text resolves to, as Lean's raw InfoTree has them. A declaration of the
same file leads on to what it names itself; an imported one is told by its statement alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tools.lean.declarations import Declaration
from tools.lean.infotree import OPTION, InfoNode, read_info_trees
from tools.lean.lean import Lean
from tools.lean.proof_tree import ProofTreeTooLarge
from tools.lean.source import Source

_RAW = (f"{OPTION}=true", "pp.raw=true")
_CONSTANT = re.compile(r"@?(?P<name>[^\s(){}\[\],:?]+?)(?:\.\{[^}]*\})? : ")
_VARIABLE = ("_uniq", "_fvar", "?", "[")
_KIND = re.compile(
    r"(?:@\[[^\]]*\]\s*)*(?:(?:private|protected|noncomputable|unsafe|partial) )*(?P<kind>[a-z]+) "
)
_WHOLE = frozenset({"inductive", "structure", "class", "axiom", "opaque"})
"""Local declarations that state something by their whole text."""
_CHARACTERS_A_TOKEN = 4


@dataclass(frozen=True)
class Entry:
    """One declaration of the slice."""

    name: str
    kind: str
    """``theorem``, ``def``, ``inductive`` ..., as Lean or the source says."""
    statement: str
    snippet: str | None
    """Its source; ``None`` for what is imported, and where the budget had no room for it."""
    distance: int
    """1 for what the statement or proof names, 2 for what those name ..."""
    is_local: bool

    @property
    def text(self) -> str:
        """What is shown of it."""
        return self.snippet if self.snippet is not None else self.statement


@dataclass(frozen=True)
class ContextSlice:
    """The slice, in its order, with what it took of the budget."""

    entries: tuple[Entry, ...]
    left_out: tuple[str, ...]
    """Names that had no room, or that Lean could not print."""
    tokens: int


def estimated_tokens(text: str) -> int:
    """Four characters a token, rounded up: near enough where no tokenizer is at hand."""
    return -(-len(text) // _CHARACTERS_A_TOKEN)


def context_slice(
    lean: Lean,
    source: Source,
    declarations: Sequence[Declaration],
    target: Declaration,
    budget: int,
    tokens: Callable[[str], int] = estimated_tokens,
) -> ContextSlice:
    """What ``target`` rests on, in at most ``budget`` tokens; two runs of Lean.

    ``declarations`` are those of the file. Raises :class:`ProofTreeTooLarge` when Lean does not
    come to the end, and what :meth:`tools.lean.lean.Lean.run` raises.
    """
    before = Source(source.slice(0, target.command.end))
    run = lean.run(before.text, _RAW)
    if not run.complete:
        raise ProofTreeTooLarge(
            f"The names in {target.name or 'the proof'} could not be read: Lean was stopped at "
            f"{run.limit}."
        )
    nodes = [n for tree in read_info_trees(run.messages, before) for n in tree.walk()]
    local = {d.name: d for d in declarations if d.name and d.start < target.start}
    reached = _reached(before, nodes, local, target)
    imported = [name for name, _, declaration in reached if declaration is None]
    statements = _printed(lean, before, imported)
    entries: list[Entry] = []
    left_out: list[str] = []
    taken = 0
    for entry, name in _entries(source, reached, statements):
        room = budget - taken
        shorter = entry and Entry(
            entry.name, entry.kind, entry.statement, None, entry.distance, entry.is_local
        )
        fitting = next((e for e in (entry, shorter) if e and tokens(e.text) <= room), None)
        if fitting is None:
            left_out.append(name)
            continue
        entries.append(fitting)
        taken += tokens(fitting.text)
    return ContextSlice(tuple(entries), tuple(left_out), taken)


_Reached = list[tuple[str, int, Declaration | None]]


def _reached(
    source: Source,
    nodes: Sequence[InfoNode],
    local: dict[str, Declaration],
    target: Declaration,
) -> _Reached:
    """Names with their distance and their local declaration, in the slice's order."""
    reached: _Reached = []
    seen = {target.name}
    frontier = [target]
    distance = 0
    while frontier:
        distance += 1
        ours: _Reached = []
        others: _Reached = []
        for declaration in frontier:
            for constant in _constants(source, nodes, declaration):
                home = _home(constant, local)
                name = home.name if home is not None else constant
                if name not in seen:
                    seen.add(name)
                    (others if home is None else ours).append((name, distance, home))
        reached += [*ours, *others]
        frontier = [home for _, _, home in ours if home is not None]
    return reached


def _constants(
    source: Source, nodes: Iterable[InfoNode], declaration: Declaration
) -> dict[str, None]:
    """The full names that a declaration's own text resolves to, in order of their place."""
    found: list[tuple[int, str]] = []
    for node in nodes:
        inside = declaration.start <= node.start and node.end <= declaration.end
        match = _CONSTANT.match(node.content) if node.kind == "Term" and inside else None
        if match is None or node.synthetic or match["name"].startswith(_VARIABLE):
            continue
        word = source.slice(node.start, node.end).lstrip("@")
        if match["name"] == word or match["name"].endswith("." + word.rpartition(".")[2]):
            found.append((node.start, match["name"]))
    return dict.fromkeys(name for _, name in sorted(found))


def _home(constant: str, local: dict[str, Declaration]) -> Declaration | None:
    """The local declaration that makes a name: ``Tree.leaf`` is made by ``Tree``."""
    while constant:
        if constant in local:
            return local[constant]
        constant = constant.rpartition(".")[0]
    return None


def _printed(lean: Lean, source: Source, names: Sequence[str]) -> dict[str, str]:
    """What ``#print`` says of each name, without values; a name that Lean refuses is absent."""
    if not names:
        return {}
    first = source.text.count("\n") + 2
    commands = "".join(f"#print _root_.{name}\n" for name in names)
    run = lean.run(f"{source.text}\n{commands}")
    return {
        names[message.start.line - first]: message.text.strip()
        for message in run.messages
        if message.severity == "information" and message.start.line >= first
    }


def _entries(
    source: Source, reached: _Reached, statements: dict[str, str]
) -> Iterable[tuple[Entry | None, str]]:
    for name, distance, declaration in reached:
        if declaration is not None:
            whole = declaration.value is None or declaration.keyword in _WHOLE
            end = declaration.end if whole or not declaration.value else declaration.value.start
            snippet = source.slice(declaration.start, declaration.end)
            statement = source.slice(declaration.body.start, end).rstrip()
            yield Entry(name, declaration.keyword, statement, snippet, distance, True), name
            continue
        printed = statements.get(name, "")
        match = _KIND.match(printed)
        if match is None:
            yield None, name
            continue
        statement = printed if match["kind"] in _WHOLE else printed.partition(" :=")[0]
        yield Entry(name, match["kind"], statement, None, distance, False), name
