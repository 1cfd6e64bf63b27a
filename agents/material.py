"""What a model can be told of one theorem: gathered once, rendered by :mod:`agents.scaffold`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import structlog

from agents.channels import Channels
from agents.cutting import state_lines
from storage.keys import content_key
from tools.errors import LeanCrashed, LeanKilled
from tools.lean.proof_tree import ProofTreeTooLarge
from tools.lean.scope import in_force
from tools.lean.source import Source
from tools.lean.states import chain_of_states
from tools.lean.structure.context import Entry
from tools.lean.verdict import SUGGESTION, Rejected

if TYPE_CHECKING:
    from agents.runtime import RunContext
    from storage.records import AttemptRecord

_log = structlog.get_logger(__name__)

CONTEXT_TOKENS = 4_000
"""Tokens (of four characters) of declarations that are gathered; a prompt may hold fewer."""


@dataclass(frozen=True)
class Aim:
    """A metric that is to become better."""

    name: str
    description: str
    """One sentence, for a metric that has no file among the prompts."""
    value: float | None = None
    """Of the current proof, if it has one."""


@dataclass(frozen=True)
class Material:
    """One theorem, one proof of it, and what is known of both. Texts of Lean are whole lines."""

    name: str
    """Full name."""
    statement: str
    """The declaration up to its value."""
    proof: str
    """The declaration with the proof that is to be made better; Lean accepts it."""
    aims: tuple[Aim, ...]
    """At least one, what counts most first."""
    objective: str = ""
    """How the metrics are combined, as the user wrote it; empty for a single one."""
    header: str = ""
    """Imports, and what else above the theorem says what its names mean (``variable`` …)."""
    context: tuple[Entry, ...] = ()
    """What the theorem rests on, the nearest first."""
    states: str = ""
    """``proof`` with the goals after each tactic as comments on lines of their own."""
    regions: tuple[tuple[int, int], ...] = ()
    """First and last line of the parts of ``proof`` worth attacking, from 0; none: all of it."""
    sketch: str = ""
    """Claim and steps in words."""
    notes: tuple[str, ...] = ()
    """Of the critic, oldest first."""
    diagnostics: tuple[str, ...] = ()
    """What Lean said of rejected attempts, the most telling first."""
    symbolic: str = ""
    """The declaration with the best proof that a search found."""
    skeleton: str = ""
    """The declaration with the holes that are to be filled."""
    miss: str = ""
    """The declaration with the rejected proof that is to be mended."""
    original: str = ""
    """The declaration with its original proof, where ``proof`` is another one."""
    instruction: str = ""
    """What the user of a chat says, in words."""


def gather(
    context: RunContext,
    attempt: AttemptRecord | None,
    *,
    channels: Channels,
    regions: Sequence[tuple[int, int]] = (),
) -> Material:
    """The material about a verified attempt of a search; about the original proof for ``None``.

    ``regions`` are byte ranges of the attempt's text. Only what open channels need is asked of
    Lean: the proof tree for the states (two runs, kept by the scorer), and once for each file its
    names (two runs; a theorem's context is stored). What Lean cannot tell is left out. The sketch,
    notes, diagnostics and others come from elsewhere: put them in with
    :func:`dataclasses.replace`.

    Raises :class:`tools.errors.LeanUnavailable`.
    """
    problem = context.problem
    view = context.view_of(attempt)
    values = context.original_values
    if attempt is not None:
        key = problem.verdict_key(attempt.proof)
        values = context.values_for([key]).get(key, {})
    wanted = context.scorer.wanted
    metrics = context.scorer.metrics
    commands = [command.syntax for command in context.analysis.commands]
    found = Material(
        name=problem.name,
        statement=problem.statement,
        proof=view.text.text,
        aims=tuple(Aim(name, metrics[name].description, values.get(name)) for name in wanted),
        objective="" if context.objective.text == wanted[0] else context.objective.text,
        header=in_force(problem.source, commands, problem.declaration.command.start),
        regions=tuple(_lines(view.text, start, end) for start, end in regions),
        original="" if attempt is None else problem.text,
    )
    if channels.states and (tree := context.scorer.tree(problem, view)) is not None:
        states = chain_of_states(problem.splice(found.proof), tree)
        namespace = problem.declaration.namespace
        found = replace(found, states=_shortened(found.proof, states, namespace))
    if channels.context:
        found = replace(found, context=_context(context))
    return found


def remarks(verdict: Rejected, candidate: str) -> tuple[str, ...]:
    """What Lean said of a rejected declaration when it was screened, each with the line meant."""
    lines = candidate.split("\n")
    return tuple(
        f"line {one.line}, `{lines[one.line - 1].strip()}`: {one.text.strip()}"
        if 0 < one.line <= len(lines)
        else one.text.strip()
        for one in verdict.diagnostics
        if one.severity != SUGGESTION
    )


def _shortened(proof: str, states: str, namespace: str) -> str:
    """A chain of states with the names of the open namespace as the proof would write them."""
    if not namespace:
        return states
    prefix = re.compile(rf"(?<![\w.«]){re.escape(namespace)}\.(?=[^\W\d]|«)")
    return "\n".join(
        line
        for one in state_lines(proof, states, ())
        for line in (one.line, *(prefix.sub("", comment) for comment in one.comments))
    )


def _lines(text: Source, start: int, end: int) -> tuple[int, int]:
    return text.position(start).line - 1, text.position(end).line - 1


def _context(context: RunContext) -> tuple[Entry, ...]:
    """What the theorem with its original proof rests on: the same in all rounds, so that a
    server's prefix cache is of use; stored by content."""
    problem = context.problem
    key = content_key("context slice", problem.key, str(CONTEXT_TOKENS))
    stored: list[dict[str, Any]] | None = context.repository.structure(key)
    if stored is None:
        try:
            found = context.names.slice(problem.declaration, CONTEXT_TOKENS)
        except LeanKilled:
            raise  # without it, the same prompt would be another one
        except (ProofTreeTooLarge, LeanCrashed) as error:
            _log.warning("context", theorem=problem.name, why=str(error))
            return ()
        stored = [asdict(entry) for entry in found.entries]
        context.repository.store_structure(key, "context", stored)
    return tuple(Entry(**entry) for entry in stored)
