"""The turns that may bring a new proof: what was typed, edits by name, searches, the model's.

Each ends in :func:`settled`: the proof that Lean confirmed becomes current, with its change in
every metric; or nothing was verified, with the nearest miss.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from agents.chat import editing
from agents.chat.context import ChatContext
from agents.chat.judging import Proposed, Tries, attempt_all
from agents.chat.outcome import Answer, Outcome, told
from agents.chat.reading import Code, as_tactics
from agents.chat.state import ChatState
from agents.state import ORIGINAL
from storage.records import AttemptRecord
from tools.errors import UserInputError
from tools.lean.candidates import Candidate, complete
from tools.lean.problem import Problem
from tools.lean.verdict import Verified
from tools.rewriting.outline import Outline
from tools.rewriting.view import ProofView

_AT_ONCE = 2
"""Of what a search found."""
_LABEL = "your text"
_BLOCK = re.compile(r"by[ \t]*\n(?=[ \t]+\S)")


def judge_code(chat: ChatContext, state: ChatState, code: Code) -> Answer:
    """Lean code that the user typed or pasted, as it is; tactics alone also behind a ``by``."""
    problem = chat.work.problem
    tactics = as_tactics(code.text)
    texts = [code.text] if tactics is None else [tactics, code.text]
    proposed = []
    for text in texts:
        proposed += [Proposed(one.declaration, "user", one) for one in _placed(problem, text)]
    return settled(chat, state, attempt_all(chat, state["turn"], state["current"], proposed))


def try_tactic(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    """``/try TACTIC [at REGION]``."""
    made = editing.trying(outline_of(chat, state), chat.work.problem.statement, argument)
    return _edited(chat, state, "try", made)


def inline(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    """``/inline [NAME]``."""
    outline = outline_of(chat, state)
    made = editing.inlining(outline, chat.portfolio, argument)
    if not made:
        which = f"`{argument}`" if argument else "any fact"
        return told(f"I see no way to put {which} where it is used: it has no value on one line.")
    return _edited(chat, state, "inline", made)


def extract(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    """``/extract [REGION] [as NAME]``."""
    made = editing.extracting(outline_of(chat, state, goals=True), argument)
    if not made:
        return told(
            "I see nothing there that could be stated as a fact of its own: name the lines of a "
            "case or of several tactics, as /show numbers them."
        )
    return _edited(chat, state, "extract", made)


def improve(
    chat: ChatContext,
    state: ChatState,
    metric: str,
    fits: Callable[[AttemptRecord], bool] = lambda attempt: True,
) -> Answer:
    """A search of the machine from the current proof, for a better one by a metric."""
    if not metric:
        raise UserInputError(
            "/improve wants a metric, as in `/improve length` or `/improve depth`."
        )
    chat.tell(f"searching for a better proof by {metric}")
    found = chat.find(chat.proof(state["current"]), metric, state["turn"])
    rejected = {chat.proof(number) for number in state["rejected"]}
    proposed = [
        Proposed(one.proof, one.proposer, record=one)
        for one in found.attempts
        if one.proof not in rejected
    ]
    if not proposed:
        text = f"No better proof by {metric} ({found.candidates} tried): {found.reason}."
        return Answer(Outcome("nothing", text, tried=found.candidates))
    # The best nearly always stands: what is behind it need not be a part of this chat.
    tries = Tries((), None)
    for start in range(0, len(proposed), _AT_ONCE):
        some = proposed[start : start + _AT_ONCE]
        tries = attempt_all(chat, state["turn"], state["current"], some, fits)
        if tries.found is not None:
            break
    return settled(chat, state, tries, found.candidates)


def settled(
    chat: ChatContext, state: ChatState, tries: Tries, tried: int | None = None, said: str = ""
) -> Answer:
    """What comes of some tries; ``said`` is put before it."""
    count = len(tries.all) if tried is None else tried
    found = tries.found
    if found is None:
        counted = f"{count} candidates were tried" if count != 1 else "one candidate was tried"
        text = f"Nothing verified: {counted}. The current proof stays."
        if all(one.proposed.written is not None for one in tries.all):
            said_of_it = "Lean does not accept it"
            if tries.miss is not None and tries.miss.verdict == "inconclusive":
                said_of_it = "Lean gave no verdict"
            text = f"Nothing verified: {said_of_it}. The current proof stays."
        if tries.all and all(isinstance(one.verdict, Verified) for one in tries.all):
            text = f"Lean accepts what was tried ({count}), but it is not what was asked for."
        return Answer(Outcome("nothing", f"{said}{text}", tried=count, miss=tries.miss))
    assert isinstance(found.verdict, Verified), "what is found was confirmed"
    before = chat.attempt(state["current"])
    own = chat.proof(state["current"])
    proof = found.attempt.proof
    number = ORIGINAL if proof == chat.work.problem.text else found.attempt.id or ORIGINAL
    if proof == own:
        return told(f"{said}Lean accepts it, and it is the current proof: nothing changes.")
    chat.tell("measuring")
    after = chat.attempt(number)
    outcome = Outcome(
        "verified",
        f"{said}Verified by Lean; it is the current proof now.",
        before=own,
        after=proof,
        changes=chat.measures.changes(chat.work, before, after),
        axioms=found.verdict.axioms,
        caveat=found.verdict.caveat,
        lean_seconds=found.verdict.seconds,
        tried=count,
    )
    undo = [*state["undo"], state["current"]]
    return Answer(outcome, {"current": number, "undo": undo, "redo": []})


def view_of(chat: ChatContext, state: ChatState) -> ProofView:
    """The current proof as Lean parsed it."""
    return view_at(chat, state["current"])


def view_at(chat: ChatContext, number: int) -> ProofView:
    return chat.work.view_of(chat.attempt(number))


def outline_of(chat: ChatContext, state: ChatState, *, goals: bool = False) -> Outline:
    """The current proof's blocks of tactics, with their goals if asked for."""
    view = view_of(chat, state)
    tree = chat.work.scorer.tree(chat.work.problem, view) if goals else None
    return Outline(view, tree)


def _placed(problem: Problem, text: str) -> list[Candidate]:
    """What a text may mean: where it can stand right behind the statement, that comes first."""
    written = complete(problem, _LABEL, text)
    value = written.text.rstrip()
    is_line = "\n" not in value and written.declaration == f"{problem.statement}:=\n{written.text}"
    if not is_line and not _BLOCK.match(value):
        return [written]
    head = f"{problem.statement}:= "
    line, column = head.count("\n") + 1, len(head.rpartition("\n")[2])
    neat = replace(written, declaration=head + value, line=line, column=column, shift=0)
    return [neat] if is_line else [neat, written]


def _edited(chat: ChatContext, state: ChatState, proposer: str, made: Sequence[str]) -> Answer:
    if not made:
        return told("That changes nothing in the proof.")
    chat.tell("asking Lean")
    tries = attempt_all(chat, state["turn"], state["current"], _proposed(proposer, made))
    return settled(chat, state, tries)


def _proposed(proposer: str, made: Sequence[str]) -> list[Proposed]:
    return [Proposed(one, proposer) for one in made]
