"""The order of turns, for any sequence of comings and goings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.lean.turns import Turns

OWNERS = st.sampled_from(["a", "b", "c", "d"])
Queued = tuple[str, int, bool]
"""Owner, a number that counts up in the order of asking, urgency."""

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), OWNERS, st.booleans()),
        st.tuples(st.just("take"), OWNERS, st.booleans()),
        st.tuples(st.just("take"), OWNERS, st.booleans()),
        st.tuples(st.just("take all"), OWNERS, st.booleans()),
        st.tuples(st.just("remove"), OWNERS, st.booleans()),
    ),
    max_size=60,
)


@given(STEPS)
def test_order_and_fairness(steps: list[tuple[str, str, bool]]) -> None:
    turns: Turns[Queued] = Turns()
    waiting: list[Queued] = []
    overtaken: dict[tuple[str, bool], list[str]] = {}
    """By owner and urgency: who had turns of that urgency since this one waits for its next."""
    for number, (step, owner, urgent) in enumerate(steps):
        own = [item for item in waiting if item[0] == owner]
        if step == "add":
            item = (owner, number, urgent)
            turns.add(owner, item, urgent=urgent)
            waiting.append(item)
        elif step == "take" and waiting:
            taken = turns.take()
            assert taken[2] == any(item[2] for item in waiting)  # the urgent first
            same = [item for item in waiting if (item[0], item[2]) == (taken[0], taken[2])]
            assert taken == same[0]  # in the order of asking
            waiting.remove(taken)
            for other in {(o, u) for o, _, u in waiting if u == taken[2]}:
                overtaken.setdefault(other, []).append(taken[0])
            overtaken.pop((taken[0], taken[2]), None)
        elif step == "take all":
            assert sorted(turns.take_all(owner)) == sorted(own)
            waiting = [item for item in waiting if item[0] != owner]
            overtaken = {key: value for key, value in overtaken.items() if key[0] != owner}
        elif step == "remove":
            gone = own[-1] if own else (owner, -1, urgent)
            assert turns.remove(owner, gone) == bool(own)
            waiting = [item for item in waiting if item != gone]
            if not any((o, u) == (owner, gone[2]) for o, _, u in waiting):
                overtaken.pop((owner, gone[2]), None)
        assert len(turns) == len(waiting)
        for had_turns in overtaken.values():  # at most one turn of each other owner
            assert len(had_turns) == len(set(had_turns))
    assert sorted(turns.take() for _ in range(len(turns))) == sorted(waiting)
    with pytest.raises(IndexError):
        turns.take()


def test_owners_take_turns() -> None:
    turns: Turns[str] = Turns()
    for item in ("a1", "a2", "a3", "b1", "b2", "c1"):
        turns.add(item[0], item, urgent=False)
    turns.add("b", "b!", urgent=True)
    order = [turns.take() for _ in range(7)]
    assert order == ["b!", "a1", "b1", "c1", "a2", "b2", "a3"]
