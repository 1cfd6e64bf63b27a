"""The machine with a model: a scripted one, real Lean, real storage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from agents import critic
from agents.channels import Channels
from agents.clock import Clock
from agents.deciding import Pass, decide
from agents.graph import build_graph
from agents.modelling import Modelling
from agents.prompting import Prompts
from agents.proposers import Request
from agents.recording import script_of
from agents.runtime import Progress, RunContext
from agents.search import Outcome, search
from agents.state import State
from agents.telling import unfit_key
from storage.answers import LONGEST
from storage.checkpoints import checkpointer
from storage.records import AnswerRecord
from storage.repository import Repository
from tools.llm.errors import ModelStopped, ModelUnavailable
from tools.llm.fakes.script import Entry, Script, ScriptedModel
from tools.llm.sampling import Sampling, Schedule
from tools.rewriting import Candidate

MakeContext = Callable[..., RunContext]
TEXT = """\
/-- Taken apart and put together again. -/
theorem swap (p q r : Prop) : p ∧ q → r → (q ∧ p) ∧ r := by
  intro h hr
  have hq : q := h.right
  have hp : p := h.left
  constructor
  · constructor
    · exact hq
    · exact hp
  · exact hr
"""
HEAD = TEXT.partition(":= by")[0]
BEST = ":= fun h hr => ⟨⟨h.2, h.1⟩, hr⟩"
WRONG = ":= by\n  intro h hr\n  exact ⟨⟨h.1, h.2⟩, hr⟩"
WORSE = ":= by\n  intro h hr\n  have x : q := h.1\n  exact ⟨⟨x, h.2⟩, hr⟩"
LONG = """\
:= by
  intro h hr
  constructor
  · constructor
    · exact h.2
    · exact h.1
  · exact hr"""
SKELETON = ":= by\n  intro h hr\n  have hq : q := by\n    sorry\n  exact ⟨⟨hq, h.1⟩, hr⟩"
SAME = TEXT.removeprefix(HEAD).rstrip()
TASKS = {
    "note": "Say what to try next",
    "sketch": "End with `<sketch>`",
    "skeleton": "End with `<skeleton>`",
    "repair": "Mend this attempt",
    "fill": "with every `sorry`",
    "sample": "If you see several ways",
}
"""What only the prompts of a purpose say."""
SKETCH = "<sketch>\nAnd is symmetric.\n- Take both halves of the hypothesis.\n</sketch>"
NOTE = '{"note": "Try a term.", "veto": "no", "reason": ""}'
VETO = '{"note": "", "veto": "yes", "reason": "Nobody can read it."}'


def proof(value: str) -> str:
    return f"<proof>\n{value}\n</proof>"


def scripted(**answers: list[str]) -> ScriptedModel:
    """A model that answers by purpose, of calls with prompts that the script does not name."""
    given = {"sketch": [SKETCH], "note": [NOTE], "skeleton": ["None."], "repair": ["No."]} | answers
    entries = [
        Entry(tuple(given[one]), contains=text) for one, text in TASKS.items() if one in given
    ]
    return ScriptedModel(Script(entries))


def with_model(context: RunContext, model: ScriptedModel, **changes: Any) -> RunContext:
    """The search with a model alone."""
    rounds = changes.pop("rounds", 1)
    modelling = Modelling(
        model=model,
        channels=Channels(),
        prompts=Prompts(),
        sampling=Sampling(n=3),
        schedule=Schedule(rounds),
        context_tokens=lambda: 32_000,
        rounds=rounds,
    )
    return replace(context, proposers=(), modelling=replace(modelling, **changes))


def run(context: RunContext, repository: Repository) -> Outcome:
    return search(build_graph(checkpointer(repository.database)), context)


def answers_of(context: RunContext, repository: Repository) -> list[AnswerRecord]:
    return repository.answers.of_session(context.session)


def purposes(model: ScriptedModel) -> list[str]:
    """What the model was asked for, in order."""
    return [
        next(one for one, text in TASKS.items() if text in asked.prompt.messages[-1].content)
        for asked in model.asked
    ]


def test_what_the_model_wrote_is_accepted_once_lean_has_verified_it(
    make_context: MakeContext, repository: Repository
) -> None:
    model = scripted(sample=[proof(WRONG), proof(BEST), "No tag."])
    context = with_model(make_context(TEXT), model)
    outcome = run(context, repository)
    assert outcome.accepted is not None
    attempt = outcome.accepted.attempt
    assert attempt.proof == HEAD + BEST
    assert (attempt.proposer, attempt.model) == ("model", "scripted")
    assert attempt.prompt_hash == model.asked[1].prompt.digest
    assert attempt.sampling == model.asked[1].sampling.to_json()
    assert purposes(model) == ["sketch", "sample"]


@pytest.mark.long
def test_every_answer_is_recorded_also_what_cannot_be_read(
    make_context: MakeContext, repository: Repository
) -> None:
    told = [
        proof(LONG),
        "No tag.",
        "<proof>half",
        proof(LONG),
        proof(":= sorry\n\naxiom x : False"),
    ]
    model = scripted(sample=told)
    context = with_model(make_context(TEXT), model, sampling=Sampling(n=5), skeletons=False)
    run(context, repository)
    sampled = [one for one in answers_of(context, repository) if one.purpose == "sample"]
    assert [one.text for one in sampled] == told
    assert [one.unreadable is None for one in sampled] == [True, False, False, True, False]
    assert sampled[0].attempt_id == sampled[3].attempt_id is not None
    assert [one.attempt_id for one in sampled if one.unreadable] == [None] * 3
    (attempt,) = context.attempts().values()
    assert attempt.proof == HEAD + LONG
    stored = repository.answers.prompt(sampled[0].prompt_hash)
    assert stored is not None
    assert stored["messages"] == model.asked[1].prompt.to_json()["messages"]
    assert stored["channels"] == ["context", "states", "sketch", "examples"]
    assert stored["cut"] == []


@pytest.mark.long
def test_answers_end_at_their_tags_if_that_is_wanted(
    make_context: MakeContext, repository: Repository
) -> None:
    model = scripted(sample=[proof(BEST)])
    run(with_model(make_context(TEXT), model, stops=True), repository)
    assert [one.sampling.stop for one in model.asked] == [("</sketch>",), ("</proof>",)]


def test_the_original_again_is_no_improvement(
    make_context: MakeContext, repository: Repository
) -> None:
    context = with_model(make_context(TEXT), scripted(sample=[proof(SAME)]), repairs=False)
    outcome = run(context, repository)
    assert outcome.accepted is None
    (answer,) = {
        one.attempt_id for one in answers_of(context, repository) if one.purpose == "sample"
    }
    assert answer is not None


def test_the_nearest_miss_is_repaired_once_with_what_lean_said(
    make_context: MakeContext, repository: Repository
) -> None:
    model = scripted(sample=[proof(WORSE), proof(WRONG), "None."], repair=[proof(BEST)])
    context = with_model(make_context(TEXT), model)
    outcome = run(context, repository)
    assert purposes(model) == ["sketch", "sample", "repair"]
    asked = model.asked[2]
    assert asked.sampling.n == 1
    assert WRONG.splitlines()[-1] in asked.prompt.messages[-1].content
    assert "mismatch" in asked.prompt.messages[-1].content
    assert outcome.accepted is not None
    assert outcome.accepted.attempt.proposer == "repair"


def test_notes_and_diagnostics_reach_the_next_round(
    make_context: MakeContext, repository: Repository
) -> None:
    model = scripted(sample=[proof(WRONG)])
    context = with_model(make_context(TEXT), model, rounds=2, repairs=False, skeletons=False)
    run(context, repository)
    assert purposes(model) == ["sketch", "sample", "note", "sample"]
    first, second = (model.asked[one].prompt.messages[-1].content for one in (1, 3))
    assert "Try a term." in second
    assert "Try a term." not in first
    assert "mismatch" in second
    assert "mismatch" not in first
    assert "Take both halves" in first
    assert model.asked[2].schema is not None
    temperatures = [model.asked[one].sampling.temperature for one in (1, 3)]
    assert temperatures == [1.0, pytest.approx(1.4)]
    assert model.asked[1].sampling.seed != model.asked[3].sampling.seed


def test_a_skeleton_is_checked_and_filled(
    make_context: MakeContext, repository: Repository
) -> None:
    bad = SKELETON.replace("hq : q", "hq : r")
    model = scripted(
        sample=["Nothing."],
        skeleton=[f"<skeleton>{one}</skeleton>" for one in (bad, SKELETON)],
        fill=[proof(SKELETON.replace("sorry", "exact h.2"))],
    )
    context = with_model(make_context(TEXT), model, rounds=2)
    outcome = run(context, repository)
    assert purposes(model) == ["sketch", "sample", "note", "skeleton", "fill"]
    filling = model.asked[-1].prompt.messages[-1].content
    assert "have hq : q := by" in filling
    assert "have hq : r := by" not in filling
    assert "⊢ q\n" in filling
    assert outcome.accepted is not None
    assert outcome.accepted.attempt.proposer == "fill"


def test_without_a_skeleton_that_holds_whole_proofs_are_asked_for_again(
    make_context: MakeContext, repository: Repository
) -> None:
    model = scripted(sample=["Nothing."])
    context = with_model(make_context(TEXT), model, rounds=2)
    assert run(context, repository).reason == "nothing is left to try"
    assert purposes(model) == ["sketch", "sample", "note", "skeleton", "sample"]


def test_closed_channels_are_neither_asked_for_nor_told(
    make_context: MakeContext, repository: Repository
) -> None:
    model = scripted(sample=[proof(WRONG)])
    closed = Channels().without("context,states,sketch,examples,notes,diagnostics")
    context = with_model(
        make_context(TEXT), model, rounds=2, channels=closed, repairs=False, skeletons=False
    )
    run(context, repository)
    assert purposes(model) == ["sample", "sample"]
    for asked in model.asked:
        said = asked.prompt.messages[-1].content
        assert "⊢" not in said
        assert "mismatch" not in said
        assert "And.right" not in said


@dataclass(frozen=True)
class Stepwise:
    """Knows one step from each of some proofs."""

    steps: Mapping[str, str]
    name: str = "stepwise"

    def propose(self, request: Request) -> Sequence[Candidate]:
        step = self.steps.get(request.view.text.text.removeprefix(HEAD))
        declaration = HEAD + (step or "")
        if step is None or declaration in request.skip:
            return []
        return [Candidate(declaration, (), ("step",), 1)]


def test_both_the_model_gets_what_the_search_found_and_its_find_is_polished(
    make_context: MakeContext, repository: Repository
) -> None:
    found = ":= by\n  intro h hr\n  exact ⟨⟨h.2, h.1⟩, hr⟩"
    model = scripted(sample=[proof(found)])
    proposer = Stepwise({SAME: LONG, found: BEST})
    context = replace(with_model(make_context(TEXT), model), proposers=(proposer,))
    outcome = run(context, repository)
    made = list(context.attempts().values())
    assert [one.proof.removeprefix(HEAD) for one in made] == [LONG, found, BEST]
    assert [one.proposer for one in made] == ["stepwise", "model", "stepwise"]
    assert [one.parent_attempt_id for one in made] == [None, made[0].id, made[1].id]
    assert "exact h.2" in model.asked[1].prompt.messages[-1].content
    assert outcome.accepted is not None
    assert outcome.accepted.attempt.proof == HEAD + BEST


@pytest.mark.long
def test_the_model_is_shown_the_searchs_own_proof_beside_its_better_one(
    make_context: MakeContext, repository: Repository
) -> None:
    found = ":= by\n  intro h hr\n  exact ⟨⟨h.2, h.1⟩, hr⟩"
    model = scripted(sample=[proof(found)])
    proposer = Stepwise({SAME: LONG})
    context = replace(
        with_model(make_context(TEXT), model, rounds=2, repairs=False, skeletons=False),
        proposers=(proposer,),
    )
    run(context, repository)
    assert purposes(model) == ["sketch", "sample", "sample"]
    first, second = (one.prompt.messages[-1].content for one in model.asked[1:])
    assert "Found by a search without a model" not in first
    assert LONG in second.partition("Found by a search without a model")[2]
    assert found.splitlines()[-1] in second


@pytest.mark.long
def test_a_veto_keeps_a_better_proof_from_being_the_best(
    make_context: MakeContext, repository: Repository
) -> None:
    model = scripted(sample=[proof(BEST)], note=[VETO])
    context = with_model(make_context(TEXT), model, veto=True, skeletons=False)
    outcome = run(context, repository)
    assert outcome.accepted is None
    assert list(context.vetoes().values()) == ["Nobody can read it."]
    allowed = with_model(make_context(TEXT), scripted(sample=[proof(BEST)], note=[VETO]))
    fresh = repository.start_session("another", "optimize", "a.lean", {}).id
    assert run(replace(allowed, session=fresh), repository).accepted is not None


@pytest.mark.long
def test_steps_that_are_vetoed_are_not_put_together(
    make_context: MakeContext, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(state: State, made: Pass) -> dict[str, Any]:
        winners.extend(made.winners)
        return decide(state, made)

    winners: list[int] = []
    monkeypatch.setattr(critic, "decide", told)
    symbolic = make_context(TEXT, rounds=1)
    model = scripted(sample=["No."], note=[VETO])
    context = with_model(symbolic, model, veto=True, skeletons=False)
    context = replace(context, proposers=symbolic.proposers)
    run(context, repository)
    assert len(context.vetoes()) > 1
    assert not winners


def test_a_theorem_too_long_for_the_model_is_left_without_asking(
    make_context: MakeContext, repository: Repository
) -> None:
    model = scripted(sample=[proof(BEST)])
    context = with_model(make_context(TEXT), model, context_tokens=lambda: 2_100)
    outcome = run(context, repository)
    assert outcome.finished
    assert outcome.accepted is None
    assert model.asked == ()
    assert "too long for the model" in str(repository.structure(unfit_key(context)))


class Faulty(ScriptedModel):
    """Fails at the question number ``failing`` (from 1), once."""

    def __init__(self, script: Script, failing: int, failure: Exception) -> None:
        super().__init__(script)
        self.failing = failing
        self.failure = failure
        self.calls = 0

    def sample(self, *arguments: Any, **named: Any) -> Any:
        self.calls += 1
        if self.calls == self.failing:
            raise self.failure
        return super().sample(*arguments, **named)


@pytest.mark.parametrize(
    "failing", [pytest.param(n, marks=pytest.mark.long if n < 5 else ()) for n in (1, 2, 3, 4, 5)]
)
def test_a_search_that_lost_its_model_goes_on_where_it_was(
    make_context: MakeContext, repository: Repository, failing: int
) -> None:
    entries = scripted(
        sample=[proof(WRONG), proof(LONG)],
        skeleton=[f"<skeleton>{SKELETON}</skeleton>"],
        fill=[proof(BEST)],
    )._script
    undisturbed = with_model(make_context(TEXT), ScriptedModel(entries), rounds=3)
    other = repository.start_session("undisturbed", "optimize", "a.lean", {}).id
    wanted = run(replace(undisturbed, session=other), repository)
    model = Faulty(entries, failing, ModelUnavailable("The server is gone."))
    context = with_model(make_context(TEXT), model, rounds=3)
    with pytest.raises(ModelUnavailable):
        run(context, repository)
    got = run(context, repository)
    assert got.accepted is not None
    assert wanted.accepted is not None
    assert got.accepted.attempt.proof == wanted.accepted.attempt.proof
    assert [one.proof for one in context.attempts().values()] == [
        one.proof for one in replace(undisturbed, session=other).attempts().values()
    ]
    calls = [one.call for one in answers_of(context, repository) if one.position == 0]
    assert len(calls) == len(set(calls)) == len(model.asked)


def test_a_pause_while_the_model_answers_loses_nothing(
    make_context: MakeContext, repository: Repository
) -> None:
    clock = Clock()

    class Stopping(Faulty):
        def sample(self, *arguments: Any, **named: Any) -> Any:
            if self.calls + 1 == self.failing:
                clock.stop()
            return super().sample(*arguments, **named)

    script = scripted(sample=[proof(BEST)])._script
    model = Stopping(script, 2, ModelStopped("Stopped."))
    context = with_model(make_context(TEXT, clock=clock), model)
    paused = run(context, repository)
    assert not paused.finished
    assert paused.reason == "stopped on request"
    resumed = run(replace(context, clock=Clock()), repository)
    assert resumed.accepted is not None
    assert purposes(model) == ["sketch", "sample"]


def test_a_critic_that_is_killed_after_its_note_does_not_ask_for_another(
    make_context: MakeContext, repository: Repository
) -> None:
    def killed(progress: Progress) -> None:
        if purposes(model)[-1] == "note" and len(killings) < 1:
            killings.append(progress)
            raise RuntimeError("killed")

    killings: list[Progress] = []
    model = scripted(sample=[proof(WRONG)])
    context = make_context(TEXT, notify=killed)
    context = with_model(context, model, rounds=2, repairs=False, skeletons=False)
    with pytest.raises(RuntimeError):
        run(context, repository)
    run(context, repository)
    assert purposes(model) == ["sketch", "sample", "note", "sample"]


@pytest.mark.long
def test_an_answer_too_long_to_be_kept_is_unreadable_and_says_so(
    make_context: MakeContext, repository: Repository
) -> None:
    model = scripted(sample=["x" * LONGEST + proof(BEST), proof(WRONG)])
    context = with_model(make_context(TEXT), model, repairs=False)
    run(context, repository)
    long, short, _ = [o for o in answers_of(context, repository) if o.purpose == "sample"]
    assert long.unreadable == "is longer than 256 thousand characters"
    assert short.unreadable is None


def test_another_session_does_not_ask_for_the_sketch_again(
    make_context: MakeContext, repository: Repository
) -> None:
    model = scripted(sample=[proof(BEST)])
    context = with_model(make_context(TEXT), model)
    run(context, repository)
    other = repository.start_session("another", "optimize", "a.lean", {}).id
    run(replace(context, session=other), repository)
    assert purposes(model) == ["sketch", "sample", "sample"]
    assert model.asked[1].sampling == model.asked[2].sampling
    assert model.asked[1].prompt == model.asked[2].prompt


def test_a_session_that_found_its_sketch_can_be_played_where_there_is_none(
    make_context: MakeContext, repository: Repository
) -> None:
    model = scripted(sample=[proof(BEST)])
    context = with_model(make_context(TEXT), model)
    run(context, repository)
    other = repository.start_session("another", "optimize", "a.lean", {}).id
    run(replace(context, session=other), repository)
    assert purposes(model) == ["sketch", "sample", "sample"]
    played = Script(script_of(repository, other), repeat_last=False)
    for asked in model.asked:
        assert played.answers(asked.prompt, asked.sampling.n, asked.sampling.seed)
