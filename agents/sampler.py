"""Candidates from the model: whole proofs, a skeleton filled in, or the nearest miss repaired.

What it wrote is put behind the theorem's own statement; whether it holds is for Lean to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from agents.asking import Call, Told, ask
from agents.modelling import Modelling
from agents.passes import Pass, store_pass
from agents.runtime import RunContext
from agents.scaffold import fill_prompt, repair_prompt, rewriter_prompt
from agents.state import ORIGINAL, Mode, State
from agents.telling import Teller, Write, complaints
from storage.records import AttemptRecord
from tools.llm.reading import ProofAnswer, Unreadable, read_proof
from tools.rewriting import Candidate

PROPOSER = "model"
"""The proposer's name under which the model's whole proofs are recorded."""
_PROPOSERS: Mapping[Mode, str] = {"sample": PROPOSER, "fill": "fill", "repair": "repair"}


def sample(state: State, context: RunContext, modelling: Modelling, number: int) -> Pass:
    """Ask the model as the state's mode says, and record what it proposed.

    ``number`` is that of the round. Of equal answers one attempt is made; answers that were tried
    before lead to the attempt that they were then. Raises as :func:`agents.asking.ask`.
    """
    call = _call(state, context, modelling, number)
    if call is None:
        return store_pass(context, number, state["mode"], [], open_ended=False)
    told = ask(
        context,
        modelling,
        call,
        lambda text: read_proof(
            text,
            name=context.problem.name,
            statement=context.problem.statement,
            original=context.problem.original,
        ),
    )
    attempts = context.attempts()
    tried = {attempt.proof: one for one, attempt in attempts.items()}
    parent = None if state["parent"] == ORIGINAL else state["parent"]
    proposer = _PROPOSERS[state["mode"]]
    fresh: dict[str, AttemptRecord] = {}
    for one in told:
        declaration = _declaration(context, one)
        if declaration is not None and declaration not in tried:
            fresh.setdefault(
                declaration,
                AttemptRecord(
                    problem_id=context.problem_id,
                    session_id=context.session,
                    round=number,
                    proposer=proposer,
                    proof=declaration,
                    verdict_key=context.problem.verdict_key(declaration),
                    parent_attempt_id=parent,
                    prompt_hash=one.record.prompt_hash,
                    model=one.record.model,
                    adapter=one.record.adapter,
                    sampling=one.record.sampling,
                ),
            )
    with context.repository.transaction():
        rows = [(attempt, Candidate(proof, (), (), 0)) for proof, attempt in fresh.items()]
        made = store_pass(context, number, state["mode"], rows, open_ended=False)
        ids = tried | dict(zip(fresh, made.attempts, strict=True))
        context.repository.answers.link(
            {
                one.record.id: ids[declaration]
                for one in told
                if one.record.id is not None
                and (declaration := _declaration(context, one)) is not None
            }
        )
    return made


def _call(state: State, context: RunContext, modelling: Modelling, number: int) -> Call | None:
    """The call; ``None`` for a theorem that is too long for the model."""
    teller = Teller(state, context, modelling)
    given = teller.parent()
    sampling = modelling.sampling_of(context.problem_id, state["mode"], state["samplings"] + 1)
    write: Write
    match state["mode"]:
        case "repair":
            missed = context.attempts()[state["miss"]]
            given = replace(given, miss=missed.proof, diagnostics=complaints(context, missed))
            write = repair_prompt
            sampling = modelling.one_answer(context.problem_id, "repair", state["samplings"])
        case "fill":
            skeleton = context.repository.structure(state["skeleton"])
            assert skeleton is not None, "the structurer stored what the state points to"
            write, given = fill_prompt, replace(given, skeleton=skeleton["states"])
        case _:
            write = rewriter_prompt
    rendered = teller.render(write, given)
    if rendered is None:
        return None
    return Call("rewriter", state["mode"], number, rendered, sampling)


def _declaration(context: RunContext, told: Told[ProofAnswer]) -> str | None:
    """The candidate in an answer, ``None`` for an unreadable one."""
    if isinstance(told.read, Unreadable):
        return None
    return told.read.behind(context.problem.statement)
