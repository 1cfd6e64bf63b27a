"""The tactics that may close a whole goal, and how to find out which of them this Lean has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tools.lean.messages import Message

SEARCH = "exact?"
"""Lean's own search for a term that closes the goal."""


@dataclass(frozen=True)
class Closer:
    """A tactic that may close a goal by itself."""

    tactic: str
    goal: str
    """A statement that it proves wherever it exists."""
    chance: float
    """How often it closes the goal of a small block, by experience."""
    lemma_chance: float = 0.0
    """The same for ``tactic [lemma, …]``; 0 where that means nothing."""


PORTFOLIO: tuple[Closer, ...] = (
    Closer("rfl", "∀ a : Nat, a = a", 0.05),
    Closer("simp_all", "∀ p : Prop, p → p ∧ True", 0.5, lemma_chance=0.4),
    Closer("grind", "∀ p q : Prop, p → (p → q) → q", 0.6, lemma_chance=0.5),
    Closer("omega", "∀ a b : Nat, a < b → a + 1 ≤ b", 0.35),
    Closer("simp", "∀ p : Prop, p ∧ True ↔ p", 0.1, lemma_chance=0.18),
    Closer("assumption", "∀ p : Prop, p → p", 0.03),
    Closer("decide", "2 + 2 = 4", 0.02),
    Closer("contradiction", "∀ p : Prop, p → ¬p → False", 0.04),
    Closer("simp [*]", "∀ p : Prop, p → p ∧ True", 0.35),
    Closer("trivial", "True", 0.08),
    # Never the last word: what it finds takes its place and is judged anew.
    Closer(SEARCH, "Nat.succ 1 ≠ 0", 0.2),
    Closer("aesop", "∀ p q : Prop, p ∧ q → q ∧ p", 0.6),
    Closer("linarith", "∀ a b : Nat, a < b → a ≤ b", 0.3),
    Closer("norm_num", "(2 : Nat) + 2 = 4", 0.15, lemma_chance=0.15),
    Closer("ring", "∀ a b : Nat, a * b = b * a", 0.2),
)
"""In the order in which they are tried where they promise the same; the chances of those that the
embedded Lean has were counted on the examples."""

_BY_TACTIC = {closer.tactic: closer for closer in PORTFOLIO}


def closer(tactic: str) -> Closer:
    """The portfolio's entry for a tactic; one that the user added counts as a mere hope."""
    return _BY_TACTIC.get(tactic) or Closer(tactic, "True", 0.2)


@dataclass(frozen=True)
class Probe:
    """A text for one run of Lean that shows which tactics exist, and where to look."""

    text: str
    lines: tuple[tuple[str, int], ...]
    """Each tactic with the line (from 1) on which Lean confirms it."""


def make_probe(header: str = "") -> Probe:
    """The probe for files that begin with ``header`` (their imports)."""
    lines = [*header.rstrip("\n").split("\n"), "namespace BurnishProbe"]
    places = []
    for index, entry in enumerate(PORTFOLIO):
        intros = "intros; " if entry.goal.startswith("∀") else ""
        lines.append(f"theorem probe_{index} : {entry.goal} := by {intros}{entry.tactic}")
        lines.append(f"#print axioms probe_{index}")
        places.append((entry.tactic, len(lines)))
    lines += ["end BurnishProbe", ""]
    return Probe("\n".join(lines), tuple(places))


def read_probe(probe: Probe, messages: Iterable[Message]) -> tuple[str, ...]:
    """The tactics that this Lean has: those whose example checked and was confirmed by name."""
    confirmed: set[int] = set()
    refused: set[int] = set()
    for message in messages:
        line = message.start.line
        if message.severity == "error":
            refused.update((line, line + 1))
        elif "depend" in message.text and "sorryAx" not in message.text:
            confirmed.add(line)
    return tuple(tactic for tactic, line in probe.lines if line in confirmed - refused)
