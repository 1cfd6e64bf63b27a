"""What a theorem's text means depends on the commands above it that are still in force."""

from __future__ import annotations

import pytest

from tools.lean.analysis import Analysis, analyse
from tools.lean.lean import Lean
from tools.lean.scope import in_force
from tools.lean.source import Source

TEXT = """import Init

universe u
/-- A comment says `open Nat`. -/
theorem first : True := trivial
open Nat in
theorem second : True := trivial
section
variable {a : Nat}
theorem third : a = a := rfl
end
namespace A.B
open Nat (succ)
variable {p : Prop}
  (q : Prop)
noncomputable section X
theorem fourth : p → p := id
end X
end B
theorem fifth : True := trivial
end A
theorem sixth : True := trivial
"""


@pytest.fixture(scope="module")
def analysis(lean: Lean) -> Analysis:
    return analyse(lean, Source(TEXT))[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("first", "import Init\nuniverse u"),
        ("second", "import Init\nuniverse u"),
        ("third", "import Init\nuniverse u\nvariable {a : Nat}"),
        (
            "A.B.fourth",
            "import Init\nuniverse u\nnamespace A.B\nopen Nat (succ)\n"
            "variable {p : Prop}\n  (q : Prop)",
        ),
        ("A.fifth", "import Init\nuniverse u\nnamespace A.B"),
        ("sixth", "import Init\nuniverse u"),
    ],
)
def test_what_is_in_force(analysis: Analysis, name: str, expected: str) -> None:
    place = next(d.command.start for d in analysis.declarations if d.name == name)
    commands = [command.syntax for command in analysis.commands]
    assert in_force(analysis.source, commands, place) == expected


def test_a_file_without_anything_above() -> None:
    assert in_force(Source("theorem t : True := trivial"), [], 0) == ""
