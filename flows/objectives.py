"""What a command is to look for: the objective, its guards and front, and the metrics in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tools.metrics import METRICS, Metric
from tools.metrics.combine import Objective, parse_objective
from tools.metrics.completion import COMPLETION
from tools.metrics.registry import find_metrics, installed

DEFAULT = "length"
_WORD = re.compile(r"[^\s+*,<>=]+")
_OWN = re.compile(r"[^+*,\s]+\.py:\w+")
_FUNCTION = re.compile(r"\.py:\w+")


@dataclass(frozen=True)
class Wanted:
    """An objective and everything that is to be measured for it."""

    objective: Objective
    metrics: dict[str, Metric]
    """Those of the objective, its guards and the front."""
    pareto: tuple[str, ...]
    """The front's, or none."""
    is_front: bool = False
    """Whether nothing but the front says what is better."""

    @property
    def is_proving(self) -> bool:
        """Whether to prove what does not check: completion alone has a value there."""
        return set(self.metrics) == {COMPLETION.name}

    def over(self, known: Collection[str]) -> Wanted:
        """What is left of it over the metrics that have a value: a front may lose some.

        An objective or a guard that somebody asked for stays as it is.
        """
        objective = self.objective
        if self.is_front:
            parts = [
                (text.strip(), one)
                for text, one in zip(objective.text.split(","), objective.sums, strict=True)
                if all(name in known for _, name in one.terms)
            ]
            if parts:
                texts, sums = zip(*parts, strict=True)
                objective = replace(objective, text=",".join(texts), sums=sums)
        front = tuple(name for name in self.pareto if name in known)
        named = dict.fromkeys([*objective.metrics, *front])
        metrics = {name: self.metrics[name] for name in named}
        return Wanted(objective, metrics, front, self.is_front)


def read_objective(
    metric: str | None, guards: Sequence[str] = (), pareto: str | None = None
) -> Wanted:
    """What the options ``--metric``, ``--guard`` and ``--pareto`` mean.

    Without a metric that of the front's counts that is named first, or the length. Raises
    :class:`tools.errors.UserInputError` with what is wrong and what is allowed.
    """
    text = metric or pareto or DEFAULT
    texts = [text, *guards, pareto or ""]
    said = " ".join(texts)
    # Of what packages offer only what is named is loaded: another one may be broken.
    offered = [point.name for point in installed() if point.name in _WORD.findall(said)]
    found = find_metrics(
        [*METRICS, *offered, *(one[start:end] for one in texts for start, end in _own(one))]
    )
    objective = parse_objective(_by_name(text), found, [_by_name(guard) for guard in guards])
    front = parse_objective(_by_name(pareto), found).metrics if pareto else ()
    named = dict.fromkeys([*objective.metrics, *front])
    return Wanted(objective, {name: found[name] for name in named}, front, metric is None)


def _by_name(text: str) -> str:
    """The text with metrics of the user's own called by their functions' names."""
    for start, end in reversed(_own(text)):
        text = text[:start] + text[start:end].rpartition(":")[2] + text[end:]
    return text


def _own(text: str) -> list[tuple[int, int]]:
    """Where metrics of the user's own stand within an objective, a guard or a list.

    A file's name may have signs and spaces in it, so the longest text that names a file counts.
    """
    found: list[tuple[int, int]] = []
    for match in _FUNCTION.finditer(text):
        begin = found[-1][1] if found else 0
        file = match.start() + len(".py")
        starts = (at for at in range(begin, match.start()) if not text[at].isspace())
        start = next((at for at in starts if Path(text[at:file]).is_file()), None)
        if start is None:  # there is no such file, which is said when it is looked for
            plain = _OWN.search(text, begin, match.end())
            start = plain.start() if plain is not None else match.start()
        found.append((start, match.end()))
    return found
