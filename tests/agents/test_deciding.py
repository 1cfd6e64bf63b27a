"""The critic's decisions, one rule at a time, with neither Lean nor a model."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agents.deciding import Pass, decide
from agents.state import Mode, State, initial_state

NOTHING = Pass(
    best=0,
    best_score=[-3.0],
    front=[],
    winners=[],
    suggested=False,
    miss=0,
    optimal=False,
    proposers_left=True,
    samplings_left=False,
    skeletons=False,
)


def _state(mode: Mode = "propose", **changes: Any) -> State:
    state = initial_state("brisk-lemma-0001", "p", [-3.0], mode)
    state.update(changes)  # type: ignore[typeddict-item]
    return state


def _decided(state: State, made: Pass) -> tuple[str, str]:
    update = decide(state, made)
    return update["decision"], update.get("mode", state["mode"])


def test_what_cannot_get_better_is_left() -> None:
    assert _decided(_state(), replace(NOTHING, optimal=True))[0] == "stop"


def test_several_steps_are_put_together_and_one_is_not() -> None:
    better = replace(NOTHING, best=2, best_score=[-2.0])
    assert _decided(_state(), replace(better, winners=[2, 1])) == ("next_round", "combine")
    assert _decided(_state(), replace(better, winners=[2])) == ("next_round", "propose")
    assert _decided(_state(), replace(NOTHING, suggested=True)) == ("next_round", "combine")


def test_a_better_proof_is_the_next_parent() -> None:
    update = decide(_state("combine", detours=2), replace(NOTHING, best=7, best_score=[-2.0]))
    assert (update["parent"], update["parent_score"], update["detours"]) == (7, [-2.0], 0)


def test_what_was_not_tried_comes_before_detours_and_the_model() -> None:
    made = replace(NOTHING, front=[4, 5], samplings_left=True)
    assert _decided(_state(open_ended=True), made) == ("restructure", "propose")
    update = decide(_state(), made)
    assert (update["decision"], update["parent"], update["front"]) == ("restructure", 4, [5])
    assert _decided(_state(detours=2), made) == ("next_round", "sample")


def test_the_model_works_on_the_best_wherever_a_detour_has_led() -> None:
    made = replace(NOTHING, best=3, samplings_left=True)
    update = decide(_state(parent=9, detours=2), made)
    assert (update["mode"], update["parent"]) == ("sample", 3)


def test_the_model_is_asked_when_the_others_have_spent_their_rounds() -> None:
    spent = replace(NOTHING, proposers_left=False)
    assert decide(_state(), spent)["reason"] == "the budget of rounds is spent"
    assert _decided(_state(), replace(spent, samplings_left=True)) == ("next_round", "sample")
    better = replace(spent, best=2, best_score=[-2.0])
    assert _decided(_state("sample"), better)[0] == "stop"
    more = replace(better, samplings_left=True)
    assert _decided(_state("sample"), more) == ("next_round", "sample")


@pytest.mark.parametrize("mode", ["sample", "fill"])
def test_a_near_miss_is_repaired_first_also_of_a_better_round(mode: Mode) -> None:
    made = replace(NOTHING, best=2, best_score=[-2.0], miss=5)
    update = decide(_state(mode), made)
    assert (update["mode"], update["miss"], update["decision"]) == ("repair", 5, "next_round")
    assert "parent" not in update


def test_what_the_model_found_is_polished() -> None:
    made = replace(NOTHING, best=2, best_score=[-2.0], samplings_left=True)
    modes: list[Mode] = ["sample", "repair"]
    for mode in modes:
        assert _decided(_state(mode), made) == ("next_round", "propose")


def test_a_skeleton_follows_whole_proofs_that_brought_nothing() -> None:
    made = replace(NOTHING, samplings_left=True, skeletons=True)
    assert _decided(_state("sample"), made) == ("restructure", "fill")
    assert _decided(_state("repair"), made) == ("restructure", "fill")
    assert _decided(_state("fill", skeleton="key"), made) == ("next_round", "sample")
    assert decide(_state("fill", skeleton="key"), made)["skeleton"] == ""
    without = replace(made, skeletons=False)
    assert _decided(_state("sample"), without) == ("next_round", "sample")


def test_nothing_left_is_said() -> None:
    assert decide(_state(), NOTHING)["reason"] == "nothing is left to try"
    assert decide(_state("sample"), NOTHING)["reason"] == "nothing is left to try"
