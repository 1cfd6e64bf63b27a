"""Winners and losers each once."""

from __future__ import annotations

from collections.abc import Iterable

from tools.iteration.candidate import Candidate
from tools.iteration.winners import Judged


def distinct(judged: Judged) -> Judged:
    """Winners differ by score, losers by normalized text (ImProver 2).

    Of winners that are worth the same the shortest text stays, of equal losers the best. A loser
    that is a winner but for spaces and comments is left out: such a pair would teach the comments.
    """
    winners = {one.score: one for one in reversed(_best_first(judged.winners))}
    won = {one.normal for one in judged.winners}
    losers: dict[str, Candidate] = {}
    for one in _best_first(judged.losers):
        if one.normal not in won:
            losers.setdefault(one.normal, one)
    return Judged(_best_first(winners.values()), _best_first(losers.values()))


def _best_first(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(candidates, key=lambda one: one.order))
