"""`burnish check` on real files, good and bad."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Burnish = Callable[..., Any]
Write = Callable[..., Path]

GOOD = """/-- Unicode in a comment: ∀ é -/
theorem swap {α : Prop} {β : Prop} (h : α ∧ β) : β ∧ α := by
  constructor
  · exact h.right
  · exact h.left

def two : Nat := 2

example : two = 2 := rfl
"""
BAD = """theorem fine (p : Prop) (h : p) : p := h

theorem wrong (p q : Prop) (h : p ∧ q) : q := by
  exact h.left

theorem unfinished (p : Prop) : p := by
  sorry
"""


def test_a_good_file(burnish_process: Burnish, lean_file: Write) -> None:
    path = lean_file(GOOD)
    answer = burnish_process("check", path)
    assert answer.status == 0, answer.err
    assert f"{path}:1  swap  verified  axioms: none" in answer.out
    assert "3 of 3 declarations verified" in answer.out
    assert path.read_text() == GOOD


def test_json_has_a_verdict_for_each_declaration(burnish: Burnish, lean_file: Write) -> None:
    answer = burnish("check", lean_file(GOOD), "--json")
    assert answer.status == 0
    assert answer.json["lean"]["origin"] == "embedded"
    assert [(d["name"], d["verdict"], d["line"]) for d in answer.json["declarations"]] == [
        ("swap", "verified", 1),
        ("two", "verified", 7),
        ("", "verified", 9),
    ]
    for declaration in answer.json["declarations"]:
        assert declaration["seconds"] >= 0
        assert declaration["diagnostics"] == []
    assert answer.json["declarations"][0]["axioms"] == []


def test_what_does_not_check_is_said_with_its_place(burnish: Burnish, lean_file: Write) -> None:
    path = lean_file(BAD)
    answer = burnish("check", path, "--json")
    assert answer.status == 1
    fine, wrong, unfinished = answer.json["declarations"]
    assert fine["verdict"] == "verified"
    assert wrong["verdict"] == unfinished["verdict"] == "rejected"
    assert wrong["diagnostics"][0]["line"] == 4
    assert "h.left" in wrong["diagnostics"][0]["text"]
    assert "sorry" in unfinished["diagnostics"][0]["text"]
    plain = burnish("check", path)
    assert plain.status == 1
    assert f"{path}:4:3: " in plain.out
    assert "1 of 3 declarations verified" in plain.out


def test_one_declaration_can_be_named(burnish: Burnish, lean_file: Write) -> None:
    path = lean_file(BAD)
    assert burnish("check", f"{path}:fine").status == 0
    assert burnish("check", f"{path}:wrong").status == 1


def test_an_error_between_declarations_counts(burnish: Burnish, lean_file: Write) -> None:
    answer = burnish("check", lean_file("theorem t : 1 = 1 := rfl\n\n#check no_such_thing\n"))
    assert answer.status == 1
    assert "no_such_thing" in answer.out


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("Empty.lean", b"", "is empty"),
        ("Binary.lean", b"\x7fELF\0\0", "binary"),
        ("Latin.lean", b"-- caf\xe9\n", "not valid UTF-8"),
        ("poem.txt", b"The woods are lovely, dark and deep\n", "does not look like a Lean file"),
    ],
)
def test_bad_input_gets_one_sentence_and_status_2(
    burnish: Burnish, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for command in ("check", "show"):
        answer = burnish(command, path)
        assert answer.status == 2
        assert answer.out == ""
        assert message in answer.err
        assert "Traceback" not in answer.err
        assert path.read_bytes() == content
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_a_missing_file_a_folder_and_a_missing_theorem(
    burnish: Burnish, lean_file: Write, tmp_path: Path
) -> None:
    path = lean_file(GOOD)
    for target, message in [
        (tmp_path / "Nothing.lean", "There is no file"),
        (tmp_path, "is a folder"),
        (f"{path}:swapp", "did you mean swap?"),
    ]:
        answer = burnish("check", target)
        assert (answer.status, answer.out) == (2, "")
        assert message in answer.err


def test_a_lean_that_does_not_exist(burnish: Burnish, lean_file: Write) -> None:
    answer = burnish("check", lean_file(GOOD), "--lean", "/no/such/lean")
    assert answer.status == 2
    assert "/no/such/lean" in answer.err


def test_a_time_limit_is_no_verdict(burnish: Burnish, lean_file: Write) -> None:
    answer = burnish("check", lean_file(GOOD), "--json", BURNISH_LEAN_SECONDS="0.001")
    assert answer.status == 2
    assert "BURNISH_LEAN_SECONDS" in answer.err


def test_what_the_embedded_library_may_lack_is_hinted_at(
    burnish: Burnish, lean_file: Write
) -> None:
    answer = burnish("check", lean_file("theorem t (n : Nat) : n = n := Foo.bar n\n"), "--json")
    assert answer.status == 1
    assert "embedded Lean" in answer.json["hint"]
    assert burnish("check", lean_file(GOOD), "--json").json["hint"] is None


def test_an_import_that_is_not_there_is_said(burnish: Burnish, lean_file: Write) -> None:
    answer = burnish("check", lean_file("import Mathlib\n\ntheorem t : 1 = 1 := rfl\n"))
    assert (answer.status, answer.out) == (2, "")
    assert "Mathlib" in answer.err
    assert "--lean" in answer.err
