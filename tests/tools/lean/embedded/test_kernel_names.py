"""The kernel's own names are all the library's: a file cannot give one another meaning.

The kernel computes some functions by name and expands literals to constants, without a look at
what the names are declared as. Were one of them free, a file could declare it otherwise and
prove False. `cases/kernel_names.lean` shows that what the library declares is what is computed.
"""

from __future__ import annotations

import json
import mmap
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.lean.embedded import locate

COMPUTED = (
    "add", "sub", "mul", "pow", "gcd", "div", "mod", "beq", "ble", "land", "lor", "xor",
    "shiftLeft", "shiftRight",
)  # fmt: skip
"""What the kernel computes, in the namespace Nat."""
OTHERS = (
    "Nat", "Nat.zero", "Nat.succ", "Bool", "Bool.true", "Bool.false", "String", "String.ofList",
    "Char", "Char.ofNat", "List", "List.nil", "List.cons", "Eq", "Quot", "Quot.mk", "Quot.lift",
    "Quot.ind", "eagerReduce",
)  # fmt: skip
"""What it makes of literals and of comparisons, and what it has rules of its own for."""
ELSEWHERE = (
    "Nat.log2", "Nat.pred", "Nat.decEq", "Nat.decLe", "Nat.decLt", "Nat.bitwise", "Char.ofNatAux",
)  # fmt: skip
"""What only Lean's compiled code computes."""
Run = Callable[..., subprocess.CompletedProcess[str]]

ATTACKS = {
    "Nat.land": """\
def Nat.land (a b : Nat) : Nat := 0
theorem zero (a b : Nat) : Nat.land a b = 0 := rfl
theorem wrong (p : Prop) : p :=
  absurd ((show (1 : Nat) = Nat.land 3 1 from rfl).trans (zero 3 1)) (by decide)
#print axioms wrong
""",
    "Char.ofNat": """\
def Char.ofNat (_ : Nat) : Char := ⟨⟨⟨0, by decide⟩⟩, Or.inl (by decide)⟩
theorem expanded : "a" = String.ofList [Char.ofNat 97] := rfl
theorem wrong : "a" = "b" := expanded.trans rfl
#print axioms wrong
""",
}
"""Files that a kernel accepts where the name is free: the statements are false."""


def _messages(run_lean: Run, file: Path, text: str) -> list[tuple[str, str]]:
    file.write_text(text, encoding="utf-8")
    result = run_lean("--json", str(file))
    assert not result.stderr.strip(), result.stderr
    assert result.returncode == 1
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return [(message["severity"], message["data"]) for message in found]


def test_every_name_is_taken(tmp_path: Path, run_lean: Run) -> None:
    names = [*(f"Nat.{name}" for name in COMPUTED), *OTHERS, *ELSEWHERE]
    text = "".join(f"theorem {name} : True := trivial\n" for name in names)
    messages = _messages(run_lean, tmp_path / "Taken.lean", text)
    assert messages == [("error", f"`{name}` has already been declared") for name in names]


@pytest.mark.parametrize("name", ATTACKS)
def test_another_meaning_for_a_name_proves_nothing(
    name: str, tmp_path: Path, run_lean: Run
) -> None:
    messages = _messages(run_lean, tmp_path / "Attack.lean", ATTACKS[name])
    assert messages[0] == ("error", f"`{name}` has already been declared")
    assert messages[-1] == ("information", "'wrong' depends on axioms: [sorryAx]")


def test_this_kernel_has_no_further_names() -> None:
    """The kernel keeps each name in a variable; a new one in a newer Lean must get here."""
    library = locate.find_library()
    assert library is not None
    with library.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as image:
        kinds = rb"(?:nat|int|char|string|list)_\w+|\w*reduce\w*"
        found = re.findall(rb"_ZN4leanL\d+g_(%s)E\0" % kinds, image)
    names = {name.decode() for name in found}
    computed = {f"nat_{name}" for name in COMPUTED}
    literals = {"nat_zero", "nat_succ", "string_mk", "char_of_nat", "list_nil_char"}
    other = {"list_cons_char", "eager_reduce", "nat_max_size"}
    outside_the_kernel = {"nat_add_fn", "nat_bit0_fn", "nat_bit1_fn", "nat_one"}
    assert names == computed | literals | other | outside_the_kernel
