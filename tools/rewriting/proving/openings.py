"""First steps of a proof, by what is to be shown and what is known: introduce, split, induct."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.lean.structure.goals import Goal, Hypothesis

_MOST = 8
"""Hypotheses that are taken apart, the latest first."""
_TABLE = 4
"""Variables that are taken apart together at most."""
_HIDDEN = 4
"""What a definition may have to be introduced."""
_BINDER = re.compile(r"^∀ (?P<binders>[^,]*), ")
_NAME = re.compile(r"(?<![\w.:'])[^\W\d]\w*'?(?=[^:]*(?::|$))")
_OPEN, _CLOSED = "([{⟨⦃", ")]}⟩⦄"


@dataclass(frozen=True)
class Opening:
    """Lines to begin a proof with; what closes the goals that they leave follows behind."""

    lines: tuple[str, ...]
    splits: bool
    """Whether the last line leaves several goals, for each of which a closer is needed."""

    def close(self, closer: str) -> tuple[str, ...]:
        """The lines of a whole proof."""
        if not self.splits:
            return (*self.lines, closer)
        return (*self.lines[:-1], f"{self.lines[-1]} <;> {closer}")


def openings(goal: Goal) -> Iterator[Opening]:
    """Ways to begin, the plainest first."""
    introduced, target = introductions(goal.target)
    intro = (f"intro {' '.join(introduced)}",) if introduced else ()
    if intro:
        yield Opening(intro, splits=False)
    known = [h for h in goal.hypotheses if h.is_accessible and h.value is None]
    names = [*introduced, *(h.name for h in reversed(known))]
    types = {h.name: h.type for h in known}
    ways = [*_apart(names, types), *_towards(target), *_table(known)]
    for way in ways:
        yield Opening((*intro, way), splits=True)
    if not introduced and not _is_logical(target):
        # Lean unfolds a definition where something is to be introduced.
        for count in range(1, _HIDDEN + 1):
            hidden = " ".join(("x", "y", "h", "k")[:count])
            yield Opening((f"intro {hidden}",), splits=True)
    for number, name in enumerate(introduced):
        # A variable has to be inducted on before what depends on it is there.
        before = (f"intro {' '.join(introduced[: number + 1])}",)
        yield Opening((*before, f"induction {name}"), splits=True)
    for first in _towards(target):
        for second in _apart(names, types):
            yield Opening((*intro, f"{first} <;> {second}"), splits=True)


def _apart(names: Sequence[str], types: dict[str, str]) -> Iterator[str]:
    """Hypotheses taken apart."""
    for name in names[:_MOST]:
        kind = types.get(name, "")
        if kind == "Prop":
            yield f"by_cases {name}"
        elif not _is_function(kind) and not kind.startswith(("Type", "Sort")):
            yield f"cases {name}"
            yield f"induction {name}"


def _table(known: Sequence[Hypothesis]) -> Iterator[str]:
    """All variables of one type by cases, where they are few."""
    types = dict.fromkeys(h.type for h in known if h.type.isidentifier() and h.type != "Prop")
    for kind in types:
        names = [h.name for h in known if h.type == kind]
        if 1 < len(names) <= _TABLE:
            yield " <;> ".join(f"cases {name}" for name in names)


def _is_logical(target: str) -> bool:
    return any(sign in target for sign in ("∧", "∨", "↔", "∃", "=", "<", "≤", "≠"))


def _towards(target: str) -> Iterator[str]:
    """The goal split by its own shape."""
    if any(sign in target for sign in ("∧", "↔", "∃", "×")):
        yield "constructor"
    if "∨" in target:
        yield "first | left; assumption | right; assumption | skip"
    if " = fun" in target or target.startswith("(fun"):
        yield "funext x"


def introductions(target: str) -> tuple[tuple[str, ...], str]:
    """The names to introduce for a target that begins with ∀ or has premises, and what is left."""
    names: list[str] = []
    while True:
        if (match := _BINDER.match(target)) is not None:
            names += _bound(match["binders"])
            target = target[match.end() :]
        elif (arrow := _arrow(target)) is not None:
            number = sum(name.startswith("h") for name in names)
            names.append(f"h{number or ''}")
            target = target[arrow:].strip()
        elif target.startswith("¬"):
            names.append("hn")
            return tuple(names), "False"
        else:
            return tuple(names), target


def _bound(binders: str) -> list[str]:
    """The names of ``(x y : T) {z : U}`` or ``x y``."""
    groups = re.findall(r"[({⦃]([^:]*):", binders) or [binders.partition(":")[0]]
    return [name for group in groups for name in group.split()]


def _arrow(target: str) -> int | None:
    """Where the conclusion behind a first premise begins; none if there is no premise."""
    depth = 0
    for place, sign in enumerate(target):
        depth += (sign in _OPEN) - (sign in _CLOSED)
        if depth == 0 and sign in "↔∃∀λ":
            return None  # binds weaker, or is no premise
        if depth == 0 and sign == "→":
            return place + 1
    return None


def _is_function(kind: str) -> bool:
    return kind.startswith(("∀", "¬")) or _arrow(kind) is not None


def functions(hypotheses: Sequence[Hypothesis]) -> list[str]:
    """The hypotheses that may be applied, the latest first."""
    usable = [h for h in reversed(hypotheses) if h.is_accessible]
    return [h.name for h in usable if _is_function(h.type)][:_MOST]
