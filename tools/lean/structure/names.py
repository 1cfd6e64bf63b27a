"""What the text of a proof's steps resolves to: constants, and hypotheses by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tools.lean.infotree import InfoNode
from tools.lean.source import Source
from tools.lean.structure.goals import Goal
from tools.lean.structure.runs import Place
from tools.lean.tactics import TacticStep

NAMED = re.compile(
    r"@?(?P<name>[^\s(){}\[\],:?⟨⟩]+?)(?:\.\{[^}]*\})?(?P<binder> \(isBinder := true\))? :\s"
    r"(?P<type>.*)$",
    re.S,
)
"""A term's node that stands for one name."""
WHOLE: Place = (-1, -1, "")
"""The place of a proof's text outside its tactics."""
_RAW_VARIABLE = "_uniq."
_RAW_ID = re.compile(r"(?<!\?)_uniq\.[\d.]*\d")


class Names:
    """What the text of each step resolves to: the leaves of the InfoTree that stand for a word."""

    def __init__(
        self, source: Source, nodes: Iterable[InfoNode], steps: Sequence[TacticStep], body: int
    ) -> None:
        self._words: dict[Place | None, list[tuple[str, bool]]] = {}  # and whether a variable
        self._variables: dict[str, str] = {}
        nodes = list(nodes)
        self._bound = _bound(nodes)
        ranges = sorted((s.node.start, -s.node.end, s.node.kind) for s in steps)
        leaves = sorted(
            (n for n in nodes if n.kind == "Term" and not n.synthetic and n.end - n.start < 200),
            key=lambda n: n.start,
        )
        open_steps: list[Place] = []
        following = 0
        for leaf in leaves:
            while following < len(ranges) and ranges[following][0] <= leaf.start:
                start, end, kind = ranges[following]
                open_steps.append((start, -end, kind))
                following += 1
            while open_steps and open_steps[-1][1] <= leaf.start:
                open_steps.pop()
            place = open_steps[-1] if open_steps else (WHOLE if leaf.start >= body else None)
            match = NAMED.match(leaf.content)
            if match is None:
                continue
            word = source.slice(leaf.start, leaf.end).lstrip("@").strip("«»")
            name = match["name"]
            if name.startswith(_RAW_VARIABLE) and " " not in word:
                self._variables.setdefault(name, word)
            if match["binder"]:
                continue
            if name.startswith(_RAW_VARIABLE):
                self._words.setdefault(place, []).append((word, True))
            elif word.rpartition(".")[2] == name.rpartition(".")[2].strip("«»"):
                self._words.setdefault(place, []).append((name, name in self._bound))

    def named(self, raw: str) -> str:
        """A raw type with the names of its variables where the text has them, else with ids."""
        return _RAW_ID.sub(lambda match: self._variables.get(match[0], match[0]), raw)

    def constants(self, place: Place | None) -> tuple[str, ...]:
        """Full names, each once; of the statement for ``None``."""
        words = self._words.get(place, ())
        return tuple(dict.fromkeys(name for name, is_variable in words if not is_variable))

    def locals(self, place: Place, before: Sequence[Goal]) -> tuple[str, ...]:
        """Ids of the hypotheses that the step names."""
        named = {h.name: h.id for goal in reversed(before) for h in goal.hypotheses}
        words = self._words.get(place, ())
        return tuple(dict.fromkeys(named[name] for name, _ in words if name in named))


def _bound(nodes: Iterable[InfoNode]) -> frozenset[str]:
    """Every name of a variable: binders, and the hypotheses of all goals."""
    found: set[str] = set()
    for node in nodes:
        match = NAMED.match(node.content) if node.kind == "Term" else None
        if match is not None and match["binder"]:
            found.add(match["name"])
        if not node.synthetic:
            for goal in (*node.before, *node.after):
                for line in goal.hypotheses:
                    found.update(line.partition(" :")[0].split())
    return frozenset(found)
