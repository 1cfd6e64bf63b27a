"""A proof's text before Lean reads it: what is refused there, and what is not by accident."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tools.lean.first_look import hidden

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.lean"))

REFUSED = [
    (":= pq\x00", "control character U+0000"),
    (":= pq\x0c", "control character U+000C"),
    (":= pq -- \x1b[2J", "control character U+001B"),
    (":= pq\x85", "control character U+0085"),
    (":= pq -- \u202e", "direction-changing character U+202E (RIGHT-TO-LEFT OVERRIDE)"),
    (":= pq /- \u2066 -/", "direction-changing character U+2066"),
    (":= p\u200bq", "invisible character U+200B (ZERO WIDTH SPACE)"),
    (":= «p\u200dq»", "invisible character U+200D"),
    (":=\u00a0pq", "invisible character U+00A0"),
    (":= «p\u3164»", "invisible character U+3164"),
    (":= «p\ufe0f»", "invisible character U+FE0F"),
    (":= pq\ufeff", "invisible character U+FEFF"),
    (":= pq\u2029", "line-breaking character U+2029"),
    (":= pq\u2028", "line-breaking character U+2028"),
    (":= «\ue000»", "private-use character U+E000"),
    (":= «\U000e0fff»", "unassigned character U+E0FFF"),
    (":= pq\ud800", "broken character U+D800"),
    (":= by exact «p\u0430»", "U+0430 (CYRILLIC SMALL LETTER A), which looks like another one"),
    (":= «\u0430»", "U+0430"),
    (":= fun p\u03bf => p\u03bf", "U+03BF (GREEK SMALL LETTER OMICRON)"),
    (":= fun \u0391 => \u0391", "U+0391 (GREEK CAPITAL LETTER ALPHA)"),
    (":= Nat.\u039dat", "U+039D"),
    (":= fun \u212a => \u212a", "U+212A (KELVIN SIGN)"),
    (":= fun \u2126 => \u2126", "U+2126 (OHM SIGN)"),
    (":= fun h\u0131 => h\u0131", "U+0131"),
    (":= «\uff48»", "U+FF48"),
    (":= pq /- ", "ends inside"),
    (":= pq /-- doc -", "ends inside"),
    (':= f "', "ends inside"),
    (':= f r#"a"', "ends inside"),
    (":= «p", "ends inside"),
    (":= pq\n/-- of the next one -/", "documentation of something else"),
    (":= pq\n/-- of the next one -/ -- comment", "documentation of something else"),
    (":= pq\nend A", "`end`"),
    (":= by run_tac pure ()", "`run_tac`"),
    (":= by_elab pure x", "`by_elab`"),
    (":= pq\nmacro_rules | `(x) => `(y)", "`macro_rules`"),
    (":= pq\n#eval! 1", "`#eval!`"),
    (":= pq\n#print axioms pq", "`#print`"),
    (":= by native_decide", "`native_decide`"),
    (":= pq\naxiom bad : False", "`axiom`"),
    (":= pq\nattribute [simp] pq", "`attribute`"),
    (":= let rec @[simp] x : P := pq; x", "`@[`"),
    (":= pq\nnotation x => y", "`notation`"),
    (":= by sorry", "`sorry`"),
    (":= by\n  first | admit | trivial", "`admit`"),
    (':= s!"{sorry}"', "`sorry`"),
    (":= by decide +native", "`native`"),
    (":= by decide (config := { native := true })", "`native`"),
    (":= by set_option debug.skipKernelTC true in decide", "`set_option`"),
    (":= set_option «debug».«skipKernelTC» true in pq", "`set_option`"),
    # What Lean cannot read as a string or a character, it passes over; the rest is code.
    (":= pq '/- theorem evil : True := trivial -- -/", "`theorem`"),
    (':= pq \'"\ntheorem evil : True := trivial --"', "`theorem`"),
    (':= pq "\\q\ndef evil := 1 --"', "`def`"),
    (':= pq f!"{ /-" -/ }"\ndef evil := 1 --"', "`def`"),
    (':= pq 0xr"\\"\ndef evil := 1 -- "', "`def`"),
    # Lean takes `/-/-` for one beginning of a comment, not for two.
    (":= /-/- -/ sorry -- -/", "`sorry`"),
    (":= pq /-/-/ sorry", "`sorry`"),
]
ALLOWED = [
    ":= fun h => h.elab.end",
    ":= by exact notation' syntax₁ macro! instance?",
    ":= «sorry»",
    ":= by exact native' h.native",
    ":= (f x).prefix",
    ":= List.prefix.section h.export",
    ':= pq -- no sorry, no axiom, «, ", /-',
    ":= pq /- sorry /- #print -/ axiom -/",
    ':= f "sorry /-"',
    ':= f r#"sorry " /-"#',
    ":= f '\"' '«'",
    ":= by aesop (add unsafe 50% apply foo)",
    ":= by open Nat in trivial",
    ":= by simp [#[1, 2], 5#8]",
    ":= fun α β γ δ ε hα hν hρ hι ω Γ Δ Ω ℕ ℝ 𝓝 𝔸 x₁ xᵢ é => ⟨λ x ↦ x, ∑ i ∈ s, f i • x⁻¹⟩",
    ":= «имя» «ΑΒΓ» «名»",
    "where\n  left := a\n  right := b",
    ":= by\n\texact pq",
]


def look(value: str, original: str = ":= pq", file: str = "") -> str | None:
    return hidden(value, original, file or original)


@pytest.mark.parametrize(("value", "why"), REFUSED)
def test_what_is_refused(value: str, why: str) -> None:
    assert why in (look(value) or "nothing")


@pytest.mark.parametrize("value", ALLOWED)
def test_what_is_not(value: str) -> None:
    assert look(value) is None


@pytest.mark.parametrize(
    "value", [value for value, why in REFUSED if "ends" not in why and "documentation" not in why]
)
def test_what_the_original_has_is_allowed(value: str) -> None:
    never = "sorry" in value or "admit" in value
    assert (look(value, value) is None) is not never


WORDS = """
abbrev attribute axiom builtin_initialize by_elab class coinductive declare_syntax_cat def deriving
elab elab_rules end example export import inductive infix infixl infixr initialize instance macro
macro_rules mutual namespace native_decide notation opaque postfix prefix run_cmd run_elab run_meta
run_tac section simproc structure syntax theorem universe variable sorry admit #check #check_failure
#discr_tree_key #eval #eval! #exit #guard #guard_expr #guard_msgs #print #reduce #synth #where
#with_exporting
"""


@pytest.mark.parametrize("word", re.findall(r"\S+", WORDS))
def test_each_word(word: str) -> None:
    assert look(f":= pq\n{word} x") == f"the proof uses `{word}`"
    assert look(f":= pq.{word} «{word}» {word}'") is None or word.startswith("#")


# What is a comment for the lexer need not be one for Lean: `\/-` and `//-` begin none.
CODE = (
    "attribute by_elab elab extern implemented_by macro macro_rules notation opaque run_tac syntax"
)


@pytest.mark.parametrize("word", [*CODE.split(), "@[", "#eval"])
def test_what_runs_code_is_refused_in_comments_and_strings_too(word: str) -> None:
    for text in (f":= pq -- {word} x", f":= pq /- {word} x -/", f':= f "{word} x"'):
        assert look(text) == f"the proof uses `{word}`"


def test_other_words_may_stand_in_comments() -> None:
    assert look(":= pq -- by the theorem above, for instance at the end") is None


def test_a_letter_is_known_by_the_whole_file_and_a_hidden_character_is_not() -> None:
    letter, hidden_one = ":= fun \u0391 => \u0391", ":= pq -- \u202e"
    assert look(letter, file="variable (\u0391 : Prop)") is None
    assert look(hidden_one, file=hidden_one) is not None


def test_no_character_stops_the_look() -> None:
    for code in range(0, sys.maxunicode + 1, 31):
        look(f":= «a{chr(code)}»")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_hide_nothing(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    proofs = "\n".join(line for line in lines if line.startswith(("  ", "|")))
    assert look(proofs) is None
