"""The portfolio is probed on the Lean in use, in one run."""

from __future__ import annotations

from tools.lean.lean import Lean
from tools.rewriting.portfolio import PORTFOLIO, closer, make_probe, read_probe


def test_the_embedded_lean_has_the_core_tactics_only(lean: Lean) -> None:
    probe = make_probe()
    calls = lean.calls
    found = read_probe(probe, lean.run(probe.text).messages)
    assert lean.calls == calls + 1
    assert {"rfl", "assumption", "trivial", "contradiction", "decide", "simp", "simp_all"} <= {
        *found
    }
    assert not {"aesop", "linarith", "ring", "norm_num"} & {*found}
    assert [entry.tactic for entry in PORTFOLIO if entry.tactic in found] == list(found)


def test_nothing_is_found_where_the_imports_fail(lean: Lean) -> None:
    probe = make_probe("import Nowhere")
    assert read_probe(probe, lean.run(probe.text).messages) == ()


def test_a_tactic_of_the_user_is_a_hope_without_lemmas() -> None:
    assert closer("my_tactic").tactic == "my_tactic"
    assert closer("my_tactic").lemma_chance == 0
