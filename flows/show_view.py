"""How `burnish show` looks: the tree of tactics with their goals, the chain of states, JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rich.console import Console
from rich.rule import Rule
from rich.text import Text
from rich.tree import Tree

from flows.context_view import context_object, context_text
from flows.output import visible
from flows.showing import Shown, ShownProof
from tools.lean.states import DEFAULT_LIMITS, Limits, sequent
from tools.lean.structure.goals import Goal
from tools.lean.structure.heads import head_and_labels
from tools.lean.structure.tree import GoalChange, ProofStep

_GOAL_LINES = 6
_COMPLAINT = 160
"""Characters of an error that are shown."""
_INDENT = 4
"""Columns that each level of the tree takes."""
_LEAST_WIDTH = 40
_SOLVED = "✓"


@dataclass(frozen=True)
class Parts:
    """What is shown of each proof."""

    tree: bool = False
    states: bool = False
    context: bool = False


def as_object(shown: Shown) -> dict[str, Any]:
    """The answer as one JSON object."""
    return {
        "file": str(shown.path),
        "lean": shown.lean,
        "proofs": [_proof_object(proof) for proof in shown.proofs],
        "seconds": shown.seconds,
    }


def _proof_object(proof: ShownProof) -> dict[str, Any]:
    record = {
        **proof.tree.to_json(),
        "line": proof.line,
        "states": proof.states(),
        "diagnostics": [message.to_json() for message in proof.errors],
    }
    return record if proof.context is None else {**record, "context": context_object(proof.context)}


def print_shown(console: Console, shown: Shown, parts: Parts) -> None:
    """All proofs, each under a rule with its name and place."""
    for index, proof in enumerate(shown.proofs):
        if index:
            console.print()
        title = f"{proof.tree.name or 'example'}  {shown.path}:{proof.line}"
        console.print(Rule(Text(title), align="left"))
        if not proof.checks:
            told = _complaint(shown, proof)
            console.print(Text(told, style="red"), soft_wrap=True)
        for number, piece in enumerate(_pieces(console, proof, parts)):
            if number:
                console.print()
            console.print(piece, soft_wrap=isinstance(piece, Text))


def _complaint(shown: Shown, proof: ShownProof) -> str:
    """Why a proof does not check, where, and what to do about it."""
    name = proof.tree.name or "the example"
    if not proof.errors:
        return f"{shown.path}:{proof.line}: {name} does not check: its proof has a `sorry`."
    first = proof.errors[0]
    said = visible(" ".join(first.text.split()))
    told = said if len(said) <= _COMPLAINT else f"{said[: _COMPLAINT - 2]} …"
    more = len(proof.errors) - 1
    others = f", and {more} more error{'s' * (more > 1)}" if more else ""
    return (
        f"{shown.path}:{first.start}: {name} does not check: {told}{others}. It is shown as far as "
        f"Lean came; `burnish check {shown.path}` tells the errors in full."
    )


def _pieces(console: Console, proof: ShownProof, parts: Parts) -> Iterator[Tree | Text]:
    """The parts of one proof that were asked for."""
    if parts.tree:
        yield _tree(proof, console.width - _INDENT)
    has_tactics = any(not step.is_term for step in proof.tree.walk())
    # The states of a proof without tactics are its text, which the tree has told already.
    if parts.states and (has_tactics or not parts.tree):
        limits = Limits(width=min(max(console.width, _LEAST_WIDTH), DEFAULT_LIMITS.width))
        yield _dimmed(proof.states(limits))
    if proof.context is not None and parts.context:
        yield context_text(proof.context)


def _tree(proof: ShownProof, width: int) -> Tree:
    statement = textwrap.dedent(proof.tree.statement)
    tree = Tree(Text(statement, style="bold"), guide_style="dim")
    steps = proof.tree.steps
    if any(step.is_term for step in steps):
        tree.add(Text("a term, without tactics of its own", style="dim"))
        steps = tuple(child for step in steps for child in step.children)
    for step in steps:
        _add(tree, step, width)
    return tree


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
