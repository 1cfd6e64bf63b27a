"""Proof trees as plain JSON data, and back.

``SCHEMA`` describes the form. Goals and hypotheses are written once and referred to by id, so the
data is no larger than the states that differ. Steps lie in one another as the tactics do, but no
deeper than readers of JSON can follow: what lies deeper is put in a list of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tools.errors import BurnishError
from tools.lean.structure.goals import Goal, Hypothesis
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree

VERSION = 3
"""Rises whenever the form changes."""

_NESTED = 100
"""How deep steps lie in one another before the next is put in ``deeper``."""
_TEXTS = {"type": "array", "items": {"type": "string"}}
_RUN = ("closed", "children", "spawned", "introduced", "constants", "locals")


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


_TEXT, _NUMBER, _FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A proof tree of Burnish",
    **_object(
        version={"const": VERSION},
        name=_TEXT,
        start=_NUMBER,
        end=_NUMBER,
        statement=_TEXT,
        statement_constants=_TEXTS,
        used=_TEXTS,
        readable=_FLAG,
        unread=_TEXTS,
        hypotheses={
            "type": "array",
            "items": _object(
                name=_TEXT, id=_TEXT, type=_TEXT, value={"type": ["string", "null"]},
                is_accessible=_FLAG,
            ),
        },
        goals={
            "type": "array",
            "items": _object(id=_TEXT, case=_TEXT, hypotheses={"type": "array", "items": _NUMBER},
                             target=_TEXT, conversion=_FLAG),
        },
        steps={"type": "array", "items": {"$ref": "#/$defs/step"}},
        deeper={"type": "array", "items": {"$ref": "#/$defs/step"}},
    ),
    "$defs": {
        "step": _object(
            start=_NUMBER, end=_NUMBER, text=_TEXT, kind=_TEXT, elaborator=_TEXT,
            combinator=_FLAG, term=_FLAG,
            runs={
                "type": "array",
                "items": _object(before=_TEXTS, after=_TEXTS, **dict.fromkeys(_RUN, _TEXTS)),
            },
            children={"type": "array", "items": {"anyOf": [_NUMBER, {"$ref": "#/$defs/step"}]}},
        )
    },
}  # fmt: skip
"""The JSON schema of :func:`tree_to_json`; in a goal, hypotheses are indices, and a child
that is a number is one of ``deeper``."""


def tree_to_json(tree: ProofTree) -> dict[str, Any]:
    """The tree as data that :func:`tree_from_json` reads."""
    places: dict[Hypothesis, int] = {}
    goals = [
        {
            "id": goal.id,
            "case": goal.case,
            "hypotheses": [places.setdefault(h, len(places)) for h in goal.hypotheses],
            "target": goal.target,
            "conversion": goal.is_conversion,
        }
        for goal in tree.goals.values()
    ]
    steps, deeper = _steps_to_json(tree.steps)
    return {
        "version": VERSION,
        "name": tree.name,
        "start": tree.start,
        "end": tree.end,
        "statement": tree.statement,
        "statement_constants": list(tree.statement_constants),
        "used": sorted(tree.used),
        "readable": tree.is_readable,
        "unread": list(tree.unread),
        "hypotheses": [
            {"name": h.name, "id": h.id, "type": h.type, "value": h.value,
             "is_accessible": h.is_accessible}
            for h in places
        ],
        "goals": goals,
        "steps": steps,
        "deeper": deeper,
    }  # fmt: skip


def tree_from_json(data: dict[str, Any]) -> ProofTree:
    """The tree that was written; raises :class:`BurnishError` for another version's data."""
    if data.get("version") != VERSION:
        raise BurnishError(
            f"This proof tree has version {data.get('version')!r}; this Burnish reads {VERSION}."
        )
    hypotheses = [Hypothesis(**record) for record in data["hypotheses"]]
    goals = {
        record["id"]: Goal(
            record["id"],
            record["case"],
            tuple(hypotheses[index] for index in record["hypotheses"]),
            record["target"],
            record["conversion"],
        )
        for record in data["goals"]
    }
    return ProofTree(
        name=data["name"],
        start=data["start"],
        end=data["end"],
        statement=data["statement"],
        steps=_steps_from_json(data["steps"], data["deeper"], goals),
        used=frozenset(data["used"]),
        is_readable=data["readable"],
        statement_constants=tuple(data["statement_constants"]),
        unread=tuple(data["unread"]),
    )


def _steps_to_json(roots: Sequence[ProofStep]) -> tuple[list[Any], list[Any]]:
    """The outermost steps with those inside them, and those that lie too deep."""
    top: list[Any] = []
    deeper: list[Any] = []
    stack = [(step, top, 0) for step in reversed(roots)]
    while stack:
        step, siblings, depth = stack.pop()
        record = _step_to_json(step)
        if depth == _NESTED:
            siblings.append(len(deeper))
            deeper.append(record)
            depth = 0
        else:
            siblings.append(record)
        stack.extend((child, record["children"], depth + 1) for child in reversed(step.children))
    return top, deeper


def _steps_from_json(
    top: list[Any], deeper: list[Any], goals: dict[str, Goal]
) -> tuple[ProofStep, ...]:
    def inside(record: Any) -> list[Any]:
        return [deeper[child] if isinstance(child, int) else child for child in record["children"]]

    order = list(top)
    for record in order:
        order.extend(inside(record))
    done: dict[int, ProofStep] = {}
    for record in reversed(order):  # from the leaves up
        children = tuple(done.pop(id(child)) for child in inside(record))
        done[id(record)] = _step_from_json(record, children, goals)
    return tuple(done[id(record)] for record in top)


def _step_to_json(step: ProofStep) -> dict[str, Any]:
    """Without its children."""
    return {
        "text": step.text,
        "kind": step.kind,
        "elaborator": step.elaborator,
        "combinator": step.is_combinator,
        "term": step.is_term,
        "start": step.start,
        "end": step.end,
        "runs": [
            {
                "before": [goal.id for goal in run.before],
                "after": [goal.id for goal in run.after],
                **{field: list(getattr(run, field)) for field in _RUN},
            }
            for run in step.runs
        ],
        "children": [],
    }


def _step_from_json(
    data: dict[str, Any], children: tuple[ProofStep, ...], goals: dict[str, Goal]
) -> ProofStep:
    return ProofStep(
        start=data["start"],
        end=data["end"],
        text=data["text"],
        kind=data["kind"],
        elaborator=data["elaborator"],
        is_combinator=data["combinator"],
        is_term=data["term"],
        runs=tuple(
            GoalChange(
                tuple(goals[i] for i in run["before"]),
                tuple(goals[i] for i in run["after"]),
                **{field: tuple(run[field]) for field in _RUN},
            )
            for run in data["runs"]
        ),
        children=children,
    )
