"""Reading the InfoTree's text: Lean's own, and text made to be difficult."""

from __future__ import annotations

from tools.lean.infotree import OPTION, parse_info_tree, read_info_trees
from tools.lean.lean import Lean
from tools.lean.printed_goals import Goal, parse_goals
from tools.lean.source import Source

FILE = Source("""theorem swap (é q : Prop) (h : é ∧ q) : q ∧ é := by
  constructor
  · exact h.2
  · exact h.1
""")

OUTLINE = """[Elab.info] \n\
  • [Command] @ ⟨1, 0⟩-⟨4, 13⟩ @ Lean.Elab.Command.elabDeclaration
    • [Term] fun x =>
        x + 1 : Nat →
      Nat @ ⟨1, 21⟩-⟨1, 25⟩ @ Lean.Elab.Term.elabApp
    • [Tactic] @ ⟨2, 2⟩-⟨2, 13⟩ @ Lean.Elab.Tactic.evalConstructor
      (Tactic.constructor "constructor"
       "before")
      before \n\
      case a
      case : Nat
      h : p ∧
          q
      ⊢ q ∧
          p
      case b
      ⊢ p
      after no goals
      • [Term] h @ ⟨2, 2⟩†-⟨2, 3⟩†
          • [not a node] of its own
      • [Something new that no version had yet]
        with text
"""


def test_lean_s_own_tree(lean: Lean) -> None:
    run = lean.run(FILE.text, (f"{OPTION}=true",))
    nodes = [node for tree in read_info_trees(run.messages, FILE) for node in tree.walk()]
    tactics = {
        FILE.slice(node.start, node.end): node
        for node in nodes
        if node.kind == "Tactic" and node.syntax_kind in ("Tactic.constructor", "Tactic.exact")
    }
    assert set(tactics) == {"constructor", "exact h.2", "exact h.1"}
    constructor = tactics["constructor"]
    assert constructor.elaborator.endswith("evalConstructor")
    assert constructor.before == (Goal("", ("é q : Prop", "h : é ∧ q"), "q ∧ é"),)
    assert [goal.case for goal in constructor.after] == ["left", "right"]
    assert tactics["exact h.2"].after == ()
    assert any(node.kind == "Term" and node.content == "h.left : é" for node in nodes)


def test_difficult_text() -> None:
    (command,) = parse_info_tree(OUTLINE, FILE)
    assert (command.kind, command.start, command.end) == ("Command", 0, len(FILE.data) - 1)
    term, tactic = command.children
    assert term.content.split() == ["fun", "x", "=>", "x", "+", "1", ":", "Nat", "→", "Nat"]
    assert term.elaborator == "Lean.Elab.Term.elabApp"
    assert tactic.syntax_kind == "Tactic.constructor"
    first, second = tactic.before
    assert first.case == "a"
    assert first.hypotheses == ("case : Nat", "h : p ∧\n    q")
    assert first.target == "q ∧\n    p"
    assert (second.case, second.target) == ("b", "p")
    assert tactic.after == ()
    synthetic, new = tactic.children
    assert synthetic.synthetic
    assert not synthetic.children
    assert new.kind == "Something new that no version had yet"
    assert (new.start, new.end) == (-1, -1)


def test_columns_are_code_points_and_offsets_bytes() -> None:
    (node,) = parse_info_tree("  • [Term] é @ ⟨1, 14⟩-⟨1, 15⟩", FILE)
    assert FILE.slice(node.start, node.end) == "é"
    assert node.end - node.start == 2


def test_goals_print_as_lean_prints_them() -> None:
    goal = Goal("inl", ("p q : Prop", "h : p"), "p")
    assert str(goal) == "case inl\np q : Prop\nh : p\n⊢ p"
    assert parse_goals(str(goal).split("\n")) == (goal,)


def test_deep_trees_are_read_without_recursion() -> None:
    depth = 3000
    text = "\n".join(" " * (2 * level) + "• [Term] x @ ⟨1, 0⟩-⟨1, 1⟩" for level in range(depth))
    (root,) = parse_info_tree(text, FILE)
    assert sum(1 for _ in root.walk()) == depth
