"""Formal skeletons of the model: stated steps with holes, checked before they are filled."""

from __future__ import annotations

from dataclasses import replace

import structlog

from agents.asking import Call, ask
from agents.modelling import Modelling
from agents.runtime import RunContext
from agents.scaffold import structurer_prompt
from agents.state import State
from agents.telling import Teller
from storage.keys import content_key
from tools.lean.skeleton import Skeleton, check_skeleton
from tools.llm.reading import Unreadable, read_skeleton

_log = structlog.get_logger(__name__)
_ASKED = 4
"""How many skeletons are asked for; the first that elaborates is taken."""
_SECONDS = 30.0
"""That Lean may take for one, as for a candidate that is screened; what stands above the theorem
may take twice what it took before."""


def make(state: State, context: RunContext, modelling: Modelling) -> str:
    """The storage key of a skeleton that elaborates with its holes open; empty if none does.

    Raises as :func:`agents.asking.ask`.
    """
    number = state["rounds"] + 1
    key = content_key("skeleton", context.session, context.problem_id, str(number))
    stored = context.repository.structure(key)
    if stored is not None:
        return key if stored["declaration"] else ""
    teller = Teller(state, context, modelling)
    rendered = teller.render(structurer_prompt, teller.parent())
    if rendered is None:
        return ""
    sampling = modelling.sampling_of(context.problem_id, "skeleton", number)
    told = ask(
        context,
        modelling,
        Call("structurer", "skeleton", number, rendered, replace(sampling, n=_ASKED)),
        lambda text: read_skeleton(
            text,
            name=context.problem.name,
            statement=context.problem.statement,
            original=context.problem.original,
        ),
    )
    statement = context.problem.statement
    read = [one.read.behind(statement) for one in told if not isinstance(one.read, Unreadable)]
    for declaration in dict.fromkeys(read):
        context.pause_if_spent()
        found = check_skeleton(
            context.lean, context.problem, declaration, seconds=_seconds(context)
        )
        if isinstance(found, Skeleton):
            value = {"declaration": declaration, "states": found.states}
            context.repository.store_structure(key, "skeleton", value)
            return key
        _log.debug("skeleton", theorem=context.problem.name, why=found.reason)
    context.repository.store_structure(key, "skeleton", {"declaration": "", "states": ""})
    return ""


def _seconds(context: RunContext) -> float:
    start = context.problem.declaration.command.start
    above = sum(one.seconds for one in context.analysis.commands if one.syntax.start < start)
    return min(context.lean.seconds, _SECONDS + 2 * above)
