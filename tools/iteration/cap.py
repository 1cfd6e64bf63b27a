"""The cap on easy theorems."""

from __future__ import annotations

from collections.abc import Iterable

from tools.iteration.candidate import Figures
from tools.iteration.rate import improvement_rate


def below_cap(items: Iterable[Figures], highest: float) -> tuple[Figures, ...]:
    """The items whose improvement rate is not above `highest`, pi_max (ImProver 2).

    What nearly every sample improves has nothing left to teach. The rate is that of the candidates
    that are in the item, after the replay.
    """
    return tuple(item for item in items if improvement_rate(item) <= highest)
