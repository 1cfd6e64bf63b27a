"""Doing without a tactic or a lemma: what uses it, by Lean's own tokens, and what can serve."""

from __future__ import annotations

from agents.chat import editing
from agents.chat.context import ChatContext
from agents.chat.improving import settled, view_at, view_of
from agents.chat.judging import Proposed, Tries, attempt_all
from agents.chat.outcome import Answer, Outcome, told
from agents.chat.places import Place
from agents.chat.state import ChatState
from storage.records import AttemptRecord
from tools.errors import UserInputError
from tools.lean.declarations import split_name
from tools.rewriting.outline import Outline
from tools.rewriting.view import ProofView

_MOST_PLACES = 8


def avoid(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    """``/avoid NAME``: the tactics that Lean has in the place of every tactic that uses it."""
    name = argument.strip("`'\"")
    if not name or len(name.split()) > 1:
        raise UserInputError("/avoid wants one name: a tactic or a lemma, as in `/avoid omega`.")
    view = view_of(chat, state)
    if not uses(view, name):
        return told(f"The proof does not use `{name}`.")
    tactics = [one for one in chat.portfolio if not _is_about(one, name)]
    number, tried = state["current"], 0
    last: Tries | None = None
    for _ in range(_MOST_PLACES):
        outline = Outline(chat.work.view_of(chat.attempt(number)))
        place = _place_of(outline, name)
        if place is None:
            break
        before = _count(outline.view, name)
        made = editing.replacing(outline, place, tactics)

        def fewer(attempt: AttemptRecord, before: int = before) -> bool:
            return _count(chat.work.view_of(attempt), name) < before

        last = attempt_all(
            chat, state["turn"], number, [Proposed(one, "avoid") for one in made], fewer
        )
        tried += len(last.all)
        if last.found is None or last.found.attempt.id is None:
            break
        number = last.found.attempt.id
    found = chat.attempt(number)
    if (
        last is None
        or found is None
        or number == state["current"]
        or uses(view_at(chat, number), name)
    ):
        text = f"None of Lean's closing tactics can stand everywhere for `{name}`; {tried} tried."
        miss = last.miss if last is not None else None
        return Answer(Outcome("nothing", text, tried=tried, miss=miss))
    return settled(chat, state, last, tried)


def uses(view: ProofView, name: str) -> bool:
    """Whether a proof uses a tactic or a name, by Lean's own tokens: comments do not count."""
    return _count(view, name) > 0


def _place_of(outline: Outline, name: str) -> Place | None:
    """The innermost tactic that uses a name, the first in the proof."""
    found = [
        (item.end - item.start, item.start, Place(block, index, index))
        for block in outline.blocks
        for index, item in enumerate(block.items)
        if any(_is_token(token.value, name) for token in item.tokens())
    ]
    if not found:
        return None
    return min(found, key=lambda one: one[:2])[2]


def _count(view: ProofView, name: str) -> int:
    return sum(_is_token(token.value, name) for token in view.value.tokens())


def _is_token(token: str, name: str) -> bool:
    """Whether a token is the name; of a dotted one, one may leave out the namespace."""
    if token == name:
        return True
    own, wanted = split_name(token), split_name(name)
    if len(own) > len(wanted) and not own[0][:1].isupper():
        return False  # `h.left` is a field of a hypothesis, not the tactic `left`
    shared = min(len(own), len(wanted))
    return shared > 0 and len(own) != len(wanted) and own[-shared:] == wanted[-shared:]


def _is_about(tactic: str, name: str) -> bool:
    return name in tactic.split() or (name.startswith("simp") and tactic.startswith("simp"))
