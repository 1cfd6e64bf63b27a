"""The picture of a proof tree: a whole SVG file in which nothing overlaps."""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tools.drawing.picture import picture
from tools.drawing.svg import cut
from tools.lean.structure.goals import Goal, Hypothesis
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree

SVG = "{http://www.w3.org/2000/svg}"


def goal(name: str, target: str = "p", case: str = "") -> Goal:
    return Goal(name, case, (Hypothesis("h", "h", "p < q", None, True),), target)


def step(
    text: str,
    before: Iterable[Goal],
    after: Iterable[Goal] = (),
    *,
    children: Iterable[str] = (),
    spawned: Iterable[str] = (),
    start: int = 0,
) -> ProofStep:
    run = GoalChange(tuple(before), tuple(after), (), tuple(children), tuple(spawned))
    return ProofStep(start, start + len(text.encode()), text, "k", "e", False, (run,), ())


def proof(*steps: ProofStep, statement: str = "theorem t : p") -> ProofTree:
    return ProofTree("t", 0, 1_000, statement, steps)


def have() -> ProofTree:
    """A proof that states `b`, shows it in one step, and goes on."""
    a, b, c = goal("a"), goal("b", "b"), goal("c")
    return proof(
        step("have hb : b := by simp", [a], [c], children=["c"], spawned=["b"]),
        step("simp", [b]),
        step("exact hb", [c]),
    )


def drawn(tree: ProofTree, *effective: str) -> ET.Element:
    return ET.fromstring(picture(tree, effective))


def boxes(image: ET.Element) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each step's box."""
    found = []
    for rectangle in image.iterfind(f"{SVG}g/{SVG}rect"):
        x, y, width, height = (float(rectangle.get(k, "")) for k in ("x", "y", "width", "height"))
        found.append((x, y, x + width, y + height))
    return found


def words(image: ET.Element) -> list[str]:
    return [text.text or "" for text in image.iter(f"{SVG}text")]


def overlaps(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_steps_are_boxes_and_spawned_edges_are_dashed() -> None:
    image = drawn(have())
    assert len(boxes(image)) == 3
    edges = [path.get("class") for path in image.iterfind(f"{SVG}path")]
    # One of each kind, and the mark, stand in the legend.
    assert sorted(map(str, edges)) == ["edge", "edge", "edge spawned", "edge spawned", "mark"]
    assert {"have hb : b := by simp", "simp", "exact hb", "⊢ b"} <= set(words(image))
    assert "3 steps · depth 2 · width 2 · 0 effective goals" in words(image)


def test_an_effective_goal_is_marked_where_it_is_first_worked_on() -> None:
    image = drawn(have(), "b")
    marked = [
        g for g in image.iterfind(f"{SVG}g") if g.find(f"{SVG}path[@class='mark']") is not None
    ]
    assert [g.findtext(f"{SVG}text") for g in marked] == ["simp"]
    assert "1 effective goal" in " ".join(words(image))


def test_a_tag_is_told_where_it_is_new() -> None:
    a, b, c = goal("a", "p ∧ q"), goal("b", "p", "left"), goal("c", "p'", "left")
    tree = proof(
        step("constructor", [a], [b], children=["b"]),
        step("show p'", [b], [c], children=["c"]),
        step("exact h", [c]),
    )
    assert [text for text in words(drawn(tree)) if "⊢" in text] == ["⊢ p ∧ q", "left: ⊢ p", "⊢ p'"]


def test_a_box_shows_the_steps_own_text_whole_where_a_bracket_stays_open() -> None:
    def outer(text: str, inner: str) -> str:
        start = len(text[: text.index(inner)].encode())
        child = step(inner, [goal("b", "b")], start=start)
        run = GoalChange((goal("a"),), (), spawned=("b",))
        whole = ProofStep(0, len(text.encode()), text, "k", "e", False, (run,), (child,))
        return drawn(proof(whole)).findtext(f"{SVG}g/{SVG}text") or ""

    assert outer("have hb : b := by\n  simp", "simp") == "have hb : b"
    assert outer("exact ⟨hp, by simp⟩", "simp") == "exact ⟨hp, by simp⟩"


def test_texts_are_escaped_and_cut() -> None:
    text = "exact ⟨fun x => x < 1 & \"y\", '</text><script>'⟩ \x07\u202e" + "x" * 500
    image = drawn(proof(step(text, [goal("a", "<" * 300)])))
    (shown, target) = (t for t in words(image) if t.startswith(("exact", "⊢")))
    assert shown.startswith('exact ⟨fun x => x < 1 & "y"')
    assert shown.endswith("…")
    assert target.endswith("<…")
    assert image.find(f".//{SVG}script") is None
    (box,) = boxes(image)
    assert box[2] - box[0] < 400


@settings(max_examples=30)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_makes_a_whole_file(tactic: str, target: str) -> None:
    image = drawn(proof(step(tactic, [goal("a", target)]), statement=target))
    assert len(boxes(image)) == 1


@given(st.text(max_size=60), st.integers(2, 40))
def test_a_cut_text_has_one_line_and_fits(text: str, columns: int) -> None:
    done = cut(text, columns)
    assert cell_len(done) <= columns
    assert len(done.splitlines()) <= 1


def test_the_file_needs_nothing_from_elsewhere() -> None:
    text = picture(have())
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"href|url\(|@import|<script|<image", text)
    assert "prefers-color-scheme: dark" in text


def test_the_statement_stands_above_without_its_comment() -> None:
    statement = "/-- Says\nsomething. -/\ntheorem t (p : Prop) :\n    p → p"
    shown = words(drawn(proof(step("exact id", [goal("a")]), statement=statement)))
    assert shown[:3] == ["t", "theorem t (p : Prop) :", "p → p"]


def test_what_did_nothing_is_counted_and_left_out() -> None:
    idle = ProofStep(30, 34, "simp", "k", "", False, (), ())
    shown = words(drawn(proof(step("rfl", [goal("a")]), idle)))
    assert "simp" not in shown
    assert any(line.endswith("left out: 1 tactic that did nothing") for line in shown)


def test_a_proof_without_steps_has_a_picture() -> None:
    image = drawn(proof())
    assert boxes(image) == []
    assert "0 steps · depth 0 · width 0 · 0 effective goals" in words(image)


def many(size: int) -> ProofTree:
    """A main line of `have`s, each shown in one step."""
    line = [goal(f"m{i}") for i in range(size + 1)]
    steps = []
    for index in range(size):
        fact = goal(f"f{index}", f"x = {index}")
        after = line[index + 1]
        steps.append(
            step(
                f"have h{index} : x = {index} := by simp",
                [line[index]],
                [after],
                children=[after.id],
                spawned=[fact.id],
            )
        )
        steps.append(step("simp", [fact]))
    return proof(*steps)


def test_no_two_boxes_overlap_and_all_lie_on_the_page() -> None:
    image = drawn(many(60), "f3")
    found = boxes(image)
    assert len(found) == 120
    assert not any(overlaps(one, other) for one, other in combinations(found, 2))
    width, height = (float(image.get(key, "")) for key in ("width", "height"))
    assert all(x >= 0 and y >= 0 and right <= width and low <= height for x, y, right, low in found)


def test_two_thousand_steps_are_drawn_in_no_time() -> None:
    tree = many(1_000)
    started = time.perf_counter()
    text = picture(tree)
    assert time.perf_counter() - started < 3
    assert text.count("<g>") == 2_000
