"""Which goal is which, and which hypothesis: identities that Lean's trace does not print.

Runs are told in the order in which Lean made them, a run's inner ones between its beginning and its
end. A goal keeps its id while it is printed alike and is not solved. A hypothesis keeps its id from
goal to goal while its name (daggers aside), type and value stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tools.lean.printed_goals import Goal as PrintedGoal
from tools.lean.structure.goals import Goal, Hypothesis

_Key = tuple[str, str, str | None]
_LINE = re.compile(r"(?P<names>[^:]+?) :\s+(?P<type>.*?)(?: :=\s+(?P<value>.*))?$", re.DOTALL)
_DAGGER = re.compile(r"✝[⁰¹²³⁴⁵⁶⁷⁸⁹]*")


_MDATA = re.compile(r"\[mdata [^\s\[\]]+:[^\s\[\]]+ (?P<term>[^\[\]]*)\]")


def without_metadata(text: str) -> str:
    """A raw term without the elaborator's notes on it, which mean nothing."""
    while "[mdata " in text:
        whole = _MDATA.fullmatch(text)
        text, found = (whole["term"], 1) if whole else _MDATA.subn(r"(\g<term>)", text)
        if not found:
            break
    return text


def _plain(text: str) -> str:
    """A printed term on one line: where Lean breaks it depends on how deep in the trace it is."""
    return " ".join(without_metadata(text).split())


def base_name(name: str) -> str:
    """A hypothesis's name without the dagger that shadowing or Lean's hygiene gave it."""
    return _DAGGER.sub("", name) if "✝" in name else name


def read_hypotheses(line: str) -> list[tuple[str, str, str | None]]:
    """Name, type and value of each hypothesis on one line of a goal; none if it is not read."""
    match = _LINE.match(line)
    if match is None:
        return []
    return [(name, match["type"], match["value"]) for name in match["names"].split()]


class Identities:
    """Gives printed goals their ids; one object for one proof."""

    def __init__(self) -> None:
        self.unread: list[str] = []
        self._hypotheses: Counter[str] = Counter()
        self._made = 0
        self._open: dict[PrintedGoal, list[Goal]] = {}
        self._closed: set[str] = set()
        self._indices: dict[str, dict[_Key, list[Hypothesis]]] = {}

    def begin(
        self, printed: Sequence[PrintedGoal], around: Sequence[Goal] = ()
    ) -> tuple[Goal, ...]:
        """The goals before a run; ``around``: those of the run that it is part of."""
        taken: set[str] = set()
        return tuple(self._known(goal, around, taken) for goal in printed)

    def end(self, before: Sequence[Goal], printed: Sequence[PrintedGoal]) -> tuple[Goal, ...]:
        """The goals after a run that began with ``before`` and whose inner runs are told."""
        taken: set[str] = set()
        after = tuple(self._known(goal, before, taken, prefer=before) for goal in printed)
        self._closed.update({goal.id for goal in before} - {goal.id for goal in after})
        return after

    def _known(
        self,
        printed: PrintedGoal,
        around: Sequence[Goal],
        taken: set[str],
        prefer: Sequence[Goal] = (),
    ) -> Goal:
        printed = replace(
            printed,
            hypotheses=tuple(map(_plain, printed.hypotheses)),
            target=_plain(printed.target),
        )
        alike = self._open.setdefault(printed, [])
        preferred = {goal.id for goal in prefer}
        ours = [g for g in alike if g.id in preferred and g.id not in taken]
        free = [g for g in alike if g.id not in taken and g.id not in self._closed]
        found = next(iter(ours or free), None)
        if found is None:
            self._made += 1
            found = Goal(
                f"g{self._made}",
                printed.case,
                self._context(printed, around),
                printed.target,
                printed.is_conversion,
            )
            alike.append(found)
        taken.add(found.id)
        return found

    def _context(self, printed: PrintedGoal, around: Iterable[Goal]) -> tuple[Hypothesis, ...]:
        known = [self._index(goal) for goal in around]
        made: list[Hypothesis] = []
        used: set[str] = set()
        for line in printed.hypotheses:
            read = read_hypotheses(line)
            if not read:
                self.unread.append(f"A hypothesis could not be read: {line!r}.")
            for name, type_, value in read:
                base = base_name(name)
                key = base, type_, value
                old = next((h for at in known for h in at.get(key, ()) if h.id not in used), None)
                if old is None or old.name != name:
                    identity = self._new(base) if old is None else old.id
                    old = Hypothesis(name, identity, type_, value, name == base)
                used.add(old.id)
                made.append(old)
        return tuple(made)

    def _index(self, goal: Goal) -> dict[_Key, list[Hypothesis]]:
        """A goal's hypotheses by what they are known by; made once, for contexts pile up."""
        index = self._indices.get(goal.id)
        if index is None:
            index = self._indices[goal.id] = {}
            for hypothesis in goal.hypotheses:
                key = base_name(hypothesis.name), hypothesis.type, hypothesis.value
                index.setdefault(key, []).append(hypothesis)
        return index

    def _new(self, base: str) -> str:
        self._hypotheses[base] += 1
        return f"{base}#{self._hypotheses[base]}"
