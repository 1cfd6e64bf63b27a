"""The machine with a model: a scripted one, real Lean, real storage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from agents.channels import Channels
from agents.clock import Clock
from agents.graph import build_graph
from agents.modelling import Modelling
from agents.prompting import Prompts
from agents.runtime import RunContext
from agents.search import Outcome, search
from storage.checkpoints import checkpointer
from storage.repository import Repository
from tools.llm.fakes.script import Entry, Script, ScriptedModel
from tools.llm.sampling import Sampling, Schedule

MakeContext = Callable[..., RunContext]
TEXT = """\
/-- Of both directions, each as long as can be. -/
theorem swap (p q : Prop) : p ∧ q → q ∧ p := by
  intro h
  have hq : q := h.right
  have hp : p := h.left
  constructor
  · exact hq
  · exact hp
"""
SHORT = "<proof>\n:= by\n  exact fun h => ⟨h.2, h.1⟩\n</proof>"
WRONG = "<proof>\n:= by\n  exact fun h => ⟨h.1, h.2⟩\n</proof>"
LONG = "<proof>\n:= by\n  intro h\n  exact ⟨h.right, h.left⟩\n</proof>"
SAME = "<proof>\n" + TEXT.partition("q ∧ p ")[2] + "</proof>"
NOTE = '{"note": "Try a term.", "veto": "no", "reason": ""}'
SKETCH = "<sketch>\nAnd is symmetric.\n- take both halves\n</sketch>"
SKELETON = "<skeleton>\n:= by\n  intro h\n  have hq : q := by sorry\n  exact ⟨hq, h.1⟩\n</skeleton>"


def modelling(model: ScriptedModel, n: int = 3, rounds: int = 1, **changes: object) -> Modelling:
    made = Modelling(
        model=model,
        channels=Channels(),
        prompts=Prompts(),
        sampling=Sampling(n=n),
        schedule=Schedule(rounds),
        context_tokens=32_000,
        rounds=rounds,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def scripted(**answers: list[str]) -> ScriptedModel:
    """Answers by purpose; the texts are those of the prompts' own tasks."""
    return ScriptedModel(Script(entries(**answers)))


TASKS = {
    "sketch": "<sketch>",
    "note": "veto",
    "skeleton": "<skeleton>",
    "repair": "Lean rejects",
    "fill": "holes",
    "sample": "<proof>",
}


def entries(**answers: list[str]) -> list[Entry]:
    return [Entry(tuple(answers[name]), contains=text) for name, text in TASKS.items() if name in answers]


def run(context: RunContext, repository: Repository) -> Outcome:
    return search(build_graph(checkpointer(repository.database)), context)


def test_a_model_alone_is_asked_and_what_verifies_is_accepted(
    make_context: MakeContext, repository: Repository
) -> None:
    model = scripted(sketch=[SKETCH], note=[NOTE], sample=[WRONG, SHORT, "no tag"], repair=[LONG])
    context = replace(make_context(TEXT), proposers=(), modelling=modelling(model))
    outcome = run(context, repository)
    assert outcome.accepted is not None
    assert outcome.accepted.attempt.proof.endswith("⟨h.2, h.1⟩")
    assert outcome.accepted.attempt.model == "scripted"
    answers = repository.answers.of_session(context.session)
    print([(a.node, a.purpose, a.unreadable, a.attempt_id) for a in answers], outcome.reason)
    for one in model.asked:
        print("=====", one.sampling)
        for m in one.prompt.messages: print(m.role, m.content)
