"""The gains that are estimated, against the metrics themselves on proofs that Lean accepted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tools.lean import proof_tree
from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.structure.tree import ProofTree
from tools.metrics import METRICS
from tools.metrics.metric import MeasuredProof
from tools.rewriting import ProofView, propose
from tools.rewriting.view import view_of

THEOREMS = [
    """\
theorem both (f : p ∨ r → q) (hp : p) (hr : r) : q ∧ p := by
  constructor
  · apply f
    right
    exact hr
  · exact id hp""",
    """\
theorem either (f : r → p → q) (hr : r) : p ∨ q → q := by
  intro h
  cases h with
  | inl hp =>
    apply f
    apply id
    exact hr
    exact hp
  | inr hq => exact hq""",
    """\
theorem counted (n : Nat) : double n = n + n := by
  induction n with
  | zero => rfl
  | succ n ih =>
    show double n + 2 = _
    rw [ih]
    omega""",
    """\
theorem turned (f : p → r → q) (h : r ∨ q → p) (hr : r) : q := by
  suffices hp : p by
    apply f
    exact hp
    exact hr
  apply h
  left
  exact hr""",
]
OFF = {"modularity": 0.0, "declarativity": 0.05, "mixed": 1.0}
"""How far an estimate may be off: `by exact t` for `t` saves a tactic in some places."""


@pytest.fixture(scope="module")
def measured(lean: Lean, context: str) -> Callable[[list[str]], list[MeasuredProof]]:
    """Proofs of one file, each theorem in a namespace of its own; those that check."""

    def read(theorems: list[str]) -> list[MeasuredProof]:
        source = Source(
            context + "".join(f"namespace N{n}\n{t}\nend N{n}\n" for n, t in enumerate(theorems))
        )
        analysis, run = analyse(lean, source)
        errors = [m.start.line for m in run.messages if m.severity == "error"]
        position = source.position
        found = [
            d
            for d in analysis.declarations
            if d.is_theorem
            and not any(position(d.start).line <= e <= position(d.end).line for e in errors)
        ]
        trees = proof_tree.draw(lean, source, found)
        pairs = zip(found, trees, strict=True)
        return [MeasuredProof(view_of(source, d), d.name, tree=tree) for d, tree in pairs]

    return read


def test_what_is_stated_gains_what_was_estimated(
    drawn: Callable[[list[str]], list[tuple[ProofView, ProofTree]]],
    measured: Callable[[list[str]], list[MeasuredProof]],
) -> None:
    made = [
        (name, one, METRICS[name].measure(MeasuredProof(view, tree=tree)))
        for view, tree in drawn(THEOREMS)
        for name in OFF
        for one in propose(view, portfolio=("omega",), limit=8, metric=name, tree=tree)
    ]
    texts = sorted({one.declaration for _, one, _ in made})
    proofs = {proof.view.text.text: proof for proof in measured(texts)}
    checked = [entry for entry in made if entry[1].declaration in proofs]
    assert {name for name, *_ in checked} == OFF.keys()
    assert len(checked) > len(THEOREMS) * len(OFF)
    for name, one, before in checked:
        gained = METRICS[name].measure(proofs[one.declaration]) - before
        assert gained > 0, (name, one.declaration)
        assert one.gain == pytest.approx(gained, abs=OFF[name] + 1e-9), (name, one.declaration)
