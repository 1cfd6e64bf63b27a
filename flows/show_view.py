"""How `burnish show` looks: the tree of tactics with their goals, then the chain of states."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console
from rich.rule import Rule
from rich.text import Text
from rich.tree import Tree

from flows.showing import Shown, ShownProof
from tools.lean.states import DEFAULT_LIMITS, Limits, sequent
from tools.lean.structure.goals import Goal
from tools.lean.structure.heads import head_and_labels
from tools.lean.structure.tree import GoalChange, ProofStep

_GOAL_LINES = 6
_INDENT = 4
"""Columns that each level of the tree takes."""
_LEAST_WIDTH = 40
_SOLVED = "✓"


def print_shown(console: Console, shown: Shown) -> None:
    """All proofs, each under a rule with its name and place."""
    for index, proof in enumerate(shown.proofs):
        if index:
            console.print()
        title = f"{proof.tree.name or 'example'}  {shown.path}:{proof.line}"
        console.print(Rule(Text(title), align="left"))
        _print_proof(console, shown, proof)


def _print_proof(console: Console, shown: Shown, proof: ShownProof) -> None:
    for message in proof.errors:
        place = f"{shown.path}:{message.start}: {message.severity}: "
        console.print(Text(place + message.text.strip(), style="red"), soft_wrap=True)
    statement = textwrap.dedent(proof.tree.statement)
    tree = Tree(Text(statement, style="bold"), guide_style="dim")
    steps = proof.tree.steps
    if any(step.is_term for step in steps):
        tree.add(Text("a term, without tactics of its own", style="dim"))
        steps = tuple(child for step in steps for child in step.children)
    for step in steps:
        _add(tree, step, console.width - _INDENT)
    console.print(tree)
    if steps:
        console.print()
        limits = Limits(width=min(max(console.width, _LEAST_WIDTH), DEFAULT_LIMITS.width))
        console.print(_dimmed(proof.states(limits)), soft_wrap=True)


def _add(parent: Tree, step: ProofStep, width: int, label: str = "") -> None:
    """One step: its head, what became of the goals, and the steps inside it."""
    head, labels = head_and_labels(step)
    if step.is_combinator and len(step.children) == 1:
        _add(parent, step.children[0], width, f"{label} {head.strip('(')}".strip())
        return
    text = Text(f"{label} " if label else "", style="cyan")
    text.append(head, style="cyan" if step.is_combinator else "default")
    if step.is_combinator and step.children:
        pass  # the steps inside say what happens
    elif not step.runs:
        text.append("   never ran", style="dim")
    else:
        for line in _outcome(step, max(width, _LEAST_WIDTH)):
            text.append("\n" + line, style="dim")
    branch = parent.add(text)
    for group_label, group in _groups(step.children, labels):
        if len(group) == 1:
            _add(branch, group[0], width - _INDENT, group_label)
            continue
        inner = branch.add(Text(group_label, style="cyan")) if group_label else branch
        for child in group:
            _add(inner, child, width - _INDENT * (2 if group_label else 1))


def _groups(steps: Sequence[ProofStep], labels: Sequence[str]) -> list[tuple[str, list[ProofStep]]]:
    """Steps by the branch that they stand in: a label counts until the next one."""
    groups: list[tuple[str, list[ProofStep]]] = []
    for step, label in zip(steps, labels, strict=True):
        if label or not groups:
            groups.append((label, []))
        groups[-1][1].append(step)
    return groups


def _outcome(step: ProofStep, width: int) -> list[str]:
    """The goals that the step left of the one it worked on; equal runs are told once."""
    told: list[list[str]] = []
    for run in step.runs:
        if run.after == run.before:
            lines = ["no change"]
        else:
            lines = [line for goal in _left(run) for line in sequent(goal, width, _GOAL_LINES)]
            lines = lines or ([] if step.children else [_SOLVED])
        if lines not in told:
            told.append(lines)
    return [line for lines in told for line in lines]


def _left(run: GoalChange) -> list[Goal]:
    """What a run made of the first goal, with only what it brought or changed."""
    known = {hypothesis for goal in run.before[:1] for hypothesis in goal.hypotheses}
    cases = {goal.case for goal in run.before[:1]}
    return [
        replace(
            goal,
            case="" if goal.case in cases else goal.case,
            hypotheses=tuple(h for h in goal.hypotheses if h not in known),
        )
        for goal in run.after
        if goal not in run.before[1:]
    ]


def _dimmed(states: str) -> Text:
    """The chain of states, its comments dimmed."""
    text = Text()
    for line in states.splitlines(keepends=True):
        text.append(line, style="dim" if line.lstrip().startswith("-- ") else "")
    return text
