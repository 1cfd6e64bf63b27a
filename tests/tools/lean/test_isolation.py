"""A file without what fails in it: what is left elaborates, and each byte knows where it stood."""

from __future__ import annotations

import pytest

from tools.lean.analysis import analyse
from tools.lean.isolation import without_errors
from tools.lean.lean import Lean
from tools.lean.named import NamesUnknown, named_theorems, references
from tools.lean.source import Source

GOOD = "theorem good (a b : Nat) : a * b = b * a := Nat.mul_comm a b\n"


@pytest.mark.parametrize(
    ("bad", "left"),
    [
        ("theorem bad : 1 = 2 := by\n  exact nothing\n", "theorem bad : 1 = 2 := sorry\n"),
        ("theorem bad : 1 = true := rfl\n", "\n"),
        ("#check nothing\n", "\n"),
        ("def d : Nat := nothing\ntheorem t : d = d := x\n", None),
        ("mutual\ntheorem a : True := x\ntheorem b : True := y\nend\n", None),
        ("theorem é : 1 = 2 := rfl\n\n#print nothing\n", "theorem é : 1 = 2 := sorry\n\n\n"),
        ("", ""),
    ],
)
def test_what_fails_goes(lean: Lean, bad: str, left: str | None) -> None:
    source = Source(GOOD + bad + GOOD.replace("good", "gut"))
    isolated = without_errors(lean, source)
    run = lean.run(isolated.source.text, ("maxErrors=0",))
    assert not [m for m in run.messages if m.severity == "error"]
    if left is not None:
        assert isolated.source.text == GOOD + left + GOOD.replace("good", "gut")
    for offset, byte in enumerate(isolated.source.data):
        place = isolated.original(offset)
        assert place is None or source.data[place] == byte
    last = isolated.original(len(isolated.source.data) - 1)
    assert last == len(source.data) - 1


def test_names_are_found_beside_errors(lean: Lean) -> None:
    text = f"theorem bad : 1 = 2 := by\n  exact Nat.add_comm\n\n{GOOD}"
    source = Source(text)
    found = {one.name: one.start for one in references(lean, source, len(source.data)).references}
    assert found["Nat.mul_comm"] == source.data.index(b"Nat.mul_comm")
    assert "Nat.add_comm" not in found


def test_what_lean_cannot_read_stays_unknown(lean: Lean) -> None:
    source = Source(f"theorem bad : 1 = 1 := (rfl))\n\n{GOOD}")
    with pytest.raises(NamesUnknown, match="line 1 has an error"):
        references(lean, source, len(source.data))


def test_nothing_is_told_of_what_fails(lean: Lean) -> None:
    source = Source(f"theorem bad : 1 = 2 := by\n  exact Nat.add_comm\n\n{GOOD}")
    analysis, _ = analyse(lean, source)
    bad, good = analysis.declarations
    assert named_theorems(lean, source, [good]) == (frozenset({"Nat.mul_comm"}),)
    with pytest.raises(NamesUnknown, match="line 1 has an error"):
        named_theorems(lean, source, [good, bad])
