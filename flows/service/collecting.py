"""The flow `collect`: candidates and preference pairs for a corpus, round by round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flows.collecting.collect import collect_corpus
from flows.collecting.outcome import CollectOutcome
from flows.collecting.round_outcome import RoundOutcome
from flows.collecting.searching import RoundSearch, here
from flows.service.address import named_address
from flows.service.artifacts import code, counted
from flows.service.board import CollectBoard
from flows.service.by_workers import by_workers
from flows.service.collect_form import Collect
from flows.service.forms import flow_of
from flows.service.running import Run, running


@flow_of(Collect)
async def collect(form: Collect) -> str:
    """Collect, or go on with what was begun."""
    async with running("collect") as run:
        board, options = CollectBoard(), form.options()
        search = _searching(form.pool.strip(), run.tell)
        found = await run.search(
            *("collect", board, form.corpus),
            lambda: collect_corpus(options, board, run.tell, search=search),
        )
        await run.show_sessions(
            form.corpus, [found.session, *(one.session for one in found.rounds)]
        )
        await _show(run, found)
    pairs = ", ".join(f"{count} {rule}" for rule, count in found.pairs.items()) or "none"
    told = [
        f"{len(found.rounds)} of {counted(found.wanted_rounds, 'round')} finished. Pairs: {pairs}."
    ]
    if found.left_out:
        told.append(f"{counted(len(found.left_out), 'theorem')} left out.")
    if not found.finished:
        told.append(f"Not finished: {found.reason.rstrip('.')}; the same form again goes on.")
    return " ".join([*told, f"Session {found.session}."])


def _searching(pool: str, tell: Callable[[str], None]) -> RoundSearch:
    """Who searches: this process, or the workers of a pool."""
    address = named_address()
    return by_workers(pool, address, tell) if pool and address is not None else here


async def _show(run: Run, found: CollectOutcome) -> None:
    """Everything that the dashboard has of a collection."""
    await run.publisher.table(
        "rounds",
        f"Rounds over {code(found.corpus)} by {code(found.metric)}; session "
        f"{code(found.session)}. `burnish export {found.session}` writes the pairs.",
        [_row(one) for one in found.rounds],
    )
    if found.left_out:
        await run.publisher.left_out(found.left_out)


def _row(one: RoundOutcome) -> dict[str, Any]:
    return {
        "round": one.round,
        "theorems": one.theorems,
        "candidates": one.candidates,
        "verified": one.verified,
        "improved": one.improved,
        "replayed": one.replayed,
        "too easy": one.too_easy,
        "winners": one.winners,
        "losers": one.losers,
        **{f"pairs, {rule}": count for rule, count in one.pairs.items()},
        "session": one.session,
    }
