"""Which settings an evaluation has, who proposes in each, and what it is compared with."""

from __future__ import annotations

import pytest

from agents.channels import Channels
from agents.modelling import Modelling
from agents.prompting import Prompts
from flows.evaluation_plan import Arm, plan
from flows.lists import read_names, read_numbers
from flows.modelling import SYMBOLIC, Proposing
from tools.errors import UserInputError
from tools.llm.fakes.script import Script, ScriptedModel
from tools.llm.sampling import Sampling, Schedule

BASE = Proposing(
    symbolic=True,
    modelling=Modelling(
        model=ScriptedModel(Script([])),
        channels=Channels(notes=False),
        prompts=Prompts(),
        sampling=Sampling(n=16),
        schedule=Schedule(3, 0.9, 1.4),
        context_tokens=lambda: 1000,
        rounds=3,
    ),
)


def test_every_metric_has_every_proposer_and_its_ablations() -> None:
    arms = plan(["length", "tokens"], ["model", "symbolic", "both"], ["context", "states"], "")
    assert [arm.name for arm in arms if arm.metric == "tokens"] == [
        "model",
        "model without context",
        "model without states",
        "symbolic",
        "both",
        "both without context",
        "both without states",
    ]
    assert {arm.name: arm.against for arm in arms} == {
        "model": "",
        "model without context": "model",
        "model without states": "model",
        "symbolic": "model",
        "both": "model",
        "both without context": "both",
        "both without states": "both",
    }
    assert len(arms) == 14


def test_what_is_named_twice_is_run_once() -> None:
    assert plan(["length", "length"], ["both", "both"], ["states", "states"], "") == (
        Arm("both", "length", "both"),
        Arm("both without states", "length", "both", "states", "both"),
    )


def test_the_model_alone_draws_answers_that_are_alike() -> None:
    (_, arm) = plan(["length"], ["model"], ["states"], "")
    found = arm.proposing(BASE, 64)
    assert not found.symbolic
    one = found.modelling
    assert one is not None
    assert (one.sampling.n, one.rounds, one.schedule.at(1)) == (64, 1, 0.9)
    assert one.thorough
    assert (one.repairs, one.skeletons, one.veto) == (False, False, False)
    assert one.channels == Channels(notes=False, states=False)


def test_both_is_the_machine_as_it_is_otherwise() -> None:
    (arm,) = plan(["length"], ["both"], [], "")
    assert arm.proposing(BASE, 64) == BASE
    (arm,) = plan(["length"], ["symbolic"], [], "")
    assert arm.proposing(BASE, 64) is SYMBOLIC


@pytest.mark.parametrize(
    ("proposers", "ablate", "without", "why"),
    [
        (["oracle"], [], "", "not oracle"),
        (["model"], ["thoughts"], "", "no channel thoughts"),
        (["model"], ["states"], "states", "leaves it out of all"),
        (["symbolic"], ["states"], "", "none is asked"),
    ],
)
def test_what_cannot_be_run(
    proposers: list[str], ablate: list[str], without: str, why: str
) -> None:
    with pytest.raises(UserInputError, match=why):
        plan(["length"], proposers, ablate, without)


def test_lists() -> None:
    assert read_names(" a, b,,a ") == ("a", "b")
    assert read_names("") == ()
    assert read_numbers("--at", "16, 1,4,4") == (1, 4, 16)
    for wrong in ("", "0", "1,-2", "1.5", "x", "²", "1,0"):
        with pytest.raises(UserInputError, match="--at wants"):
            read_numbers("--at", wrong)
