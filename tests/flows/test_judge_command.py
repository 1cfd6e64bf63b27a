"""`burnish judge` on real files and candidates, by the whole command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Burnish = Callable[..., Any]
Write = Callable[..., Path]

FILE = """\
namespace Swaps

/-- Conjunction is symmetric. -/
theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  constructor
  · exact h.right
  · exact h.left

theorem twice (p : Prop) : p → p → p := fun a _ => a

theorem wrong (p q : Prop) (h : p) : q := h

theorem slow (p : Nat → Prop) (n : Nat) (h : p n) : p n := h

def two : Nat := 2

end Swaps
"""
GOOD = "by\n  exact ⟨h.2, h.1⟩\n"
BAD = "-- the wrong half\n:= by\n  constructor\n  · exact h.left\n  · exact h.left\n"
# Ends at a limit of Lean's, long before it is done.
SLOW = "by\n  iterate 1000000000 skip\n  exact h\n"


@pytest.fixture
def target(lean_file: Write) -> str:
    return f"{lean_file(FILE)}:swap"


def test_a_good_candidate(burnish_process: Burnish, target: str, lean_file: Write) -> None:
    good = lean_file(GOOD, "good.lean")
    answer = burnish_process("judge", target, "--candidate", good)
    assert answer.status == 0, answer.err
    assert f"✓ {good}  verified  axioms: none" in answer.out
    assert "1 of 1 candidates for Swaps.swap verified" in answer.out
    assert Path(target.partition(":")[0]).read_text(encoding="utf-8") == FILE


def test_one_candidate_is_one_object(burnish: Burnish, target: str, lean_file: Write) -> None:
    good = lean_file(GOOD, "good.lean")
    answer = burnish("judge", target, "--candidate", good, "--json")
    assert answer.status == 0
    record = answer.json
    assert record["seconds"] > 0
    assert record["memory"] > 0
    assert (record["candidate"], record["theorem"]) == (str(good), "Swaps.swap")
    assert (record["verdict"], record["axioms"]) == ("verified", [])
    assert record["diagnostics"] == []
    assert record["reason"]


def test_places_are_those_of_the_candidate_file(
    burnish: Burnish, target: str, lean_file: Write
) -> None:
    bad = lean_file(BAD, "bad.lean")
    answer = burnish("judge", target, "-c", bad, "--json")
    assert answer.status == 1
    assert answer.json["verdict"] == "rejected"
    assert answer.json["axioms"] is None
    (diagnostic,) = answer.json["diagnostics"]
    assert (diagnostic["severity"], diagnostic["line"], diagnostic["column"]) == ("error", 4, 4)
    assert answer.json["reason"].startswith("Type mismatch")
    plain = burnish("judge", target, "-c", bad)
    assert f"{bad}:4:5: Type mismatch" in plain.out
    assert "│   · exact h.left\n        │     ^\n" in plain.out


@pytest.mark.long
def test_several_are_judged_by_themselves_and_listed_in_order(
    burnish: Burnish, target: str, lean_file: Write
) -> None:
    files = {
        "good": GOOD,
        "bad": BAD,
        "open": "by /- never closed\n",
        "whole": "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := h.symm\n",
        "other": "theorem swap (p q : Prop) (h : p ∧ q) : p ∧ p := ⟨h.1, h.1⟩\n",
        "term": "⟨h.2, h.1⟩ -- a term\n",
    }
    expected = {
        "good": "verified",
        "bad": "rejected",
        "open": "rejected",
        "whole": "verified",
        "other": "rejected",
        "term": "verified",
    }
    paths = {name: lean_file(text, f"{name}.lean") for name, text in files.items()}
    for order in (list(files), list(reversed(files))):
        options = [part for name in order for part in ("-c", paths[name])]
        answer = burnish("judge", target, *options, "--json")
        assert answer.status == 1
        assert [Path(one["candidate"]).stem for one in answer.json] == order
        assert {Path(one["candidate"]).stem: one["verdict"] for one in answer.json} == expected
        assert len({tuple(one) for one in answer.json}) == 1, "the same keys for every verdict"
        reasons = {Path(one["candidate"]).stem: one["reason"] for one in answer.json}
        assert "statement" in reasons["other"]


def test_a_limit_is_no_verdict(burnish: Burnish, lean_file: Write) -> None:
    path = lean_file(FILE)
    slow, good = lean_file(SLOW, "slow.lean"), lean_file("h", "good.lean")
    answer = burnish("judge", f"{path}:slow", "-c", slow, "-c", good, "--json")
    assert [one["verdict"] for one in answer.json] == ["inconclusive", "verified"]
    assert answer.json[0]["reason"]
    assert answer.status == 3


@pytest.mark.long
def test_standard_input(burnish_process: Burnish, target: str, tmp_path: Path) -> None:
    answer = burnish_process("judge", target, "-c", "-", "-c", "-")
    assert (answer.status, answer.out) == (2, "")
    assert "standard input" in answer.err
    # Nothing stands on the standard input of the tests.
    answer = burnish_process("judge", target, "-c", "-")
    assert (answer.status, answer.out) == (2, "")
    assert "holds no proof" in answer.err


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("swapp", "did you mean Swaps.swap?"),
        ("two", "only theorems can be judged"),
        ("wrong", "cannot be judged: it does not check to begin with"),
        (None, "names no theorem"),
    ],
)
def test_a_target_that_cannot_be_judged(
    burnish: Burnish, lean_file: Write, name: str | None, message: str
) -> None:
    path, good = lean_file(FILE), lean_file(GOOD, "good.lean")
    answer = burnish("judge", f"{path}:{name}" if name else path, "-c", good)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
    assert len(answer.err.splitlines()) == 1


def test_a_candidate_that_cannot_be_read(
    burnish: Burnish, target: str, lean_file: Write, tmp_path: Path
) -> None:
    good = lean_file(GOOD, "good.lean")
    (tmp_path / "binary.lean").write_bytes(b"by \xff\xfe")
    for name, message in [
        ("missing.lean", "There is no candidate file"),
        (".", "is a folder"),
        ("binary.lean", "not valid UTF-8"),
    ]:
        answer = burnish("judge", target, "-c", good, "-c", name)
        assert (answer.status, answer.out) == (2, "")
        assert message in answer.err
        assert len(answer.err.splitlines()) == 1
    assert burnish("judge", target).status == 2


@pytest.mark.long
def test_without_protection_only_on_request(
    burnish_process: Burnish, target: str, lean_file: Write
) -> None:
    good = lean_file(GOOD, "good.lean")
    refused = burnish_process("judge", target, "-c", good, BURNISH_SANDBOX="off")
    assert (refused.status, refused.out) == (2, "")
    assert "--unprotected" in refused.err
    insisted = burnish_process("judge", target, "-c", good, "--unprotected", BURNISH_SANDBOX="off")
    assert insisted.status == 0, insisted.err


def test_a_message_cannot_repaint_the_terminal(
    burnish: Burnish, target: str, lean_file: Write
) -> None:
    painted = lean_file('by\n  fail "\\x1b[2K\\x1b[1Gverified\\x07"\n', "painted.lean")
    answer = burnish("judge", target, "-c", painted)
    assert answer.status == 1
    assert "\\x1b[2K\\x1b[1Gverified\\x07" in answer.out
    assert "\x1b" not in answer.out


def test_long_lines_and_messages_are_shortened(
    burnish: Burnish, target: str, lean_file: Write
) -> None:
    wide = lean_file(f"by have {'x' * 150} := h; exact h.1 -- {'x' * 100}\n  done\n", "wide.lean")
    lines = burnish("judge", target, "-c", wide).out.split("\n")
    pointer = next(n for n, line in enumerate(lines) if line.endswith("^"))
    assert len(lines[pointer - 1]) <= 100
    assert lines[pointer - 1][len(lines[pointer]) - 1] == "e"
    many = lean_file('by\n  fail "' + "line\\n" * 60 + '"\n', "many.lean")
    assert "more lines" in burnish("judge", target, "-c", many).out
