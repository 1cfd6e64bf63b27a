"""All rules of a round one after the other, theorem by theorem.

The order is that of the method (ImProver 2, arXiv 2605.22885): replay, cap, winners and losers,
duplicates, resampling, pairs. Items are asked for twice: for their figures, which decide which of
them are taught and above which score a candidate wins, and for the pairs of those. So only one
theorem's texts are held at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from tools.iteration.candidate import Figures, Item
from tools.iteration.cap import below_cap
from tools.iteration.duplicates import distinct
from tools.iteration.modes import Brought, brought
from tools.iteration.pairs import Pair, pairs_of
from tools.iteration.percentile import percentile
from tools.iteration.replay import Mixed, ease, mixed
from tools.iteration.resampling import resampled
from tools.iteration.rules import Rules
from tools.iteration.tickets import ticket
from tools.iteration.winners import Judged, judged


class Selection:
    """What the rules make of a round."""

    def __init__(
        self,
        number: int,
        theorems: Iterable[str],
        items_of: Callable[[str], Sequence[Item]],
        rules: Rules,
    ) -> None:
        """`number` is the round's, `theorems` all that may be taught, each once, and `items_of`
        gives what this round and those before it drew for one of them, in any order; the same
        whenever it is asked.

        An item without a candidate is none: where nothing was drawn there is nothing to mix. The
        percentile is taken over all candidates of the round after the replay, before the cap takes
        any away.
        """
        self._number = number
        self._items_of = items_of
        self._rules = rules
        # Of the round's own: otherwise each round would draw the same.
        self._seed = int(ticket(rules.seed, "rules", str(number))[:8], 16)
        self.mix = self._mixed(theorems)
        self.threshold = percentile(
            (score for item in self.mix.items for score in item.scores), rules.gamma
        )
        """The score that winners are above, unless it is below 0."""
        self._kept = below_cap(self.mix.items, rules.pi_max)
        self.too_easy = len(self.mix.items) - len(self._kept)
        """Items above the cap."""
        self.winners = 0
        self.losers = 0
        """After resampling, so far as :meth:`pairs` has come."""

    def pairs(self) -> Iterator[Pair]:
        """The pairs by theorem, those of a theorem as :func:`tools.iteration.pairs.pairs_of` has
        them.

        The candidates of a theorem are taught together, also where the reservoir gave it a second
        item: so many winners and losers are wanted of a theorem, not of an item.
        """
        rules = self._rules
        for theorem, items in groupby(self._kept, key=lambda one: one.theorem):
            each = [judged(self._item(figures), self.threshold) for figures in items]
            taught = distinct(
                Judged(
                    tuple(winner for one in each for winner in one.winners),
                    tuple(loser for one in each for loser in one.losers),
                )
            )
            drawn = resampled(taught, theorem, rules.winners, rules.losers, self._seed)
            self.winners += len(drawn.winners)
            self.losers += len(drawn.losers)
            yield from pairs_of(theorem, drawn)

    def _mixed(self, theorems: Iterable[str]) -> Mixed:
        came: list[Figures] = []
        reservoir: list[Figures] = []
        eases: dict[str, float] = {}
        for theorem in theorems:
            own, earlier = self._drawn(theorem)
            easy = ease([item.figures for item in earlier])
            if easy is not None:
                eases[theorem] = easy
            one = self._brought(own, earlier) if own is not None else None
            if one is not None:
                came.append(one.item.figures)
            unused = one.unused if one is not None else earlier
            if easy is not None:
                reservoir += [item.figures for item in unused]
        return mixed(came, eases, reservoir, self._rules.rho, self._seed)

    def _item(self, figures: Figures) -> Item:
        """The item that the figures are of."""
        own, earlier = self._drawn(figures.theorem)
        if own is not None and figures.round == own.round:
            return self._brought(own, earlier).item
        return next(item for item in earlier if item.round == figures.round)

    def _drawn(self, theorem: str) -> tuple[Item | None, list[Item]]:
        """What this round drew, and what the earlier ones did."""
        items = [item for item in self._items_of(theorem) if item.figures.scores]
        own = next((item for item in items if item.round == self._number), None)
        return own, [item for item in items if item.round < self._number]

    def _brought(self, own: Item, earlier: Sequence[Item]) -> Brought:
        if ease([item.figures for item in earlier]) is None:
            return Brought(own, ())
        return brought(own, earlier, self._rules.replay)
