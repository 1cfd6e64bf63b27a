"""What `burnish judge` says of a verdict that Lean's kernel could not stand behind."""

from __future__ import annotations

import io

from rich.console import Console

from flows.judge_view import print_judged
from flows.judging import Judged
from tools.lean.candidates import Candidate
from tools.lean.verdict import Verdict, Verified


def shown(verdict: Verdict) -> tuple[str, str]:
    judged = Judged(Candidate("c.lean", "h", ":= h", 1, 0, 1, 0), "t", verdict)
    console = Console(width=80, file=io.StringIO(), record=True)
    print_judged(console, judged)
    return console.export_text(), judged.reason


def test_a_caveat_is_said() -> None:
    text, reason = shown(Verified(("propext",), 0.5, "rests on the gate alone"))
    assert text.startswith("✓ c.lean  verified  axioms: propext  0.500 s\n")
    assert "    Lean accepted it in the whole file" in text
    assert reason.endswith("the proof rests on the gate alone")


def test_without_one_a_line_is_enough() -> None:
    text, _ = shown(Verified((), 0.5))
    assert text == "✓ c.lean  verified  axioms: none  0.500 s\n"
