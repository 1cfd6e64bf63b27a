"""`burnish show --svg`: pictures of real proofs, and where they go."""

from __future__ import annotations

import os
import stat
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.file_output import FileNotWritten
from flows.svg_output import put_picture, with_a_place

Burnish = Callable[..., Any]
Write = Callable[..., Path]
SVG = "{http://www.w3.org/2000/svg}"
FILE = """theorem both (p q : Prop) (h : p ∧ q) : q ∧ p := by
  have hq : q ∧ q := by
    constructor
    · exact h.2
    · exact h.2
  cases h with
  | intro hp _ => exact ⟨hq.1, hp⟩

theorem term (p : Prop) (h : p) : p := h
"""


def first_lines(text: str) -> list[str]:
    """The tactic in each box."""
    return [box.findtext(f"{SVG}text") or "" for box in ET.fromstring(text).iter(f"{SVG}g")]


def test_the_picture_of_a_proof(burnish: Burnish, lean_file: Write) -> None:
    lean_file(FILE)
    answer = burnish("show", "File.lean:both", "--svg")
    assert answer.status == 0, answer.err
    assert first_lines(answer.out) == [
        "have hq : q ∧ q",
        "constructor",
        "exact h.2",
        "exact h.2",
        "cases h with",
        "exact ⟨hq.1, hp⟩",
    ]
    # The spawned edge and its sign in the legend; the effective goal and its sign.
    assert answer.out.count('class="edge spawned"') == 2
    assert answer.out.count('class="box effective"') == 2
    assert "6 steps · depth 3 · width 3 · 1 effective goal" in answer.out


def test_a_proof_by_a_term_has_one_box(burnish: Burnish, lean_file: Write) -> None:
    lean_file(FILE)
    assert first_lines(burnish("show", "File.lean:term", "--svg").out) == ["h"]


def test_a_picture_goes_into_a_file(burnish: Burnish, lean_file: Write, tmp_path: Path) -> None:
    lean_file(FILE)
    answer = burnish("show", "File.lean:both", "--svg", "proof.svg", "--json")
    assert answer.status == 0, answer.err
    assert "proof.svg written" in answer.err
    assert answer.json["proofs"][0]["name"] == "both"
    path = tmp_path / "proof.svg"
    assert path.read_text(encoding="utf-8") == burnish("show", "--svg", "File.lean:both").out
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask
    assert not list(tmp_path.glob(".proof.svg*"))


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["File.lean", "--svg"], "name one, as in File.lean:NAME. There are both, term."),
        (["File.lean:both", "--svg", "--tree"], "give the picture a file"),
        (["File.lean:both", "--svg=proof.txt"], "does not end in .svg"),
        (["File.lean:both", "--svg", "no/proof.svg"], "There is no folder no"),
    ],
)
def test_bad_places_are_input_faults(
    burnish: Burnish, lean_file: Write, tmp_path: Path, arguments: list[str], complaint: str
) -> None:
    lean_file(FILE)
    answer = burnish("show", *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert complaint in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["File.lean"]


@pytest.mark.parametrize(
    ("given", "completed"),
    [
        (["show", "F:n", "--svg"], ["show", "F:n", "--svg=-"]),
        (["show", "--svg", "F:n"], ["show", "--svg=-", "F:n"]),
        (["show", "--svg", "--tree", "F:n"], ["show", "--svg=-", "--tree", "F:n"]),
        (["show", "--svg", "a.svg", "F:n"], ["show", "--svg", "a.svg", "F:n"]),
        (["show", "F:n", "--svg", "-"], ["show", "F:n", "--svg", "-"]),
        (["show", "F:n", "--svg=a.svg"], ["show", "F:n", "--svg=a.svg"]),
    ],
)
def test_the_path_may_be_left_out(given: list[str], completed: list[str]) -> None:
    assert with_a_place(given) == completed


def test_a_file_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    taken = tmp_path / "proof.svg"
    taken.mkdir()
    with pytest.raises(FileNotWritten, match=r"proof\.svg was not written"):
        put_picture("<svg/>", taken, print)
    assert list(tmp_path.iterdir()) == [taken]
