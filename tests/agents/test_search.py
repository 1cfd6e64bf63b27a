"""The whole machine on one theorem, with real Lean and real storage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from langgraph.runtime import Runtime

from agents import critic, passes, rewriter, verifier
from agents.clock import Clock
from agents.graph import build_graph
from agents.proposers import Proposer, Request
from agents.runtime import Progress, RunContext
from agents.search import Seed, forget, search
from agents.state import ORIGINAL, State, initial_state
from agents.views import load_view
from storage.checkpoints import checkpointer
from storage.records import AttemptRecord
from storage.repository import Repository
from tools.lean.lean import Lean
from tools.lean.verdict import Verified
from tools.metrics import LENGTH, MeasuredProof
from tools.rewriting import Candidate

MakeContext = Callable[..., RunContext]
TEXT = """\
theorem before : True := trivial

/-- Of both directions, each as long as can be. -/
theorem swap (p q : Prop) : p ∧ q ↔ q ∧ p := by
  constructor
  · intro h
    cases h with
    | intro hp hq =>
      constructor
      · exact hq
      · exact hp
  · intro h
    have hq : q := h.left
    have hp : p := h.right
    constructor
    · exact hp
    · exact hq
"""
GOOD = "theorem t (p : Prop) (h : p) : p := h\n"


@dataclass(frozen=True)
class Reluctant:
    """Proposes what promises least first, so that a search takes many passes."""

    proposer: Proposer
    name: str = "reluctant"

    def propose(self, request: Request) -> Sequence[Candidate]:
        everything = self.proposer.propose(replace(request, limit=1000))
        return sorted(everything, key=lambda one: one.gain)[: request.limit]


def test_a_search_improves_and_is_confirmed(
    make_context: MakeContext, repository: Repository
) -> None:
    told: list[Progress] = []
    context = make_context(TEXT, notify=told.append)
    machine = build_graph(checkpointer(repository.database))
    outcome = search(machine, context)
    assert outcome.finished
    assert outcome.accepted is not None
    assert outcome.accepted.score > context.original_score
    assert isinstance(outcome.accepted.verdict, Verified)
    proof = outcome.accepted.attempt.proof
    assert proof.startswith(context.problem.statement)
    (verdict,) = repository.verdicts_for([context.problem.final_key(proof)]).values()
    assert (verdict.kind, verdict.stage) == ("verified", "final")
    assert outcome.candidates == len(context.attempts()) == told[-1].candidates
    assert [one.best_score for one in told] == sorted(one.best_score for one in told)


def test_a_finished_search_is_not_searched_again(
    make_context: MakeContext, repository: Repository, lean: Lean
) -> None:
    context = make_context(TEXT)
    machine = build_graph(checkpointer(repository.database))
    first = search(machine, context)
    calls = lean.calls
    again = search(build_graph(checkpointer(repository.database)), context)
    assert again == first
    assert lean.calls == calls
    # Even without its checkpoints the search asks Lean nothing that it knows.
    forget(machine, context)
    assert search(machine, context).accepted == first.accepted
    assert lean.calls == calls


def test_a_proof_that_cannot_be_better_costs_nothing(
    make_context: MakeContext, repository: Repository, lean: Lean
) -> None:
    context = make_context(GOOD)
    calls = lean.calls
    outcome = search(build_graph(checkpointer(repository.database)), context)
    assert outcome.finished
    assert outcome.accepted is None
    assert outcome.candidates == 0
    assert lean.calls == calls


def test_a_pause_keeps_everything_and_goes_on(
    make_context: MakeContext, repository: Repository
) -> None:
    clock = Clock()
    context = make_context(TEXT, clock=clock, candidates=4, notify=lambda _: clock.stop())
    context = replace(context, proposers=(Reluctant(context.proposers[0]),))
    machine = build_graph(checkpointer(repository.database))
    paused = search(machine, context)
    assert not paused.finished
    assert paused.reason == "stopped on request"
    assert paused.candidates > 0
    known = set(context.attempts())
    on = replace(context, clock=Clock(), notify=lambda _: None)
    finished = search(build_graph(checkpointer(repository.database)), on)
    assert finished.finished
    assert finished.candidates > paused.candidates
    assert known < set(context.attempts())


def test_a_rewriter_that_was_killed_finds_its_candidates_again(make_context: MakeContext) -> None:
    context = make_context(TEXT)
    state = _state(context)
    runtime = Runtime(context=context)
    first = rewriter.rewrite(state, runtime)
    again = rewriter.rewrite(state, runtime)
    assert first["pending"] == again["pending"] != []
    assert len(context.attempts()) == len(first["pending"])
    recorded = passes.load_pass(context, 1, "propose")
    assert recorded is not None
    assert list(recorded.attempts) == first["pending"]


def test_what_was_judged_is_not_judged_again(make_context: MakeContext, lean: Lean) -> None:
    context = make_context(TEXT)
    runtime = Runtime(context=context)
    state = _after(_state(context), rewriter.rewrite(_state(context), runtime))
    verifier.verify(state, runtime)
    calls = lean.calls
    verifier.verify(state, runtime)
    assert lean.calls == calls
    for one in context.ranked(list(context.attempts().values())):
        view = load_view(context.repository, context.problem.verdict_key(one.attempt.proof))
        assert view is not None
        assert view.text.text == one.attempt.proof
        assert view.text.slice(0, view.value.start) == context.problem.statement
        assert (LENGTH.measure(MeasuredProof(view)),) == one.score


def test_the_critic_keeps_the_best_and_combines_what_verified(make_context: MakeContext) -> None:
    context = make_context(TEXT)
    runtime = Runtime(context=context)
    state = _after(_state(context), rewriter.rewrite(_state(context), runtime))
    state = _after(state, verifier.verify(state, runtime))
    state = _after(state, critic.criticise(state, runtime))
    ranked = context.ranked(list(context.attempts().values()))
    assert state["best"] == ranked[0].id
    assert tuple(state["best_score"]) == ranked[0].score > context.original_score
    better = {one.id for one in ranked if one.score > context.original_score}
    if state["best_score"] < [-1]:
        assert state["mode"] == "combine"
        assert set(state["winners"]) == better


def test_without_a_better_proof_the_original_stays(make_context: MakeContext) -> None:
    context = make_context(TEXT)
    state = initial_state(context.session, context.problem_id, [0.0])
    update = critic.criticise(state, Runtime(context=context))
    assert update["best"] == ORIGINAL
    assert update["decision"] == "stop"


@dataclass(frozen=True)
class Searching:
    """Proposes only that Lean search."""

    name: str = "searching"

    def propose(self, request: Request) -> Sequence[Candidate]:
        head = request.view.text.slice(0, request.view.value.start)
        text = f"{head}:= by\n  intro h\n  exact?"
        return [] if text in request.skip else [Candidate(text, (), ("close_goal",), 1)]


def test_what_lean_finds_is_tried_in_place_of_the_search(
    make_context: MakeContext, repository: Repository
) -> None:
    text = (
        "theorem t (a b : Nat) : a ≤ b → ¬ b < a := by\n"
        "  intro h\n  have k : a ≤ b := h\n  intro hba\n  apply Nat.not_lt.mpr k\n  exact hba\n"
    )
    context = replace(make_context(text), proposers=(Searching(),))
    outcome = search(build_graph(checkpointer(repository.database)), context)
    assert outcome.accepted is not None
    assert outcome.accepted.attempt.proposer == rewriter.SUGGESTED
    assert "exact?" not in outcome.accepted.attempt.proof


def test_a_search_goes_on_from_what_it_is_given(
    make_context: MakeContext, repository: Repository
) -> None:
    context = make_context(TEXT, rounds=1)
    shorter = f"{context.problem.statement}:= by\n  constructor <;> intro h <;> exact ⟨h.2, h.1⟩"
    wrong = f"{context.problem.statement}:= by\n  constructor"
    rows = [
        AttemptRecord(context.problem_id, context.session, 0, "given", proof)
        for proof in (wrong, shorter)
    ]
    given = repository.record_attempts(rows)
    outcome = search(
        build_graph(checkpointer(repository.database)), context, seed=Seed(tuple(given))
    )
    assert outcome.finished
    assert outcome.accepted is not None
    made = [one for one in context.attempts().values() if one.id not in given]
    # The first round starts from the better one.
    assert {one.parent_attempt_id for one in made if one.round == 1} == {given[1]}
    assert outcome.candidates == len(made) > 0


def test_given_attempts_that_are_no_better_leave_the_original_to_start_from(
    make_context: MakeContext, repository: Repository
) -> None:
    context = make_context(TEXT, rounds=1)
    wrong = f"{context.problem.statement}:= by\n  constructor"
    record = AttemptRecord(context.problem_id, context.session, 0, "given", wrong)
    seed = Seed(tuple(repository.record_attempts([record])))
    outcome = search(build_graph(checkpointer(repository.database)), context, seed=seed)
    assert outcome.accepted is not None
    parents = {one.parent_attempt_id for one in context.attempts().values()}
    assert None in parents
    assert parents.isdisjoint(seed.attempts)


def _state(context: RunContext) -> State:
    return initial_state(context.session, context.problem_id, context.original_score)


def _after(state: State, update: dict[str, object]) -> State:
    return {**state, **update}  # type: ignore[typeddict-item]
