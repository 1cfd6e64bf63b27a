"""What a proof may not hold: on Lean's own parse, and on trees of what this Lean cannot parse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.lean import gate
from tools.lean.analysis import Analysis, analyse
from tools.lean.lean import Lean
from tools.lean.raw_syntax import OPTIONS
from tools.lean.source import Source
from tools.lean.syntax import ATOM, IDENT, NULL, Syntax

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.lean"))
BARE = ":= trivial"

REFUSED = [
    (":= by run_tac do pure ()", "runs a program"),
    (":= by_elab do pure ()", "runs a program"),
    (":= unsafe trivial", "`unsafe` term"),
    (":= by native_decide", "kernel does not check (`native_decide`)"),
    (":= by bv_decide", "kernel does not check (`bv_decide`)"),
    (":= by decide +native", "kernel does not check (`native`)"),
    (":= by decide (native := true)", "kernel does not check (`native`)"),
    (":= by decide (config := { native := true })", "kernel does not check (`native`)"),
    (":= by stop trivial", "skips the rest"),
    (':= have := include_str "x"; trivial', "reads another file"),
    (':= idbg "x"; trivial', "talks to another process"),
    (":= by sleep 10; trivial", "waits"),
    (":= with_decl_name% other (by trivial)", "declares something"),
    (":= private_decl% trivial", "declares something"),
    (':= by trace "x"; trivial', "prints"),
    (":= by trace_state; trivial", "prints"),
    (':= by dbg_trace "x"; trivial', "prints"),
    (':= dbg_trace "x"; trivial', "prints"),
    (":= (Lean.ofReduceBool a b rfl).elim", "uses ofReduceBool"),
    (":= open Lean renaming ofReduceBool → fine in fine a b rfl", "uses ofReduceBool"),
    (":= «lcProof»", "uses lcProof"),
    (":= sorryAx _ false", "uses sorryAx"),
    (":= by exact (dbgTraceVal 1).elim", "uses dbgTraceVal"),
    (":= have := `(1 + 1); trivial", "quotes syntax"),
    (":= have := `(tactic| simp); trivial", "quotes syntax"),
    (":= have := $x; trivial", "quotes syntax"),
    (":= have := `(command| axiom x : False); trivial", "quotes syntax"),
    (":= by simp (maxSteps := 1 + 1)", "computes the setting"),
    (":= by simp (config := { maxSteps := f 1 })", "computes the setting"),
    (":= by simp (config := (dbg 1; {}))", "computes the setting"),
    (":= by simp (config := (fun _ => {}) 1)", "computes the setting"),
    (":= by omega (config := by exact {})", "computes the setting"),
    (":= by set_option maxRecDepth 10 in trivial", "sets the option maxRecDepth"),
    (":= by grind => set_option maxRecDepth 10 in finish", "sets the option maxRecDepth"),
    (":= by grind => set_config (splits := f 1) in finish", "computes the setting"),
    (":= set_option «maxRec».Depth 10 in trivial", "sets the option maxRec.Depth"),
]
NEVER = [
    (":= by exact (by skip; sorry)", "sorry"),
    (":= by admit", "sorry"),
    (":= by grind => sorry", "sorry"),
    (":= have : 1 = 2 := sorry; trivial", "sorry"),
    (":= by grind => set_option debug.skipKernelTC true in finish", "debug.skipKernelTC"),
    (":= set_option debug.skipKernelTC true in trivial", "debug.skipKernelTC"),
]
ALLOWED = [
    ":= by open Nat in open Nat (succ) in open scoped Nat in exact trivial",
    ":= open Nat hiding succ in trivial",
    ":= by letI : Inhabited Nat := ⟨0⟩; haveI := 1; infer_instance",
    ":= by simp (config := { decide := true, maxSteps := 100 }) only [foo, *] at h ⊢",
    ":= by simp +arith -zeta (maxSteps := 5)",
    ":= by omega (config := {})",
    ":= by omega (splits := some 4)",
    ":= by omega (config := .fast)",
    ":= by decide +kernel",
    ":= by decide -native",
    ":= by simp (disch := first | assumption | omega) [foo]",
    ":= f (config := 1 + 1)",
    ":= by apply foo (config := g 1)",
    ":= panic! (toString 1)",
    ":= have := (`Nat, ``Nat); trivial",
    ":= by exact stop.trace sorry' x.native",
    ":= by rcases h with ⟨stop, eval⟩; exact stop",
    "where\n  left := trivial\n  right := trivial",
    "| 0 => trivial\n  | n + 1 => t n\ntermination_by n => n\ndecreasing_by all_goals simp_all",
    ':= have := s!"{1} sorry"; trivial -- sorry',
    ":= by conv => lhs; rw [foo]",
    ":= calc\n  a = b := by rw [h]\n  _ = c := ‹_›",
]


def parse(lean: Lean, values: list[str]) -> dict[str, Syntax]:
    """Each value as Lean parses it, whatever it elaborates to."""
    text = "".join(f"theorem t : P\n  {value}\n\n" for value in values)
    run = lean.run(text, (*OPTIONS, "maxErrors=0", "maxHeartbeats=1", "Elab.async=false"))
    found = Analysis(Source(text), run.messages).declarations
    trees = [declaration.value for declaration in found if declaration.value is not None]
    assert len(trees) == len(values)
    return dict(zip(values, trees, strict=True))


@pytest.fixture(scope="module")
def trees(lean: Lean) -> dict[str, Syntax]:
    return parse(lean, [BARE, *ALLOWED, *(value for value, _ in [*REFUSED, *NEVER])])


@pytest.mark.parametrize(("value", "why"), [*REFUSED, *NEVER])
def test_what_has_no_place_in_a_proof_is_refused(
    trees: dict[str, Syntax], value: str, why: str
) -> None:
    assert why in (gate.objection(trees[BARE], trees[value]) or "nothing")


@pytest.mark.parametrize("value", [value for value, _ in REFUSED])
def test_what_the_original_has_is_allowed(trees: dict[str, Syntax], value: str) -> None:
    assert gate.objection(trees[value], trees[value]) is None


@pytest.mark.parametrize(("value", "why"), NEVER)
def test_what_the_original_has_is_allowed_with_exceptions(
    trees: dict[str, Syntax], value: str, why: str
) -> None:
    assert why in (gate.objection(trees[value], trees[value]) or "nothing")


@pytest.mark.parametrize("value", ALLOWED)
def test_honest_proofs_pass(trees: dict[str, Syntax], value: str) -> None:
    tree = trees[value]
    assert tree.end - tree.start == len(value.partition(" -- ")[0].encode()), "parsed in full"
    assert gate.objection(trees[BARE], tree) is None


def test_an_option_of_the_original_keeps_its_value(lean: Lean) -> None:
    own = ":= set_option maxRecDepth 1 in a"
    other, again = own.replace("1", "2"), own.replace("in a", "in b")
    trees = parse(lean, [own, other, again])
    assert "maxRecDepth" in (gate.objection(trees[own], trees[other]) or "")
    assert gate.objection(trees[own], trees[again]) is None


def test_what_may_disturb_others(trees: dict[str, Syntax]) -> None:
    disturbing = [value for value, _ in REFUSED if gate.disturbs(trees[BARE], trees[value])]
    assert disturbing == [
        value
        for value, why in REFUSED
        if why in ("runs a program", "computes the setting") or "axiom" in value
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_need_no_pardon(lean: Lean, trees: dict[str, Syntax], path: Path) -> None:
    analysis, _ = analyse(lean, Source(path.read_text(encoding="utf-8")))
    for declaration in analysis.declarations:
        if declaration.value is not None:
            assert gate.objection(trees[BARE], declaration.value) is None


def atom(value: str) -> Syntax:
    return Syntax(ATOM, 0, 1, (), value)


def ident(value: str) -> Syntax:
    return Syntax(IDENT, 0, 1, (), value)


def node(kind: str, *children: Syntax) -> Syntax:
    return Syntax(kind, 0, 1, children)


SUM = node("«term_+_»", node("num", atom("1")), atom("+"), node("num", atom("1")))
STRUCTURE = node("Term.structInst", atom("{"), node(NULL), atom("}"))


@pytest.mark.parametrize(
    ("tree", "why"),
    [
        (node("Mathlib.Tactic.Conv.runConv", atom("run_conv")), "runs a program"),
        (node("Mathlib.Meta.evalTerm", atom("eval%"), ident("x")), "runs a program"),
        (node("Tactic.bvTrace", atom("bv_decide?")), "bv_decide?"),
        (node("Tactic.bvCheck", atom("bv_check"), node("str", atom('"x"'))), "bv_check"),
        (node("Tactic.config", atom("("), atom("config"), atom(":="), SUM, atom(")")), "computes"),
        (
            node("Aesop.clause", atom("("), atom("simp_config"), atom(":="), SUM, atom(")")),
            "computes",
        ),
        (node("Term.quot", atom("`("), atom(")")), "quotes"),
        (node("Qq.quot", atom("q("), atom(")")), "quotes"),
        (node("term.pseudo.antiquot", atom("$"), ident("x")), "quotes"),
        (node("Command.declaration", atom("axiom")), "holds a command"),
        (node("Command.initialize", atom("initialize")), "holds a command"),
        (node("Term.attributes", atom("@["), ident("simp"), atom("]")), "@[ simp ]"),
    ],
)
def test_what_this_lean_does_not_parse(tree: Syntax, why: str) -> None:
    wrapped = node("Term.byTactic", atom("by"), node(NULL, tree))
    assert why in (gate.objection(atom("x"), wrapped) or "nothing")
    assert gate.objection(wrapped, wrapped) is None


@pytest.mark.parametrize(
    "tree",
    [
        node("Tactic.config", atom("("), atom("config"), atom(":="), STRUCTURE, atom(")")),
        node("Aesop.add", atom("("), atom("add"), atom("unsafe"), SUM, ident("foo"), atom(")")),
        node("Command.openSimple", ident("Nat")),
    ],
)
def test_what_this_lean_does_not_parse_and_is_harmless(tree: Syntax) -> None:
    assert gate.objection(atom("x"), node(NULL, tree)) is None


@pytest.mark.parametrize(
    "name",
    [
        *("sorryAx", "ofReduceBool", "ofReduceNat", "trustCompiler", "lcProof", "lcUnreachable"),
        *("lcAny", "unsafeCast", "unsafeIO", "unsafeEIO", "unsafeBaseIO", "ptrAddrUnsafe"),
        *("dbgTrace", "dbgTraceVal", "dbgTraceIfShared", "dbgSleep", "dbgStackTrace"),
    ],
)
def test_constants_that_cheat(name: str) -> None:
    for spelled in (name, f"Lean.{name}", f"«{name}»", f"A.B.«{name}»"):
        tree = node("Term.app", ident("foo"), node(NULL, ident(spelled)))
        assert name in (gate.objection(atom("x"), tree) or "nothing")
    longer = node("Term.app", ident("foo"), node(NULL, ident(f"{name}'"), ident(f"{name}.x")))
    assert gate.objection(atom("x"), longer) is None


@pytest.mark.parametrize(
    "word", ["exact?", "simp?", "simp?!", "simp_all?", "rw??", "hint", "polyrith"]
)
def test_searches(word: str) -> None:
    found = node("Tactic.some", atom(word), ident("x"))
    tree = node(NULL, node("Tactic.exact", atom("exact"), ident("exact?")), found)
    assert gate.searches(atom("x"), tree) == (found,)
    assert gate.searches(tree, tree) == ()
