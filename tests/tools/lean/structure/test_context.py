"""Context slices of a small file."""

from __future__ import annotations

from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.structure.context import ContextSlice, FileContext

FILE = """namespace Foo
inductive Colour where
  | red
  | green
def base : Nat := 3
def far : Nat := base
theorem helper (p q : Prop) (h : p) (k : far = far) : p ∧ p := And.intro h h
theorem unrelated : True := True.intro
theorem main (p : Prop) (h : p) (c : Colour) (e : c = Colour.red) : p := by
  have k := helper p p h rfl
  exact And.left k
end Foo
"""


MUTUAL = """mutual
theorem ev : (n : Nat) → n * 0 = 0
  | 0 => rfl
  | n + 1 => by
    have := od n
    simp
theorem od : (n : Nat) → 0 * n = 0
  | 0 => rfl
  | n + 1 => by
    have := ev n
    simp
end
theorem after : True := trivial
"""


def sliced(lean: Lean, budget: int) -> ContextSlice:
    source = Source(FILE)
    analysis, _ = analyse(lean, source)
    target = next(d for d in analysis.declarations if d.name == "Foo.main")
    return FileContext(lean, source, analysis.declarations).slice(target, budget)


def test_nearest_first_and_local_before_imported(lean: Lean) -> None:
    found = sliced(lean, 10_000)
    names = [entry.name for entry in found.entries]
    assert names[:2] == ["Foo.Colour", "Foo.helper"]
    assert {"rfl", "And.left", "Foo.far", "Foo.base", "And.intro"} <= set(names)
    assert names.index("And.left") < names.index("Foo.far") < names.index("Foo.base")
    assert "Foo.unrelated" not in names
    assert "Foo.main" not in names
    by_name = {entry.name: entry for entry in found.entries}
    assert by_name["Foo.helper"].statement.endswith(": p ∧ p")
    assert (by_name["Foo.helper"].snippet or "").endswith("And.intro h h")
    assert (by_name["And.left"].kind, by_name["And.left"].snippet) == ("theorem", None)
    assert "a ∧ b" in by_name["And.left"].statement
    assert [entry.distance for entry in found.entries] == sorted(
        entry.distance for entry in found.entries
    )
    assert found == sliced(lean, 10_000)


def test_a_budget_is_kept_and_what_has_no_room_is_told(lean: Lean) -> None:
    for budget in (0, 10, 30):
        found = sliced(lean, budget)
        assert found.tokens <= budget
        assert found.left_out
    assert sliced(lean, 0).entries == ()


def test_siblings_of_a_mutual_block_are_there_whichever_comes_first(lean: Lean) -> None:
    source = Source(MUTUAL)
    analysis, _ = analyse(lean, source)
    names = FileContext(lean, source, analysis.declarations)
    slices = {
        one.name: {entry.name for entry in names.slice(one, 10_000).entries if entry.is_local}
        for one in analysis.declarations
    }
    assert slices == {"ev": {"od"}, "od": {"ev"}, "after": set()}
