"""Proofs for statements without one: every candidate keeps the statement and can be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.lean.analysis import analyse
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.structure.tree import ProofTree
from tools.lean.tactics import tactic_steps
from tools.rewriting import Candidate, ProofView
from tools.rewriting.proving import Draft, prove
from tools.rewriting.view import view_of

Drawn = Callable[[list[str]], list[tuple[ProofView, ProofTree]]]

PORTFOLIO = ("rfl", "simp_all", "omega", "simp", "assumption", "exact?")
OPEN = "theorem t (n m : Nat) (f : n ≤ m → p) (h : n < m) : p ∧ double n = n + n := by sorry"
FAILING = """\
theorem t (h : p ∧ q) (hr : r) : (q ∧ p) ∧ r := by
  constructor
  · cases h with
    | intro hp hq =>
      constructor
      · exact hp
      · exact hp
  · have : r := by
      sorry
    exact this
"""
_NOT_PARSED = ("unexpected", "expected", "unterminated", "missing end of")


def draft_of(lean: Lean, context: str, text: str) -> Draft:
    source = Source(context + text)
    analysis, _ = analyse(lean, source)
    (theorem,) = [d for d in analysis.declarations if d.is_theorem]
    errors = [source.offset(m.start) for m in analysis.diagnostics if m.severity == "error"]
    return Draft(view_of(source, theorem), tuple(sorted(e - theorem.start for e in errors)))


def proposed(drawn: Drawn, draft: Draft | None = None, text: str = OPEN) -> list[Candidate]:
    ((view, tree),) = drawn([text])
    return prove(view, draft=draft, tree=tree, portfolio=PORTFOLIO, limit=1000)


def test_candidates_keep_the_statement_and_differ(drawn: Drawn) -> None:
    found = proposed(drawn)
    head = OPEN.partition(":=")[0]
    texts = [one.declaration for one in found]
    assert len(set(texts)) == len(texts) > 50
    assert all(text.startswith(head) and "sorry" not in text for text in texts)
    bodies = [text.removeprefix(f"{head}:= by").strip() for text in texts]
    assert {"omega", "simp_all [double]", "constructor <;> omega"} <= set(bodies)
    assert any(body.startswith("apply f <;> ") for body in bodies)
    assert any(body.startswith("induction n <;> ") for body in bodies)


def test_what_was_tried_is_left_out_and_the_limit_holds(drawn: Drawn) -> None:
    ((view, tree),) = drawn([OPEN])
    first = prove(view, draft=None, tree=tree, portfolio=PORTFOLIO, limit=7)
    assert len(first) == 7
    skip = {one.declaration for one in first}
    others = prove(view, draft=None, tree=tree, portfolio=PORTFOLIO, limit=7, skip=skip)
    assert len(others) == 7
    assert not skip & {one.declaration for one in others}


def test_without_a_goal_something_is_tried(drawn: Drawn) -> None:
    ((view, _),) = drawn([OPEN])
    found = prove(view, draft=None, tree=None, portfolio=PORTFOLIO, limit=1000)
    assert len(found) > len(PORTFOLIO)
    assert prove(view, draft=None, tree=None, portfolio=(), limit=10) == []


def test_repairs_of_every_place_that_fails(drawn: Drawn, lean: Lean, context: str) -> None:
    draft = draft_of(lean, context, FAILING)
    head = FAILING.partition(":=")[0]
    repaired = [
        one.declaration
        for one in proposed(drawn, draft, f"{head}:= by sorry")
        if one.rewrites == ("repair",)
    ]
    # The wrong tactic and the hole at once.
    both = FAILING.replace("exact hp", "assumption", 1).replace(
        "by\n      sorry", "by\n      assumption"
    )
    assert both.rstrip() in repaired
    assert any("· exact hp\n  · have" not in text and "simp_all" in text for text in repaired)


@pytest.mark.parametrize("text", [FAILING, FAILING.replace("by\n      sorry", "sorry")])
def test_candidates_can_be_read(drawn: Drawn, lean: Lean, context: str, text: str) -> None:
    head = text.partition(":=")[0]
    found = proposed(drawn, draft_of(lean, context, text), f"{head}:= by sorry")
    assert unread(lean, found) == []


def test_an_open_goal_is_closed_behind_the_block(drawn: Drawn, lean: Lean, context: str) -> None:
    text = "theorem t (h : p ∧ q) : q ∧ p := by\n  constructor\n  · exact h.2\n"
    found = proposed(drawn, draft_of(lean, context, text), f"{text.partition(':=')[0]}:= by sorry")
    assert f"{text}  simp_all" in [one.declaration for one in found]
    assert unread(lean, found) == []


@pytest.mark.long
@pytest.mark.timeout(600)
def test_repairs_of_broken_examples_can_be_read(lean: Lean) -> None:
    examples = sorted((Path(__file__).parents[4] / "examples").glob("*.lean"))
    for path in examples:
        source = Source(path.read_text(encoding="utf-8"))
        for broken, declaration in breakages(lean, source):
            analysis, _ = analyse(lean, broken)
            (theorem,) = [d for d in analysis.declarations if d.name == declaration.name]
            errors = [m for m in analysis.diagnostics if m.severity == "error"]
            places = tuple(sorted(broken.offset(m.start) - theorem.start for m in errors))
            view = view_of(broken, theorem)
            draft = Draft(view, places)
            found = prove(view, draft=draft, tree=None, portfolio=PORTFOLIO, limit=60)
            assert unread(lean, found) == [], declaration.name


def breakages(lean: Lean, source: Source) -> list[tuple[Source, Declaration]]:
    """A file with one tactic of one theorem broken, for each of its theorems."""
    analysis, _ = analyse(lean, source)
    found = []
    for declaration in analysis.declarations:
        value = declaration.value
        if declaration.is_theorem and value is not None:
            steps = [one.node for one in tactic_steps(value) if not one.is_combinator]
            for step in steps[len(steps) // 2 :][:1]:
                broken = source.splice(step.start, step.end, "exact nothing_here")
                found.append((broken, declaration))
    return found


def unread(lean: Lean, candidates: list[Candidate]) -> list[str]:
    """Errors of the parser on some declarations; elaboration is stopped at once."""
    text = "".join(f"{candidate.declaration}\n\n" for candidate in candidates)
    run = lean.run(text, ("maxHeartbeats=1", "maxErrors=0", "Elab.async=false"))
    assert run.complete
    return [m.text for m in run.messages if m.text.startswith(_NOT_PARSED)]
