"""Guards: what may not get worse while something else gets better (``heartbeats<=1.1x``).

A guard compares a metric with a bound. For a cost (a metric whose value is a negated amount, such
as heartbeats or depth) ``<=`` bounds the amount and ``>=`` the value, for a gain only ``>=`` makes
sense. The bound is ``original``, a factor of the original (``1.1x``) or a number.

A factor is one of the amount: of a value below 0, ``1.1x`` lies below it and ``0.9x`` above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tools.errors import UserInputError
from tools.metrics.metric import Metric, is_cost

_GUARD = re.compile(r"\s*(?P<name>.*?)\s*(?P<sign><=|>=|≤|≥|<|>|==?)\s*(?P<bound>.*?)\s*")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_ALLOWED = (
    "A guard is a metric, <= or >=, and a bound: `original`, a factor of the original (`1.1x`) or "
    "a number; for instance heartbeats<=1.1x, depth<=original or modularity>=2"
)


@dataclass(frozen=True)
class Guard:
    """A floor for a metric's value; costs are negative, so their amount has a ceiling."""

    metric: str
    text: str
    """As the user wrote it."""
    kind: Literal["factor", "number"]
    bound: float
    """Of the original's value, or the value itself."""
    at_most: bool = False
    """Whether it was written with ``<=``, about an amount."""

    def floor(self, original: float) -> float:
        """The least value that the guard lets pass, given the original's."""
        return self.bound * original if self.kind == "factor" else self.bound

    def admits(self, value: float, original: float) -> bool:
        return value >= self.floor(original)

    def told(self, original: float) -> str:
        """That the original breaks it, for the user."""
        sign, asked = (-1, "at most") if self.at_most else (1, "at least")
        value, bound = (sign * number + 0 for number in (original, self.floor(original)))  # no -0
        return (
            f"the original itself breaks the guard {self.text} ({self.metric} is {value:g}, and "
            f"{asked} {bound:g} is asked for), so only a proof that keeps it can take its place"
        )


def parse_guard(text: str, metrics: Mapping[str, Metric]) -> Guard:
    """A guard as the user wrote it, over the metrics that there are.

    Raises :class:`UserInputError`, which says what is wrong and what is allowed.
    """
    match = _GUARD.fullmatch(text)
    if match is None:
        raise UserInputError(f"The guard `{text}` has no `<=` or `>=`. {_ALLOWED}.")
    name, sign, bound = match["name"], match["sign"], match["bound"]
    sign = {"≤": "<=", "≥": ">="}.get(sign, sign)
    metric = metrics.get(name)
    if metric is None:
        raise UserInputError(
            f"The guard `{text}` is about {name or 'nothing'}, which is no metric here. "
            f"There are {', '.join(metrics)}."
        )
    if sign not in ("<=", ">="):
        raise UserInputError(f"The guard `{text}` compares by `{sign}`. {_ALLOWED}.")
    if sign == "<=" and not is_cost(metric):
        raise UserInputError(
            f"The guard `{text}` would keep {name} from getting better: more of it is better. "
            f"Write {name}>={bound or 'original'}."
        )
    at_most = sign == "<="
    if bound == "original":
        return Guard(name, text, "factor", 1.0, at_most)
    is_factor = bound.endswith("x")
    number = bound.removesuffix("x").strip()
    if not _NUMBER.fullmatch(number):
        raise UserInputError(f"The guard `{text}` has no bound that can be read. {_ALLOWED}.")
    value = float(number)
    if is_factor:
        if value < 0:
            raise UserInputError(f"The guard `{text}` has a negative factor. {_ALLOWED}.")
        return Guard(name, text, "factor", value, at_most)
    if sign == "<=":
        value = -value
    elif is_cost(metric) and value > 0:
        raise UserInputError(
            f"The guard `{text}` can never hold: the value of {name} is its amount, negated. "
            f"Write {name}<={number}."
        )
    return Guard(name, text, "number", value, at_most)


def broken(
    guards: Iterable[Guard], values: Mapping[str, float], original: Mapping[str, float]
) -> tuple[Guard, ...]:
    """The guards that a proof with these values does not keep.

    A guard whose metric has no value for the proof counts as broken: nothing shows that it is kept.
    Where the original has none either, a bound relative to it cannot be kept.
    """
    return tuple(guard for guard in guards if not _kept(guard, values, original))


def unkept(guards: Iterable[Guard], original: Mapping[str, float]) -> tuple[str, ...]:
    """What is to be said of guards that the original itself breaks, one clause each.

    Such a guard is kept all the same: it is what the user asked of the result. If no proof that is
    better keeps it, the original stays.
    """
    return tuple(
        guard.told(original[guard.metric])
        for guard in guards
        if guard.metric in original and not _kept(guard, original, original)
    )


def _kept(guard: Guard, values: Mapping[str, float], original: Mapping[str, float]) -> bool:
    value = values.get(guard.metric)
    if value is None:
        return False
    if guard.kind == "factor" and guard.metric not in original:
        return False
    return guard.admits(value, original.get(guard.metric, 0.0))
