"""As many winners and losers of each theorem as of any other."""

from __future__ import annotations

from collections.abc import Sequence

from tools.iteration.candidate import Candidate
from tools.iteration.tickets import choose
from tools.iteration.winners import Judged


def resampled(judged: Judged, theorem: str, winners: int, losers: int, seed: int) -> Judged:
    """W winners and L losers of a theorem, drawn by seed (ImProver 2 takes 4 and 4).

    Drawn without putting back: of fewer than are wanted all stay, and none is there twice, since a
    pair that is there twice says no more than once.
    """
    return Judged(
        _drawn(judged.winners, winners, seed, ("winner", theorem)),
        _drawn(judged.losers, losers, seed, ("loser", theorem)),
    )


def _drawn(
    candidates: Sequence[Candidate], count: int, seed: int, about: tuple[str, str]
) -> tuple[Candidate, ...]:
    chosen = choose(candidates, count, seed, lambda one: (*about, one.text))
    return tuple(sorted(chosen, key=lambda one: one.order))
