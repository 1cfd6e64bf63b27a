"""Whatever a model writes, it is read as a proof or as nothing, and nothing is ever raised."""

from __future__ import annotations

import json
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.lean.analysis import analyse
from tools.lean.check import check
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.llm.reading import (
    NoteAnswer,
    ProofAnswer,
    SkeletonAnswer,
    SketchAnswer,
    Unreadable,
    read_note,
    read_proof,
    read_skeleton,
    read_sketch,
)

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
STATEMENT = "/-- Both ways round. -/\n@[simp] theorem swap {p q : Prop} (h : p ∧ q) :\n    q ∧ p "
NAME = "Examples.swap"


def proof(text: str, original: str = "") -> str:
    """The value that is read, or the reason why there is none behind a ``!``."""
    answer = read_proof(text, name=NAME, statement=STATEMENT, original=original)
    return answer.value if isinstance(answer, ProofAnswer) else f"!{answer.reason}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<proof>by simp [h]</proof>", ":= by simp [h]"),
        ("<proof>:= by simp [h]</proof>", ":= by simp [h]"),
        ("<proof>\n⟨h.2, h.1⟩\n</proof>", ":= ⟨h.2, h.1⟩"),
        ("<proof>by\n  simp [h]\n</proof>", ":= by\n  simp [h]"),
        ("<proof>\n    by\n      simp [h]\n  </proof>", ":= by\n  simp [h]"),
        ("<proof>  constructor\n  · exact h.2\n  · exact h.1</proof>",
         ":= by\n  constructor\n  · exact h.2\n  · exact h.1"),
        ("<proof>have x := h.1\nexact ⟨h.2, x⟩</proof>",
         ":= by\n  have x := h.1\n  exact ⟨h.2, x⟩"),
        ("<proof>have x := h.1\n⟨h.2, x⟩</proof>", ":=\n  have x := h.1\n  ⟨h.2, x⟩"),
        ("<proof>by constructor\n   exact h.2\n   exact h.1</proof>",
         ":=\n  by constructor\n     exact h.2\n     exact h.1"),
        ("<proof>\r\nby\r\n  simp [h]\r\n</proof>", ":= by\n  simp [h]"),
        ("<proof>:= by constructor\n      exact h.2\n      exact h.1</proof>",
         ":=\n  by constructor\n     exact h.2\n     exact h.1"),
        ("<proof>\nby\n\tconstructor\n\t· exact h.2\n\t· exact h.1</proof>",
         ":= by\n    constructor\n    · exact h.2\n    · exact h.1"),
        ("<proof>linear_combination 2 * h</proof>", ":= by\n  linear_combination 2 * h"),
        ("<PROOF>by simp [h]</Proof >", ":= by simp [h]"),
        ("<proof>by\n  simp [h] -- that\n  -- is all\n</proof>", ":= by\n  simp [h]"),
    ],
)  # fmt: skip
def test_a_bare_proof(text: str, value: str) -> None:
    assert proof(text) == value


@pytest.mark.parametrize(
    "declaration",
    [
        f"{STATEMENT}:= by simp [h]",
        "theorem swap {p q : Prop} (h : p ∧ q) : q ∧ p := by simp [h]",
        "lemma Examples.swap {p q:Prop} (h : p∧q)  -- as before\n : q ∧ p := by simp [h]",
        "@[simp]\ntheorem _root_.Examples.swap {p q : Prop} (h : p ∧ q) : q ∧ p := by simp [h]",
        "/-- Anything. -/ theorem swap {p q : Prop} (h : p ∧ q) : q ∧ p /- so -/ := by simp [h]",
    ],
)
def test_a_whole_declaration(declaration: str) -> None:
    assert proof(f"<proof>\n{declaration}\n</proof>") == ":= by simp [h]"


def test_other_forms_of_a_value() -> None:
    head = "theorem swap {p q : Prop} (h : p ∧ q) : q ∧ p"
    where = "where\n  left := h.2\n  right := h.1"
    assert proof(f"<proof>{head} {where}</proof>") == where
    assert proof("<proof>| h => ⟨h.2, h.1⟩</proof>") == "| h => ⟨h.2, h.1⟩"


@pytest.mark.parametrize(
    "statement", ["theorem t : (n : Nat) → 0 + n = n\n  ", "theorem t : (n : Nat) → 0 + n = n "]
)
@pytest.mark.parametrize("head", ["", "theorem t : (n : Nat) → 0 + n = n\n  "])
def test_alternatives_stand_below_each_other(statement: str, head: str, lean: Lean) -> None:
    code = f"{head}| 0 => rfl\n  | n + 1 => by\n    have := t n\n    omega"
    answer = read_proof(f"<proof>\n  {code}\n</proof>", name="t", statement=statement)
    assert isinstance(answer, ProofAnswer)
    assert answer.value == "| 0 => rfl\n| n + 1 => by\n  have := t n\n  omega"
    declaration = answer.behind(statement)
    assert declaration.startswith(f"{statement}| 0 => rfl\n")
    analysis, _ = analyse(lean, Source(declaration))
    (report,) = check(lean, analysis)
    assert report.verdict.kind == "verified", report


def test_the_statement_that_stands_before_a_proof_is_the_original_one() -> None:
    answer = read_proof("<proof>by simp [h]</proof>", name=NAME, statement=STATEMENT)
    assert isinstance(answer, ProofAnswer)
    assert answer.behind(STATEMENT) == f"{STATEMENT}:= by simp [h]"


@pytest.mark.parametrize(
    "text",
    [
        "I put it in <proof> tags.\n<proof>by rfl</proof> First try.\n<proof>by simp</proof>",
        "Between <proof> and </proof>: <proof>by simp</proof>",
        "<proof>by rfl</proof><proof>by simp</proof> and then <proof>by deci",
        "<proof>by simp</proof> as asked. </proof>",
        "<proof>\n<proof>by simp</proof>\n</proof>",
        "<proof>by rfl <proof>by dsimp</proof> </proof> no: <proof>by simp</proof>",
        "<proof>\n```lean\nby simp\n```\n</proof>",
        "<proof>\n```lean4\n  by simp\n```</proof>",
        "<proof>```by simp```</proof>",
        "<proof>```lean by simp```</proof>",
        "<proof>```lean\nby simp\n</proof>",
        "<proof>by simp\n```</proof>",
        "<proof>Here it is:\n```lean\nby simp\n```\nIt is short.</proof>",
    ],
)
def test_the_last_complete_tag_counts(text: str) -> None:
    assert proof(text) == ":= by simp"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("  \n ", "is empty"),
        ("The proof is by simp.", "has no <proof> in it"),
        ("```lean\nby simp\n```", "has no <proof> in it"),
        ("<proof>by simp", "has a <proof> that never ends"),
        ("by simp</proof>", "has an end of <proof> but no beginning"),
        ("<proof>by <proof>simp</proof></proof>", "has one <proof> inside another"),
        ("<proof></proof>", "is empty"),
        ("<proof>-- nothing\n/- at all -/</proof>", "holds nothing but comments"),
        ("<proof>by simp /- [h]</proof>", "ends inside of a comment, a string or a quoted name"),
        ('<proof>by simp "</proof>', "ends inside of a comment, a string or a quoted name"),
        ("<proof>```lean\nby simp\n```\n```lean\nby rfl\n```</proof>",
         "has several blocks of code in the tag"),
        ("<proof>by simp\n```\nby rfl</proof>",
         "has half a Markdown fence in the middle of the text"),
        ("<proof>by ```simp``` end</proof>", "has a Markdown fence in the middle of a line"),
        ("<proof>theorem other : True := trivial</proof>", "is about another theorem (`other`)"),
        ("<proof>theorem</proof>", "is about another theorem (``)"),
        ("<proof>theorem swap : True := trivial</proof>", "changed the statement"),
        ("<proof>theorem swap {p q : Prop} (h : p ∧ q) : q ∧ p ∨ True := by simp</proof>",
         "changed the statement"),
        ("<proof>theorem swap {p q : Prop} (h : p ∧ q ∧ False) : q ∧ p := by simp</proof>",
         "changed the statement"),
        ("<proof>@[ext] theorem swap {p q : Prop} (h : p ∧ q) : q ∧ p := by simp</proof>",
         "changed the statement"),
        ("<proof>theorem swap {p q : Prop} (h : p ∧ q) : q ∧ p</proof>",
         "states the theorem without a proof"),
        ("<proof>example : True := trivial</proof>", "has another command (`example`)"),
        ("<proof>import Mathlib\ntheorem swap : True := by simp</proof>",
         "has another command (`import`)"),
        ("<proof>axiom cheat : False\ntheorem swap : True := by simp</proof>",
         "has another command (`axiom`)"),
        ("<proof>by simp\n\n#eval 1</proof>", "has another command (`#eval`)"),
        ("<proof>by\n  set_option maxHeartbeats 0 in\n  simp</proof>",
         "has another command (`set_option`)"),
        ("<proof>by simp\n\nopen Nat</proof>", "has another command (`open`)"),
        ("<proof>by simp\nlemma more : True := trivial</proof>", "has another command (`lemma`)"),
        ("<proof>by simp\0</proof>", "has the control character U+0000 (no name)"),
        ("<proof>by simp\x1b[2J</proof>", "has the control character U+001B (no name)"),
        ("<proof>by\rsimp</proof>", "has the control character U+000D (no name)"),
        ("<proof>by simp \u202e</proof>",
         "has the direction-changing character U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("<proof>by simp \ud800</proof>", "has the broken character U+D800 (no name)"),
        ("<proof>by simp\u200b</proof>", "has the invisible character U+200B (ZERO WIDTH SPACE)"),
        (f"<proof>by simp -- {'x' * 70_000}</proof>", "is longer than 64 KiB"),
        ("x" * 1_100_000 + "<proof>by simp</proof>", "is longer than a million characters"),
        ("<proof>" * 1001, "has more than 1000 tags"),
    ],
)  # fmt: skip
def test_no_proof(text: str, reason: str) -> None:
    assert proof(text) == f"!{reason}"


def test_what_only_looks_like_a_command() -> None:
    value = "by\n  -- import nothing\n  open Nat in\n  simp [h.end, «axiom», section']"
    assert proof(f"<proof>{value}</proof>") == f":= {value}"


def test_a_command_that_the_original_has() -> None:
    value = "by\n  set_option maxRecDepth 2000 in\n  simp"
    assert proof(f"<proof>{value}</proof>", original=f":= {value}") == f":= {value}"


def test_the_value_is_what_lean_takes_for_the_proof(lean: Lean) -> None:
    answers = [
        "by\nconstructor\n· exact h.2\n· exact h.1",
        "by constructor\n   exact h.2\n   exact h.1",
        "constructor\n· exact h.2\n· exact h.1",
        "have x := h.1\n⟨h.2, x⟩",
        "-- the halves change places\nby\n  exact ⟨h.2, h.1⟩",
        "theorem swap {p q : Prop} (h : p ∧ q) : q ∧ p where\n  left := h.2\n  right := h.1",
    ]
    texts = []
    for index, code in enumerate(answers):
        answer = read_proof(f"<proof>\n{code}\n</proof>", name=NAME, statement=STATEMENT)
        assert isinstance(answer, ProofAnswer)
        texts.append(f"namespace N{index}\n{answer.behind(STATEMENT)}\nend N{index}\n")
    analysis, _ = analyse(lean, Source("\n".join(texts)))
    assert [r.verdict.kind for r in check(lean, analysis)] == ["verified"] * len(answers)


def test_every_example_is_read_back(lean: Lean) -> None:
    read = 0
    for path in (EXAMPLES / "Logic.lean", EXAMPLES / "Order.lean", EXAMPLES / "Relations.lean"):
        source = Source(path.read_text(encoding="utf-8"))
        for declaration in analyse(lean, source)[0].declarations:
            if not declaration.is_theorem or declaration.value is None:
                continue
            start, middle = declaration.start, declaration.value.start
            statement, value = source.slice(start, middle), source.slice(middle, declaration.end)
            body = source.slice(declaration.body.start, declaration.end)
            indented = textwrap.indent(statement + value, "    ")
            for code in (value, statement + value, body, indented, f"```lean\n{body}\n```"):
                answer = read_proof(
                    f"<proof>\n{code}\n</proof>", name=declaration.name, statement=statement
                )
                assert answer == ProofAnswer(value), declaration.name
                read += 1
    assert read >= 75


def skeleton(value: str) -> SkeletonAnswer | Unreadable:
    return read_skeleton(f"<skeleton>{value}</skeleton>", name=NAME, statement=STATEMENT)


def test_a_skeleton_knows_its_holes() -> None:
    answer = skeleton(
        "by\n  have a : p := sorry -- sorry\n  have b : q := by\n    sorry\n  simp [*]"
    )
    assert isinstance(answer, SkeletonAnswer)
    assert [answer.value[at : at + 5] for at in answer.holes] == ["sorry", "sorry"]
    assert answer.holes[0] < answer.value.index("-- sorry") < answer.holes[1]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("by\n  have a : p := h.1\n  simp", "has no `sorry` to be filled"),
        ("by sorry", "states no step between the theorem and its holes"),
        ("by\n" + "  have : p := sorry\n" * 25, "has more than 24 holes"),
        ("theorem other : True := sorry", "is about another theorem (`other`)"),
    ],
)
def test_no_skeleton(value: str, reason: str) -> None:
    assert skeleton(value) == Unreadable(reason)


def test_a_sketch() -> None:
    text = (
        "<sketch>\n**Claim:** the halves of a pair\nchange places.\nSteps:\n1. Take the second.\n"
    )
    answer = read_sketch(text + "   It comes first.\n- Take the first.\n</sketch>")
    assert answer == SketchAnswer(
        "the halves of a pair change places.",
        ("Take the second. It comes first.", "Take the first."),
    )
    assert isinstance(answer, SketchAnswer)
    assert answer.text == (
        "Claim: the halves of a pair change places.\n"
        "1. Take the second. It comes first.\n2. Take the first."
    )
    assert read_sketch(f"<sketch>{answer.text}</sketch>") == answer


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Just words.", "has no <sketch> in it"),
        ("<sketch>Just words.</sketch>", "has no list of steps"),
        ("<sketch>- \x00</sketch>", "has the control character U+0000 (no name)"),
        (f"<sketch>- {'x' * 20_000}</sketch>", "is longer than 16 KiB"),
    ],
)
def test_no_sketch(text: str, reason: str) -> None:
    assert read_sketch(text) == Unreadable(reason)


@pytest.mark.parametrize(
    "text",
    [
        '{"note": "try omega", "veto": "no", "reason": ""}',
        '<review>{"note": "try omega", "veto": false, "reason": null}</review>',
        '```json\n{"note": "try  omega", "veto": "No."}\n```',
        "<review><note>try\nomega</note><veto>no</veto></review>",
        "<note>try omega</note> <veto> No </veto> <reason>none</reason>",
    ],
)
def test_a_note(text: str) -> None:
    assert read_note(text) == NoteAnswer("try omega", False, "")


def test_a_veto_has_a_reason() -> None:
    vetoed = {"note": "", "veto": "yes", "reason": "one line of 300 characters"}
    assert read_note(json.dumps(vetoed)) == NoteAnswer("", True, "one line of 300 characters")
    assert read_note(json.dumps({**vetoed, "reason": " "})) == Unreadable(
        "has a veto without a reason"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "does not say whether it is a veto"),
        ("It is good. I approve.", "does not say whether it is a veto"),
        ('{"note": "good", "veto": "approved"}', "does not say whether it is a veto"),
        ('{"note": 1, "veto": "no"}', "has neither a note nor a veto"),
        ('{"note": "\\ud800", "veto": "no"}', "has neither a note nor a veto"),
        ("[" * 9000 + "{" + "[" * 5000 + "}", "does not say whether it is a veto"),
        ('{"note": ' + "9" * 9000 + "}", "does not say whether it is a veto"),
    ],
)
def test_no_note(text: str, reason: str) -> None:
    assert read_note(text) == Unreadable(reason)


PIECES = st.sampled_from(
    [
        "<proof>", "</proof>", "<skeleton>", "</skeleton>", "<sketch>", "</sketch>", "<review>",
        "</review>", "<note>", "</note>", "<veto>", "</veto>", "```", "```lean\n", "\n", "  ", "\t",
        "theorem", " swap", " {p q : Prop} (h : p ∧ q)", " : q ∧ p", ":=", " by", " simp", "@[",
        "]", "sorry", "have x : p := ", "/-", "-/", "--", '"', 's!"{', "}", "«", "»", "| ", "·",
        "import", "#eval", "{", "- step", '"veto": "no"', "yes", "\0", "\r", "\ud800", "\u202e",
        STATEMENT,
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=30).map("".join),
)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_has_a_reading(text: str) -> None:
    for tag in ("", "proof", "skeleton", "sketch", "review"):
        answer = f"<{tag}>{text}</{tag}>" if tag else text
        read = read_proof(answer, name=NAME, statement=STATEMENT)
        assert isinstance(read, ProofAnswer | Unreadable)
        if isinstance(read, ProofAnswer):
            assert read.value.startswith((":=", "|", "where"))
            assert read.value == read.value.rstrip()
            assert not set(read.value) & {"\0", "\r", "\ud800", "\u202e"}
        holes = read_skeleton(answer, name=NAME, statement=STATEMENT)
        assert isinstance(holes, SkeletonAnswer | Unreadable)
        assert isinstance(read_sketch(answer), SketchAnswer | Unreadable)
        note = read_note(answer)
        assert isinstance(note, Unreadable) or note.reason or not note.veto


@pytest.mark.parametrize(
    "text",
    [
        "<proof>" * 480 + "</proof><proof></proof>" * 240 + " " * 900_000,
        "<proof>" + " " * 65_000 + "</proof>",
        "<proof>" + "```\n" * 16_000 + "</proof>",
        "<proof>" + "a.«" * 20_000 + "</proof>",
        "<proof>" + '"' * 65_001 + "</proof>",
        "<proof>" + "/-" * 32_000 + "</proof>",
        "<proof>by simp [" + "(" * 60_000 + "</proof>",
        "<" * 1_000_000,
        "</proof" + " " * 1_000_000,
        "<proof" * 170_000,
    ],
    ids=range(10),
)
def test_no_text_takes_long(text: str) -> None:
    begun = time.process_time()
    for read in (read_proof, read_skeleton):
        read(text, name=NAME, statement=STATEMENT)
    read_sketch(text)
    read_note(text)
    assert time.process_time() - begun < 5
