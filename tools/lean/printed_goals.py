"""Goals as Lean prints them, read back: in a trace, in the InfoTree, in an answer of the server."""

from __future__ import annotations

from dataclasses import dataclass

_TURNSTILE = "⊢"
_CONVERSION = "| "
"""Stands for the turnstile in a goal of `conv`."""
_CASE = "case "
NO_GOALS = "no goals"
"""What Lean prints where there are none."""


@dataclass(frozen=True)
class Goal:
    """One goal as Lean prints it."""

    case: str
    """The goal's tag; empty if it has none."""
    hypotheses: tuple[str, ...]
    """One entry a line of Lean's (``p q : Prop``); continuation lines are joined to it."""
    target: str
    """What is to be shown, without the ``⊢``; in ``conv``, the term that is rewritten."""
    is_conversion: bool = False
    """Whether it is a goal of ``conv``."""

    def __str__(self) -> str:
        lines = [f"{_CASE}{self.case}"] if self.case else []
        mark = _CONVERSION if self.is_conversion else f"{_TURNSTILE} "
        return "\n".join([*lines, *self.hypotheses, f"{mark}{self.target}"])


def parse_goals(lines: list[str]) -> tuple[Goal, ...]:
    """Goals from the lines of Lean's own printing, all without their common indentation."""
    goals: list[Goal] = []
    case, hypotheses, target, is_conversion = "", list[str](), list[str](), False

    def finish() -> None:
        nonlocal case, hypotheses, target, is_conversion
        if target:
            goals.append(Goal(case, tuple(hypotheses), "\n".join(target), is_conversion))
        case, hypotheses, target, is_conversion = "", [], [], False

    for line in lines:
        if not line.strip() or line.strip() == NO_GOALS:
            continue
        if line.startswith(" "):  # goes on the line before
            if target:
                target.append(line)
            elif hypotheses:
                hypotheses[-1] += "\n" + line
            continue
        if target:
            finish()
        if line.startswith((_TURNSTILE, _CONVERSION)):
            is_conversion = line.startswith(_CONVERSION)
            target = [line.removeprefix(_TURNSTILE).removeprefix(_CONVERSION).strip()]
        elif line.startswith(_CASE) and not hypotheses and " : " not in line:
            case = line.removeprefix(_CASE).strip()
        else:
            hypotheses.append(line)
    finish()
    return tuple(goals)
