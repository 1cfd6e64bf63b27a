"""No hostile candidate is verified, none does harm, and none changes what its neighbours get.

README.md tells how to add one. A third of them runs in `make test`, the others are marked long.
"""

from __future__ import annotations

import re

import pytest

from tests.attacks.attack_files import ATTACKS, KEYS, sample
from tests.attacks.trial import Trial, reason
from tools.lean.verdict import Verified

_QUICK = sample()
_KINDS = {"verified", "rejected", "inconclusive", "unverified"}


def _marks(name: str) -> list[pytest.MarkDecorator]:
    return [] if name in _QUICK else [pytest.mark.long]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=_marks(name), id=name) for name in ATTACKS],
)
def test_attack(trial: Trial, name: str) -> None:
    attack, outcome = ATTACKS[name], trial.outcome(name)
    assert not outcome.harm
    for neighbour in outcome.neighbours:
        assert isinstance(neighbour, Verified), reason(neighbour)
    assert attack.allows(outcome.verdict.kind), reason(outcome.verdict)
    if not attack.is_control:
        assert not isinstance(outcome.screened, Verified), "screening accepts it"
        assert not isinstance(outcome.confirmed, Verified), "the last word accepts it"
    assert re.search(attack.keys.get("because", ""), reason(outcome.verdict)), reason(
        outcome.verdict
    )


@pytest.mark.parametrize("target", ["Plain.lean:Plain.conj", "Sections.lean:Outer.kept"])
def test_afterwards_all_is_as_before(trial: Trial, target: str) -> None:
    theorem = trial.theorems[target]
    honest = theorem.problem.text
    # Lean itself would stop at the hundredth error.
    wrong = [f"{theorem.problem.statement}:= wrong{number}" for number in range(110)]
    first, *refused, last = theorem.judge.screen(theorem.problem, [honest, *wrong, honest])
    assert isinstance(first.verdict, Verified)
    assert isinstance(last.verdict, Verified)
    assert {one.verdict.kind for one in refused} == {"rejected"}
    assert isinstance(theorem.judge.confirm(theorem.problem, honest), Verified)
    assert not trial.stage.harm()


def test_the_suite_is_what_it_should_be() -> None:
    hostile = [attack for attack in ATTACKS.values() if not attack.is_control]
    assert len(hostile) >= 100
    assert len(_QUICK) >= len(ATTACKS) // 3
    assert {attack.family for attack in hostile} == {ATTACKS[n].family for n in _QUICK} - {"honest"}
    assert len({attack.body for attack in hostile}) >= len(hostile) - 4
    for attack in ATTACKS.values():
        assert set(attack.keys) <= KEYS
        assert attack.keys["expect"] in _KINDS
        assert (attack.keys["expect"] == "verified") == attack.is_control
        assert attack.keys["why"]
