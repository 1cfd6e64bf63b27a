"""The generator: classification by tables, what is registered, and what is left out and why."""

from __future__ import annotations

from typing import Any

import pytest

from tools.lean.embedded import classify, generate, locate, objects
from tools.lean.embedded.symbols import Symbol, mangle


def _node(name: str, first: list[Any]) -> list[Any]:
    return [objects.NODE, name.split("."), 1024, first]


def _render(*descriptors: list[Any], functions: tuple[str, ...] = ()) -> generate.Generated:
    found = {mangle(tuple(descriptor[1])): descriptor for descriptor in descriptors}
    symbols = [Symbol(name, 0, 8, is_data=False) for name in functions]
    return generate.render(symbols, found)


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Lean.Parser.Tactic.apply", "tactic"),
        ("Lean.Parser.Tactic.tacticTrivial", "tactic"),
        ("Lean.Parser.Tactic.rcasesPat.one", "rcasesPat"),
        ("Lean.Parser.Tactic.Conv.lhs", "conv"),
        ("Lean.Parser.Attr.simp", "attr"),
        ("Lean.calc", "term"),
        ("Lean.cdot", "tactic"),
        ("term_∧_", "term"),
        ("stx_<|>_", "stx"),
        ("Lean.binderPred>_", "binderPred"),
        ("Lean.guardMsgsCmd", "command"),
        ("Std.Time.termDate(_)", None),
        ("Lean.somethingNew", None),
    ],
)
def test_categories(name: str, category: str | None) -> None:
    found, reason = classify.categorize(tuple(name.split(".")))
    assert found == category
    assert bool(reason) == (category is None)


def test_a_descriptor_is_bound_and_registered() -> None:
    text = _render(_node("Lean.Parser.Tactic.apply", [5, "apply"])).syntax
    assert '@[extern "l_Lean_Parser_Tactic_apply"] opaque Lean.Parser.Tactic.apply' in text
    assert "attribute [tactic_parser] Lean.Parser.Tactic.apply" in text


def test_left_recursion_is_left_out_with_its_reason() -> None:
    looping = _node("Lean.Parser.Tactic.loops", [objects.CATEGORY, ["tactic"], 0])
    generated = _render(looping)
    assert "loops" not in generated.syntax
    assert "recurse" in generated.skipped["Lean.Parser.Tactic.loops"]


def test_a_macro_needs_its_syntax() -> None:
    function = "l_Lean_Parser_Tactic___aux__Init__Tactics______macroRules__{}__1"
    known = function.format("Lean__Parser__Tactic__rwSeq")
    unknown = function.format("Lean__Parser__Tactic__nothing")
    generated = _render(
        _node("Lean.Parser.Tactic.rwSeq", [5, "rw"]), functions=(known, unknown, known + "___boxed")
    )
    assert "attribute [macro Lean.Parser.Tactic.rwSeq]" in generated.syntax
    assert generated.syntax.count("attribute [macro") == 1
    name = "Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_nothing_1"
    assert "not registered" in generated.skipped[name]


def test_the_real_library_yields_the_known_syntax() -> None:
    library = locate.find_library()
    assert library is not None
    generated = generate.generate(library)
    for line in (
        "attribute [tactic_parser] Lean.Parser.Tactic.omega",
        "attribute [term_parser] «term_∧_»",
        "attribute [term_parser] «term∃_,_»",
        "attribute [tactic_parser] Lean.Parser.Tactic.obtain",
    ):
        assert line in generated.syntax
    assert generated.syntax.count("_parser]") > 400
    assert generated.syntax.count("attribute [macro") > 250
    assert all(generated.skipped.values())
