"""Proposing for a metric: length as it always was, every other one with rewrites of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.lean import proof_tree
from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.structure.tree import ProofTree
from tools.metrics import METRICS
from tools.rewriting import ProofView, propose
from tools.rewriting.candidate import make_candidate
from tools.rewriting.goals import TreeOfAnotherProof
from tools.rewriting.outline import Outline
from tools.rewriting.rewrites import REWRITES
from tools.rewriting.view import view_of

EXAMPLES = Path(__file__).parents[3] / "examples"
PORTFOLIO = ("rfl", "simp_all", "simp", "omega", "grind", "assumption", "decide", "exact?")
_PARSE_ONLY = ("trace.Elab.command=true", "maxHeartbeats=1", "maxErrors=0", "Elab.async=false")
_NOT_PARSED = ("unexpected", "expected", "unterminated", "missing end of")

Drawn = list[tuple[ProofView, ProofTree]]


@pytest.fixture(scope="module")
def logic(lean: Lean) -> Drawn:
    source = Source((EXAMPLES / "Logic.lean").read_text(encoding="utf-8"))
    analysis, _ = analyse(lean, source)
    found = [d for d in analysis.declarations if d.is_theorem]
    trees = proof_tree.draw(lean, source, found)
    return [(view_of(source, d), tree) for d, tree in zip(found, trees, strict=True)]


def _by_tactics(view: ProofView) -> list[tuple[str, float]]:
    """What is proposed for length, by its definition: tactics saved times the chance, and each
    further use of a rewrite counts less."""
    ranked: list[tuple[float, int, str, float]] = []
    for rewrite in REWRITES:
        found = sorted(
            rewrite.find(Outline(view), PORTFOLIO), key=lambda p: -max(p.gain, 0.15) * p.chance
        )
        for place, proposal in enumerate(found):
            worth = max(proposal.gain, 0.15) * proposal.chance / (1 + 0.06 * place)
            made = make_candidate(view, proposal.edits, (rewrite.name,), proposal.gain)
            ranked.append((-worth, len(ranked), made.declaration, proposal.gain))
    found_texts: dict[str, float] = {}
    for _, _, text, gain in sorted(ranked):
        if text != view.text.text:
            found_texts.setdefault(text, gain)
    return list(found_texts.items())


def test_length_gets_what_saves_tactics_in_the_order_of_what_it_promises(logic: Drawn) -> None:
    for view, tree in logic:
        wanted = _by_tactics(view)
        made = propose(view, portfolio=PORTFOLIO, limit=len(wanted) + 1, tree=tree)
        assert [(one.declaration, one.gain) for one in made] == wanted
        assert made == propose(view, portfolio=PORTFOLIO, limit=len(wanted) + 1, metric="length")


def test_what_is_proposed_parses_and_keeps_the_statement(logic: Drawn, lean: Lean) -> None:
    every: set[str] = set()
    for view, tree in logic[2:4]:
        head = view.text.slice(0, view.value.start)
        for metric in METRICS:
            made = propose(view, portfolio=PORTFOLIO, limit=60, metric=metric, tree=tree)
            assert all(one.declaration.startswith(head) for one in made), metric
            assert all(one.declaration != view.text.text for one in made), metric
            every |= {one.declaration for one in made}
    run = lean.run("".join(f"{text}\n\n" for text in sorted(every)), _PARSE_ONLY)
    assert run.complete
    assert [m.text for m in run.messages if m.text.startswith(_NOT_PARSED)] == []


@pytest.mark.parametrize(
    ("metric", "before", "after"),
    [
        (
            "modularity",
            ":= by\n  intro h\n  cases h with\n  | inl a =>\n    right\n    exact a\n"
            "  | inr b => exact Or.inl b",
            ":= by\n  intro h\n  have h_inl : p → q ∨ p := by\n    intro a\n    right\n"
            "    exact a\n"
            "  cases h with\n  | inl a => exact h_inl a\n  | inr b => exact Or.inl b",
        ),
        ("dependency", ":= fun h => Or.symm h", ":= fun h => h.symm"),
        (
            "declarativity",
            ":= by\n  intro h\n  simp_all [or_comm]",
            ":= by\n  intro h\n  have fact_2 : q ∨ p := by simp_all [or_comm]\n  exact fact_2",
        ),
        (
            "heartbeats",
            ":= by\n  intro h\n  simp_all [or_comm]",
            ":= by\n  intro h\n  simp_all? [or_comm]",
        ),
    ],
)
def test_a_metric_gets_what_serves_it(
    metric: str, before: str, after: str | None, drawn: Callable[[list[str]], Drawn]
) -> None:
    head = f"theorem served_{metric} : p ∨ q → q ∨ p "
    ((view, tree),) = drawn([head + before])
    made = propose(view, portfolio=PORTFOLIO, limit=60, metric=metric, tree=tree)
    gains = {one.declaration: one.gain for one in made}
    assert all(one.rewrites for one in made)
    if after is not None:
        assert gains[head + after] > 0, "\n---\n".join(gains)


@pytest.mark.parametrize("hole", ["by\n  intro h\n  sorry", "fun h => sorry", "sorry"])
def test_for_completion_what_is_not_proved_is_tried(
    hole: str, views: Callable[[list[str]], list[ProofView]]
) -> None:
    head = "theorem open_one : p → p := "
    (view,) = views([head + hole])
    made = propose(view, portfolio=PORTFOLIO, limit=60, metric="completion")
    texts = {one.declaration: one.gain for one in made}
    wanted = "by\n  intro h\n  assumption" if hole.startswith("by") else "by simp_all"
    assert texts[head + wanted] == 1


def test_a_metric_of_the_users_own_gets_all_that_there_is(logic: Drawn) -> None:
    view, tree = logic[0]
    made = propose(view, portfolio=PORTFOLIO, limit=3000, metric="mine", tree=tree)
    names = {one.rewrites[0] for one in made}
    assert {"exact_term", "close_step", "lift_block"} <= names


def test_a_tree_of_another_proof_is_refused(logic: Drawn) -> None:
    (view, _), (_, other), *_ = logic
    with pytest.raises(TreeOfAnotherProof, match="is not of this proof"):
        propose(view, portfolio=(), limit=1, tree=other)
