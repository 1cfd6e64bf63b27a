"""Cutting, for any prompt: one piece at a time, none twice, until nothing is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from agents.cutting import Parts, StateLines, after_cuts, most_cuts, state_lines
from tools.lean.structure.context import Entry

WORDS = st.text("abc", min_size=1, max_size=8)
TEXTS = st.lists(WORDS, max_size=3).map(tuple)
PARTS = st.builds(
    Parts,
    examples=TEXTS,
    context=st.lists(
        st.builds(Entry, WORDS, WORDS, WORDS, st.none(), st.integers(1, 3), st.booleans()),
        max_size=4,
    ).map(tuple),
    diagnostics=TEXTS,
    notes=TEXTS,
    sketch=st.lists(st.one_of(WORDS, WORDS.map("1. {}".format)), max_size=4).map(tuple),
    states=st.lists(st.builds(StateLines, WORDS, TEXTS, st.integers(0, 3)), max_size=4).map(tuple),
    symbolic=st.one_of(st.just(""), WORDS),
)


def size(parts: Parts) -> int:
    """Characters that may be cut: a proof's own lines may not."""
    return len(str(astuple(parts))) - sum(len(one.line) for one in parts.states)


@given(PARTS)
def test_every_cut_takes_something_and_the_last_leaves_nothing(parts: Parts) -> None:
    total = most_cuts(parts)
    steps = [after_cuts(parts, count)[0] for count in range(total + 1)]
    assert steps[0] == parts
    assert all(size(after) < size(before) for before, after in pairwise(steps))
    left = steps[-1]
    assert not any((left.examples, left.context, left.diagnostics, left.notes, left.sketch))
    assert not left.symbolic
    assert [one.line for one in left.states] == [one.line for one in parts.states]
    assert not any(one.comments for one in left.states)


@given(PARTS)
def test_what_is_told_adds_up(parts: Parts) -> None:
    for count in range(most_cuts(parts) + 1):
        _, told = after_cuts(parts, count)
        numbers = [int(n[0]) if (n := re.match(r"\d+", one)) else 1 for one in told]
        assert sum(numbers) == count


def _mixed(proof: Sequence[str], comments: Sequence[Sequence[str]]) -> str:
    return "\n".join(
        line for own, below in zip(proof, comments, strict=True) for line in (own, *below)
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["step", "-- a remark", "  -- ⊢ p", ""]),
            st.lists(st.sampled_from(["-- ⊢ p", "  -- ⊢ p", "-- no goals"]), max_size=2),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_chain_of_states_is_taken_apart_and_can_be_put_together(
    lines: list[tuple[str, list[str]]],
) -> None:
    proof = [line for line, _ in lines]
    states = _mixed(proof, [below for _, below in lines])
    found = state_lines("\n".join(proof), states, ())
    assert [one.line for one in found] == proof
    assert _mixed(proof, [one.comments for one in found]) == states
