"""What commands make of a proof: readings of a region, and the candidates that follow from it."""

from __future__ import annotations

import pytest

from agents.chat.editing import extracting, inlining, replacing, trying
from agents.chat.places import NoSuchPlace, find_places, is_region
from tools.errors import UserInputError
from tools.lean import proof_tree
from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.rewriting.outline import Outline
from tools.rewriting.view import view_of

TEXT = """\
theorem swap (p q : Prop) : p ∨ q → q ∨ p := by
  intro h
  have same : p ∨ q := h
  cases same with
  | inl hp =>
    right
    exact hp
  | inr hq =>
    left
    exact hq
"""
TERM = "theorem same (p : Prop) (h : p) : p := h\n"
HEAD = "theorem swap (p q : Prop) : p ∨ q → q ∨ p "


@pytest.fixture(scope="module")
def outlines(lean: Lean) -> tuple[Outline, Outline]:
    source = Source(TEXT + TERM)
    analysis, _ = analyse(lean, source)
    trees = proof_tree.draw(lean, source, analysis.declarations)
    first, second = (
        Outline(view_of(source, declaration), tree)
        for declaration, tree in zip(analysis.declarations, trees, strict=True)
    )
    return first, second


@pytest.fixture
def outline(outlines: tuple[Outline, Outline]) -> Outline:
    return outlines[0]


def texts(outline: Outline, region: str) -> list[str]:
    return [outline.slice(place.start, place.end) for place in find_places(outline, region)]


def test_lines_a_tactic_and_a_case_are_regions(outline: Outline) -> None:
    assert texts(outline, "2") == ["intro h"]
    assert texts(outline, "lines 6 - 7") == ["right\n    exact hp"]
    assert texts(outline, "exact  hq") == ["exact hq"]
    assert texts(outline, "intro") == ["intro h"]
    assert texts(outline, "inr") == ["left\n    exact hq"]
    assert texts(outline, "5")[0].startswith("cases same with")


@pytest.mark.parametrize(
    ("region", "why"),
    [
        ("0", "lines 1 to 10"),
        ("7-3", "lines 1 to 10"),
        ("11", "lines 1 to 10"),
        ("exact", "on the lines 7, 10"),
        ("omega", "no tactic `omega`"),
        ("1", "No tactic stands on line 1"),
        ("", "no tactic"),
    ],
)
def test_what_is_no_region_is_said(outline: Outline, region: str, why: str) -> None:
    with pytest.raises(NoSuchPlace, match=why):
        find_places(outline, region)


def test_a_term_has_no_regions(outlines: tuple[Outline, Outline]) -> None:
    assert not is_region(outlines[1], "exact h")
    with pytest.raises(NoSuchPlace, match="without tactics"):
        find_places(outlines[1], "1")


def test_trying_replaces_the_proof_or_the_region(outline: Outline) -> None:
    assert trying(outline, HEAD, "simp_all") == [HEAD + ":= by simp_all"]
    one, rest = trying(outline, HEAD, "exact Or.inr hp at 6")
    assert "    exact Or.inr hp\n    exact hp\n" in one
    assert "  | inl hp => exact Or.inr hp\n  | inr hq" in rest
    assert trying(outline, HEAD, "simp_all at exact hp")[0] == TEXT.rstrip().replace(
        "exact hp", "simp_all"
    )


def test_at_belongs_to_the_tactic_unless_a_region_follows(outline: Outline) -> None:
    (whole,) = trying(outline, HEAD, "simp at h")
    assert whole == HEAD + ":= by simp at h"
    assert "  simp at h\n" in trying(outline, HEAD, "simp at h at 2")[0]
    with pytest.raises(UserInputError, match="wants a tactic"):
        trying(outline, HEAD, "")


def test_inlining_takes_the_named_fact_away(outline: Outline) -> None:
    made = inlining(outline, (), "same")
    assert TEXT.rstrip().replace("  have same : p ∨ q := h\n", "").replace("same", "h") in made
    with pytest.raises(UserInputError, match="it has same"):
        inlining(outline, (), "other")


def test_extracting_states_a_case_under_the_given_name(outline: Outline) -> None:
    made = extracting(outline, "inl as left_case")
    assert any("have left_case : p → q ∨ p := by" in one for one in made)
    assert all("left_case" in one and "inr hq =>\n    left" in one for one in made)
    with pytest.raises(UserInputError, match="no name"):
        extracting(outline, "inl as 1x")
    with pytest.raises(UserInputError, match="goals"):
        extracting(Outline(outline.view), "inl")


def test_replacing_leaves_out_what_changes_nothing(outline: Outline) -> None:
    (place,) = find_places(outline, "exact hp")
    assert len(replacing(outline, place, ["exact hp", "assumption", "assumption"])) == 1
