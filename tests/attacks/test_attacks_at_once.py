"""Hostile and honest candidates, shuffled and judged by many threads: verdicts as if alone."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.attacks.attack_files import ATTACKS
from tests.attacks.stage import Stage
from tests.attacks.trial import SECONDS, theorems
from tools.lean.lean import Lean
from tools.lean.pool import Pool
from tools.lean.toolchain import Toolchain
from tools.lean.verdict import Verified

OWNERS = ("a session", "another", "a third")
LARGEST = 12
"""Attacks in one batch at most."""


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_attacks_at_once_do_not_disturb_one_another(stage: Stage, toolchain: Toolchain) -> None:
    confined = stage.toolchain(toolchain)
    serial = theorems(Lean(confined, SECONDS, pool=Pool(1, 2 << 30)))
    attacks = [attack for attack in ATTACKS.values() if "slow" not in attack.keys]
    texts = {
        attack.name: attack.declaration(serial[attack.target].problem, stage.canary, stage.port)
        for attack in attacks
    }
    alone: dict[str, str] = {}
    for attack in attacks:
        theorem = serial[attack.target]
        (outcome,) = theorem.judge.screen(theorem.problem, [texts[attack.name]])
        alone[attack.name] = outcome.verdict.kind

    chance = random.Random(0)
    pool = Pool(3, 6 << 30)
    sessions = [theorems(Lean(confined, SECONDS, pool=pool, owner=owner)) for owner in OWNERS]
    shuffled = chance.sample(attacks, len(attacks))
    found: dict[str, str] = {}

    def screen(session: int, target: str, names: list[str]) -> dict[str, str]:
        theorem = sessions[session][target]
        honest = theorem.problem.text
        batch = [honest, *(texts[name] for name in names), honest]
        first, *outcomes, last = theorem.judge.screen(theorem.problem, batch)
        assert isinstance(first.verdict, Verified), names
        assert isinstance(last.verdict, Verified), names
        return {name: one.verdict.kind for name, one in zip(names, outcomes, strict=True)}

    with ThreadPoolExecutor(6) as threads:
        futures = []
        for target in serial:
            names = [attack.name for attack in shuffled if attack.target == target]
            while names:
                size = chance.randint(1, LARGEST)
                session = chance.randrange(len(OWNERS))
                futures.append(threads.submit(screen, session, target, names[:size]))
                names = names[size:]
        for future in futures:
            found |= future.result()
    # A bomb may be refused or reach one limit or another; whatever else is exactly the same.
    differing = {
        name: (alone[name], kind)
        for name, kind in found.items()
        if kind != alone[name]
        and not (ATTACKS[name].family == "resources" and "verified" not in (kind, alone[name]))
    }
    assert differing == {}
    assert found.keys() == alone.keys()
    assert stage.harm() == ""
