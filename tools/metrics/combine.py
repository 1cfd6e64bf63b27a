"""Combining metrics: weighted sums, an order of importance, and guards beside either.

``length`` is one metric, ``length+2*modularity`` a weighted sum, ``length,heartbeats`` an order:
the second decides where the first is equal. Each place of an order may be a sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tools.errors import UserInputError
from tools.metrics.guards import Guard, broken, parse_guard
from tools.metrics.metric import Metric

_TERM = re.compile(
    r"""\s*(?P<sign>[+-]?)\s*
    (?:(?P<weight>\d+(?:\.\d*)?|\.\d+)\s*\*\s*)?
    (?P<name>[^+*,\s-]+)\s*""",
    re.VERBOSE,
)
_ALLOWED = "Write for instance length, length+2*modularity or length,heartbeats"


@dataclass(frozen=True)
class Sum:
    """A weighted sum of metrics."""

    terms: tuple[tuple[float, str], ...]
    """Weights and names of metrics."""

    def value(self, values: Mapping[str, float]) -> float:
        return sum(weight * values[name] for weight, name in self.terms)

    def ceiling(self, metrics: Mapping[str, Metric]) -> float | None:
        """The value that no proof can exceed, if every part has one."""
        total = 0.0
        for weight, name in self.terms:
            own = metrics[name].ceiling
            if own is None or weight < 0:
                return None
            total += weight * own
        return total


@dataclass(frozen=True)
class Objective:
    """What a search looks for: an order of sums, and guards that may not be broken."""

    text: str
    sums: tuple[Sum, ...]
    """The first counts most; the next decides between equals."""
    guards: tuple[Guard, ...] = ()

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics whose values are needed, each once, guards last."""
        names = [name for one in self.sums for _, name in one.terms]
        return tuple(dict.fromkeys([*names, *(guard.metric for guard in self.guards)]))

    def key(self, values: Mapping[str, float]) -> tuple[float, ...]:
        """What proofs are ordered by; the greatest is the best.

        Raises :class:`KeyError` if a metric that it names has no value.
        """
        return tuple(one.value(values) for one in self.sums)

    def broken(
        self, values: Mapping[str, float], original: Mapping[str, float]
    ) -> tuple[Guard, ...]:
        """The guards that a proof breaks, given the original's values."""
        return broken(self.guards, values, original)

    def is_optimal(self, values: Mapping[str, float], metrics: Mapping[str, Metric]) -> bool:
        """Whether no proof can be better."""
        return self.is_best(self.key(values), metrics)

    def is_best(self, key: Sequence[float], metrics: Mapping[str, Metric]) -> bool:
        """Whether no proof can have a greater :meth:`key`."""
        ceilings = [one.ceiling(metrics) for one in self.sums]
        return all(
            ceiling is not None and value >= ceiling
            for value, ceiling in zip(key, ceilings, strict=True)
        )


def parse_objective(
    text: str, metrics: Mapping[str, Metric], guards: Iterable[str] = ()
) -> Objective:
    """An objective as the user wrote it, over the metrics that there are.

    Raises :class:`UserInputError`, which says what is wrong and what is allowed.
    """
    sums = tuple(_sum(part, text, metrics) for part in text.split(","))
    return Objective(text, sums, tuple(parse_guard(guard, metrics) for guard in guards))


def _sum(part: str, text: str, metrics: Mapping[str, Metric]) -> Sum:
    if part.strip() in metrics:  # whatever signs its name has
        return Sum(((1.0, part.strip()),))
    terms: list[tuple[float, str]] = []
    at = 0
    while at < len(part) or not terms:
        match = _TERM.match(part, at)
        if match is None or (terms and not match["sign"]):
            raise UserInputError(f"`{text}` is no combination of metrics. {_ALLOWED}.")
        name = match["name"].strip()
        if name not in metrics:
            raise UserInputError(
                f"`{text}` names {name}, which is no metric here. There are {', '.join(metrics)}. "
                f"{_ALLOWED}."
            )
        weight = float(match["weight"] or 1)
        terms.append((-weight if match["sign"] == "-" else weight, name))
        at = match.end()
    return Sum(tuple(terms))
