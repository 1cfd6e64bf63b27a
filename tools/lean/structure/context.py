"""The context slice: the declarations that a statement and its proof rest on, nearest first.

Names are those that the text resolves to, as Lean's raw InfoTree has them. A declaration of the
same file leads on to what it names itself; an imported one is told by its statement alone.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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


class FileContext:
    """The names in a file and what they stand for, asked of Lean once, by the first who needs them.

    May be shared by threads.
    """

    def __init__(self, lean: Lean, source: Source, declarations: Sequence[Declaration]) -> None:
        """``declarations`` are those of the file."""
        self._lean = lean
        self._source = source
        self._declarations = tuple(declarations)
        self._lock = threading.Lock()
        self._told: _Told | None = None

    def slice(
        self,
        target: Declaration,
        budget: int,
        tokens: Callable[[str], int] = estimated_tokens,
    ) -> ContextSlice:
        """What a declaration of the file rests on, in at most ``budget`` tokens.

        Raises :class:`ProofTreeTooLarge` when Lean does not come to the declaration's end, and what
        :meth:`tools.lean.lean.Lean.run` raises.
        """
        told = self._about(target)
        # While a `mutual` block is elaborated its members are variables to Lean, not constants.
        siblings = [
            d
            for d in self._declarations
            if d.name and d.command.start == target.command.start and d.start != target.start
        ]
        earlier = [d for d in self._declarations if d.name and d.start < target.command.start]
        local = {d.name: d for d in (*earlier, *siblings)}
        own = [*told.constants[target.start], *(d.name for d in siblings)]
        constants = {d.start: told.constants.get(d.start, ()) for d in local.values()}
        constants[target.start] = own
        entries: list[Entry] = []
        left_out: list[str] = []
        taken = 0
        reached = _reached(constants, local, target)
        for entry, name in _entries(self._source, reached, told.statements):
            room = budget - taken
            shorter = entry and replace(entry, snippet=None)
            fitting = next((e for e in (entry, shorter) if e and tokens(e.text) <= room), None)
            if fitting is None:
                left_out.append(name)
                continue
            entries.append(fitting)
            taken += tokens(fitting.text)
        return ContextSlice(tuple(entries), tuple(left_out), taken)

    def _about(self, target: Declaration) -> _Told:
        """Of the whole file; where Lean is stopped in it, of what is needed for the target."""
        with self._lock:
            if self._told is None:
                self._told = _ask(self._lean, self._source, self._declarations)
            if self._told.complete:
                return self._told
        before = [one for one in self._declarations if one.start <= target.start]
        told = _ask(self._lean, self._source, before)
        if not told.complete:
            raise ProofTreeTooLarge(
                f"The names in {target.name or 'the proof'} could not be read: Lean was stopped "
                f"at {told.limit}."
            )
        return told


@dataclass(frozen=True)
class _Told:
    """What Lean says of the names in a file."""

    constants: Mapping[int, Sequence[str]]
    """The full names that a declaration resolves to, by where it starts."""
    statements: Mapping[str, str]
    """What ``#print`` says of each, but for those that the file makes."""
    limit: str
    """Where Lean was stopped, if it was; then nothing is told."""

    @property
    def complete(self) -> bool:
        return not self.limit


def _ask(lean: Lean, source: Source, declarations: Sequence[Declaration]) -> _Told:
    """Two runs of Lean on the file up to the last of the declarations."""
    text = Source(source.slice(0, max((d.command.end for d in declarations), default=0)))
    run = lean.run(text.text, _RAW)
    if not run.complete:
        return _Told({}, {}, str(run.limit))
    nodes = [n for tree in read_info_trees(run.messages, text) for n in tree.walk()]
    constants = _constants(text, nodes, declarations)
    local = {d.name: d for d in declarations if d.name}
    named = dict.fromkeys(name for names in constants.values() for name in names)
    imported = [name for name in named if _home(name, local) is None]
    return _Told(constants, _printed(lean, text, imported), "")


_Reached = list[tuple[str, int, Declaration | None]]


def _reached(
    constants: Mapping[int, Sequence[str]],
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
            for constant in constants[declaration.start]:
                home = _home(constant, local)
                name = home.name if home is not None else constant
                if name not in seen:
                    seen.add(name)
                    (others if home is None else ours).append((name, distance, home))
        reached += [*ours, *others]
        frontier = [home for _, _, home in ours if home is not None]
    return reached


def _constants(
    source: Source, nodes: Iterable[InfoNode], declarations: Sequence[Declaration]
) -> dict[int, tuple[str, ...]]:
    """The full names that each declaration's own text resolves to, in order of their place; by
    where it starts."""
    found: dict[int, list[tuple[int, str]]] = {d.start: [] for d in declarations}
    ends = {d.start: d.end for d in declarations}
    starts = sorted(found)
    for node in nodes:
        if node.kind != "Term" or (index := bisect_right(starts, node.start) - 1) < 0:
            continue
        match = _CONSTANT.match(node.content) if node.end <= ends[starts[index]] else None
        if match is None or node.synthetic or match["name"].startswith(_VARIABLE):
            continue
        word = source.slice(node.start, node.end).lstrip("@")
        if match["name"] == word or match["name"].endswith("." + word.rpartition(".")[2]):
            found[starts[index]].append((node.start, match["name"]))
    return {
        start: tuple(dict.fromkeys(name for _, name in sorted(names)))
        for start, names in found.items()
    }


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
    source: Source, reached: _Reached, statements: Mapping[str, str]
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
