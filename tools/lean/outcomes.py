"""What the answers about a batch say of its candidates: pure functions, no Lean is asked.

:mod:`tools.lean.judge` runs Lean and decides what is done about those that are in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tools.lean import refusals
from tools.lean.batch import Answer
from tools.lean.check import SORRY
from tools.lean.declarations import declaration_of
from tools.lean.problem import Problem
from tools.lean.refusals import by_errors, disturbs, forbidden, objection, refused, searching
from tools.lean.syntax import Syntax
from tools.lean.verdict import Inconclusive, Verdict, Verified

_SCREENED = "has been screened only, beside other candidates"


@dataclass(frozen=True)
class Screened:
    """The outcome of screening one candidate."""

    verdict: Verdict
    syntax: Syntax | None
    """Of a verified candidate: its declaration as Lean parsed it, in offsets of its own text."""


def unread(problem: Problem, candidate: str) -> Verdict | None:
    """What is refused before Lean reads it beside other candidates."""
    if problem.mark in candidate:
        return refused("the candidate uses a name of the judge's own")
    return refusals.unread(problem, candidate)


def screened(problem: Problem, candidate: str, answer: Answer, memory: int) -> Screened | None:
    """The outcome that an answer gives by itself; ``None`` where it is doubtful."""
    verdict = _by_answer(problem, candidate, answer)
    if verdict is None:
        return None
    syntax = answer.syntax if isinstance(verdict, Verified) else None
    return Screened(replace(verdict, seconds=answer.seconds, memory=memory), syntax)


def undisturbed(
    problem: Problem, answers: Sequence[Answer], outcomes: Sequence[Screened | None]
) -> int:
    """How many answers, from the first on, no candidate before them can have had a hand in."""
    for index, (answer, outcome) in enumerate(zip(answers, outcomes, strict=True)):
        if outcome is None or outcome.verdict.kind != "rejected" or answer.syntax is None:
            continue
        if disturbs(problem, declaration_of(answer.syntax)):
            return index + 1
    return len(answers)


def _by_answer(problem: Problem, candidate: str, answer: Answer) -> Verdict | None:
    if not (answer.heard and answer.placed):
        return None
    if answer.commands > 1:
        return refused("the candidate is not exactly one declaration")
    if answer.errors:
        # Lean adds what it could not elaborate only with `sorry` in it, or as an axiom.
        contradiction = answer.axioms is not None and not any(
            axiom == SORRY or problem.mark in axiom for axiom in answer.axioms
        )
        return None if contradiction else by_errors(answer.errors, 0.0)
    if answer.axioms is None or answer.syntax is None:
        return None
    found = declaration_of(answer.syntax)
    refusal = objection(problem, found) or forbidden(problem, answer.axioms)
    if refusal is None and answer.warns_of_sorry:
        refusal = refused("the proof uses `sorry`")
    if refusal is None:
        refusal = searching(problem, found, candidate, answer.suggestions)
    return refusal or Verified(answer.axioms, 0.0, _SCREENED)


def no_evidence(answer: Answer) -> Verdict:
    """The verdict on a candidate that was alone and whose answer gives none by itself."""
    if answer.errors or answer.stray:
        return by_errors(answer.errors or answer.stray, 0.0)
    if answer.axioms is not None and answer.placed:
        return refused("the candidate is not exactly one declaration")
    return Inconclusive("Lean gave no evidence about the candidate")
