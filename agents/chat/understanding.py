"""What the model adds to a chat: it turns an instruction in words into proofs or commands.

It says what to try; Lean judges that as it judges everything, and a proof that still uses what was
to be avoided is not offered.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from agents.asking import Call, Told, ask
from agents.chat import avoiding, editing, improving, reading
from agents.chat.context import ChatContext
from agents.chat.judging import Proposed, attempt_all
from agents.chat.outcome import Answer, Outcome, told
from agents.chat.state import ChatState
from agents.modelling import Modelling
from agents.scaffold import chat_prompt
from agents.state import initial_state
from agents.telling import Teller
from storage.records import AttemptRecord
from tools.errors import UserInputError
from tools.llm.reading import ProofAnswer, Unreadable, read_proof
from tools.llm.sampling import Sampling
from tools.llm.tags import tagged
from tools.metrics import METRICS

_EDITS = frozenset({"try", "inline", "extract"})
_SEARCHES = {"shorter": "length", "modular": "modularity", "improve": ""}
_REMEMBERED = 6
"""Turns that the model is told of."""
PROPOSER = "model"


@dataclass(frozen=True)
class Wish:
    """A command that the model chose instead of writing a proof."""

    name: str
    argument: str


def follow(chat: ChatContext, state: ChatState, instruction: str) -> Answer:
    """Do what words say, as far as Lean verifies it.

    Raises as :func:`agents.asking.ask`, and what Lean raises.
    """
    modelling = chat.work.modelling
    assert modelling is not None, "without a model nobody asks"
    view = improving.view_of(chat, state)
    known = {token.value for token in view.value.tokens()} | set(chat.portfolio)
    shunned = reading.avoided(instruction, known)
    chat.tell(f"asking {modelling.model.name}")
    answers = _asked(chat, state, modelling, instruction)
    if answers is None:
        return told(
            "The theorem is too long for the model, so the instruction was not followed. Serve it "
            "with a longer context, or use the commands (/help)."
        )
    proposed, wishes = _proposals(chat, state, answers)

    def fits(attempt: AttemptRecord) -> bool:
        return not _uses_any(chat, attempt, shunned)

    if proposed:
        chat.tell(f"asking Lean about {len(proposed)} proposals")
        tries = attempt_all(chat, state["turn"], state["current"], proposed, fits, by_score=True)
        if tries.found is not None or not wishes:
            if tries.found is None and _verified_but_shunned(chat, state, proposed, shunned):
                text = f"Lean accepts some of it, but all of that still uses {_named(shunned)}."
                return Answer(Outcome("nothing", text, tried=len(tries.all), miss=tries.miss))
            return improving.settled(chat, state, tries)
    for wish in wishes:
        metric = _SEARCHES[wish.name] or wish.argument
        if metric:
            answer = improving.improve(chat, state, metric, fits)
            said = f"Taken as /{wish.name} {wish.argument}".rstrip() + ". "
            return replace(answer, outcome=replace(answer.outcome, text=said + answer.outcome.text))
    reasons = [one.read.reason for one in answers if isinstance(one.read, Unreadable)]
    why = f"; its answer {reasons[0]}" if reasons else ""
    return Answer(
        Outcome("nothing", f"Nothing verified: the model proposed nothing that can be tried{why}.")
    )


def read_answer(chat: ChatContext, text: str) -> ProofAnswer | Wish | Unreadable:
    """The last complete ``<command>`` or ``<proof>`` of a model's answer."""
    wish = _wish(text)
    if wish is not None:
        return wish
    problem = chat.work.problem
    return read_proof(
        text, name=problem.name, statement=problem.statement, original=problem.original
    )


def _wish(text: str) -> Wish | None:
    body = tagged(text, "command")
    if isinstance(body, Unreadable) or text.rfind("</proof>") > text.rfind("</command>"):
        return None
    turn = reading.read_turn(body.strip())
    if not isinstance(turn, reading.Command) or turn.name not in _EDITS | _SEARCHES.keys():
        return None
    # A metric of the user's own is a program, which no model may choose to run.
    if turn.name in _SEARCHES and (_SEARCHES[turn.name] or turn.argument) not in METRICS:
        return None
    return Wish(turn.name, turn.argument)


def _asked(
    chat: ChatContext, state: ChatState, modelling: Modelling, instruction: str
) -> list[Told[ProofAnswer | Wish]] | None:
    """The answers; ``None`` for a theorem that does not fit the model."""
    context = replace(chat.work, clock=chat.limit)
    search = initial_state(context.session, context.problem_id, context.original_score)
    search["parent"] = state["current"]
    teller = Teller(search, context, modelling)
    given = replace(
        teller.parent(), instruction=instruction, notes=_before(chat, state), symbolic=""
    )
    rendered = teller.render(chat_prompt, given)
    if rendered is None:
        return None
    call = Call(
        "rewriter", "chat", state["turn"], rendered, _sampling(chat, modelling, state["turn"])
    )
    return ask(context, modelling, call, lambda text: read_answer(chat, text))


def _sampling(chat: ChatContext, modelling: Modelling, turn: int) -> Sampling:
    sampling = modelling.sampling_of(chat.work.problem_id, "chat", turn)
    return replace(sampling, temperature=modelling.schedule.at(1))


def _before(chat: ChatContext, state: ChatState) -> tuple[str, ...]:
    """What was said in the last turns, and what came of it."""
    told = [
        one
        for one in chat.work.repository.messages.of_session(chat.work.session)
        if one.turn < state["turn"]
    ][-2 * _REMEMBERED :]
    lines = []
    for one in told:
        said = one.text.strip()
        miss = one.data.get("miss") if one.role == "burnish" else None
        reason = f" Lean said: {miss['reason']}" if miss else ""
        who = "The user" if one.role == "user" else "Answer"
        lines.append(f"{who}: {said}{reason}")
    return tuple(lines)


def _proposals(
    chat: ChatContext, state: ChatState, answers: list[Told[ProofAnswer | Wish]]
) -> tuple[list[Proposed], list[Wish]]:
    """The candidates in some answers, and the searches that they ask for."""
    proposed: list[Proposed] = []
    wishes: list[Wish] = []
    for one in answers:
        made: list[str] = []
        match one.read:
            case ProofAnswer():
                made = [one.read.behind(chat.work.problem.statement)]
            case Wish(name) if name in _EDITS:
                made = _edits(chat, state, one.read)
            case Wish():
                wishes.append(one.read)
        for declaration in made:
            row = AttemptRecord(
                problem_id=chat.work.problem_id,
                session_id=chat.work.session,
                round=state["turn"],
                proposer=PROPOSER,
                proof=declaration,
                prompt_hash=one.record.prompt_hash,
                model=one.record.model,
                adapter=one.record.adapter,
                sampling=one.record.sampling,
            )
            proposed.append(Proposed(declaration, PROPOSER, record=row))
    return proposed, wishes


def _edits(chat: ChatContext, state: ChatState, wish: Wish) -> list[str]:
    """The candidates of a command that the model wrote; none if it cannot be done."""
    try:
        match wish.name:
            case "try":
                outline = improving.outline_of(chat, state)
                return editing.trying(outline, chat.work.problem.statement, wish.argument)
            case "inline":
                outline = improving.outline_of(chat, state)
                return editing.inlining(outline, chat.portfolio, wish.argument)
            case _:
                outline = improving.outline_of(chat, state, goals=True)
                return editing.extracting(outline, wish.argument)
    except UserInputError:
        return []


def _uses_any(chat: ChatContext, attempt: AttemptRecord, names: Collection[str]) -> bool:
    if not names:
        return False
    view = chat.work.view_of(attempt)
    return any(avoiding.uses(view, name) for name in names)


def _verified_but_shunned(
    chat: ChatContext, state: ChatState, proposed: list[Proposed], names: Collection[str]
) -> bool:
    return bool(names) and any(
        (known := chat.work.repository.verdicts_for([key]).get(key)) is not None
        and known.kind == "verified"
        for key in (chat.work.problem.verdict_key(one.declaration) for one in proposed)
    )


def _named(names: Collection[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)
