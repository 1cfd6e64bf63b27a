"""Judges attacks as the machine would, between honest candidates, and looks for harm each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.attacks.attack_files import ATTACKS, TARGETS, Attack
from tests.attacks.stage import Stage
from tools.lean.analysis import analyse
from tools.lean.check import check
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.source import Source
from tools.lean.verdict import Inconclusive, Rejected, Verdict, Verified

_BATCH = 20
SECONDS = 10.0
"""Limit of each run of Lean, so that what never ends is over soon."""


@dataclass(frozen=True)
class Outcome:
    """What came of a candidate."""

    screened: Verdict
    confirmed: Verdict
    """The last word, asked for whatever screening said."""
    harm: str
    neighbours: tuple[Verdict, Verdict]
    """Screening's verdicts on the honest candidates before and behind it."""

    @property
    def verdict(self) -> Verdict:
        """What the machine would go by."""
        return self.confirmed if isinstance(self.screened, Verified) else self.screened


@dataclass(frozen=True)
class Screened:
    """What came of a candidate in its batch."""

    declaration: str
    verdict: Verdict
    neighbours: tuple[Verdict, Verdict]
    harm: str
    """What the batch as a whole did."""


@dataclass(frozen=True)
class Theorem:
    """A theorem under attack."""

    judge: Judge
    problem: Problem


def reason(verdict: Verdict) -> str:
    """All that a verdict says for itself."""
    match verdict:
        case Rejected(diagnostics):
            return "\n".join(diagnostic.text for diagnostic in diagnostics)
        case Inconclusive(told):
            return told
        case Verified(axioms):
            return f"verified on {axioms}"


def theorems(lean: Lean) -> dict[str, Theorem]:
    """The theorems of the target files, by ``FILE:NAME``."""
    found: dict[str, Theorem] = {}
    for path in sorted(TARGETS.glob("*.lean")):
        analysis, run = analyse(lean, Source(path.read_text(encoding="utf-8")))
        assert run.complete
        judge = Judge(lean, analysis, SECONDS, SECONDS)
        for declaration, report in zip(analysis.declarations, check(lean, analysis), strict=True):
            if declaration.is_theorem and declaration.value is not None:
                assert isinstance(report.verdict, Verified), (path, report)
                assert report.statement is not None
                problem = Problem(
                    analysis.source,
                    declaration,
                    lean.fingerprint,
                    report.statement,
                    report.axioms or (),
                )
                found[f"{path.name}:{declaration.name}"] = Theorem(judge, problem)
    return found


class Trial:
    """The outcomes of some attacks. Those on one theorem are screened together, in their order."""

    def __init__(self, stage: Stage, lean: Lean, names: Iterable[str]) -> None:
        self.theorems = theorems(lean)
        self.stage = stage
        self._chosen = frozenset(names)
        self._screened: dict[str, Screened] = {}

    def outcome(self, name: str) -> Outcome:
        """What comes of an attack; its batch is screened when one of it is first asked for."""
        if name not in self._screened:
            self._screened.update(self._screen(self._batch(name)))
        screened = self._screened[name]
        theorem = self.theorems[ATTACKS[name].target]
        self.stage.set_up()
        confirmed = theorem.judge.confirm(theorem.problem, screened.declaration)
        harm = "; ".join(filter(None, (screened.harm, self.stage.harm())))
        return Outcome(screened.verdict, confirmed, harm, screened.neighbours)

    def _batch(self, name: str) -> list[Attack]:
        target = ATTACKS[name].target
        chosen = [a for n, a in ATTACKS.items() if a.target == target and n in self._chosen]
        start = chosen.index(ATTACKS[name]) // _BATCH * _BATCH
        return chosen[start : start + _BATCH]

    def _screen(self, attacks: Sequence[Attack]) -> Iterator[tuple[str, Screened]]:
        theorem, stage = self.theorems[attacks[0].target], self.stage
        honest = theorem.problem.text
        batch = [honest]
        for attack in attacks:
            batch += [attack.declaration(theorem.problem, stage.canary, stage.port), honest]
        stage.set_up()
        verdicts = [one.verdict for one in theorem.judge.screen(theorem.problem, batch)]
        harm = stage.harm()
        for index, attack in enumerate(attacks):
            before, own, behind = verdicts[2 * index : 2 * index + 3]
            yield attack.name, Screened(batch[2 * index + 1], own, (before, behind), harm)
