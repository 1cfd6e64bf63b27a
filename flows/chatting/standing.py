"""How a chat stands, in the form in which every session keeps the results of its theorems.

So `burnish sessions` and `burnish report` tell of a chat as they tell of a search.
"""

from __future__ import annotations

from agents.chat.context import ChatContext
from agents.chat.state import ChatState
from agents.state import ORIGINAL
from flows.requests import RequestedFile
from flows.results import TheoremResult, diff_hunks
from storage.records import TheoremRecord


def save_standing(chat: ChatContext, state: ChatState, file: RequestedFile) -> None:
    """Store the proof that is current as what the session has found, in place of what was."""
    result = _result(chat, state, file)
    chat.work.repository.save_theorem_result(
        TheoremRecord(
            session_id=chat.work.session,
            theorem=chat.work.problem.name,
            problem_id=chat.work.problem_id,
            position=0,
            state="finished" if result.finished else "running",
            result={"path": file.wanted.identity, "result": result.to_json()},
        )
    )


def _result(chat: ChatContext, state: ChatState, file: RequestedFile) -> TheoremResult:
    context, problem = chat.work, chat.work.problem
    attempt = chat.attempt(state["current"])
    before = dict(context.original_values)
    after, axioms, seconds = before, problem.axioms, 0.0
    if attempt is not None:
        key = problem.verdict_key(attempt.proof)
        before = dict(chat.measures.values(context, None))
        after = dict(chat.measures.values(context, attempt))
        known = context.repository.verdicts_for([key])[key]
        axioms, seconds = known.axioms, known.seconds
    metrics = context.objective.metrics
    return TheoremResult(
        file=str(file.wanted.path),
        theorem=problem.name,
        line=problem.source.position(problem.declaration.start).line,
        metric=context.objective.text,
        before=context.original_score[0],
        after=context.objective.key(after)[0] if after.keys() >= set(metrics) else None,
        values_before=before,
        values_after=after,
        verdict="verified",
        statement_unchanged=True,
        axioms=tuple(axioms),
        original_axioms=tuple(problem.axioms),
        check_seconds=seconds,
        original=problem.text,
        proof=chat.proof(state["current"]),
        rewrites=() if attempt is None else tuple(attempt.rewrites or [attempt.proposer]),
        candidates=len(context.attempts()),
        lean_calls=0,
        seconds=0.0,
        finished=state["current"] == state["accepted"] != ORIGINAL,
        note=f"a chat of {state['turn']} turns",
        hunks=diff_hunks(problem.source.text, problem.splice(chat.proof(state["current"])).text),
    )
