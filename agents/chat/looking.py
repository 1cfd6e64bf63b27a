"""The turns that only look: the proof, its goals, its metrics, what was said, and why it failed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from agents.chat.context import ChatContext
from agents.chat.improving import view_of
from agents.chat.outcome import Answer, Miss, Outcome, told
from agents.chat.state import ChatState
from agents.state import ORIGINAL
from tools.errors import UserInputError
from tools.lean.states import chain_of_states
from tools.lean.structure.tree import ProofStep, ProofTree

_SHOWN = 60
"""Characters of a turn in the list of them."""
_WIDTH = 100


def show(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    """``/show [tree|states]``: the current proof with its lines numbered, or its goals."""
    if argument not in ("", "tree", "states"):
        raise UserInputError("/show takes `tree`, `states`, or nothing.")
    proof = chat.proof(state["current"])
    which = "The original proof" if state["current"] == ORIGINAL else "The current proof"
    if state["current"] and state["current"] == state["accepted"]:
        which = "The current proof, which you accepted"
    if not argument:
        return told(f"{which}:", proof, is_code=True)
    chat.tell("asking Lean for the goals")
    view = view_of(chat, state)
    tree = chat.work.scorer.tree(chat.work.problem, view)
    if tree is None:
        return told("Lean does not tell the goals of this proof.")
    if argument == "states":
        return told(
            f"{which} with its goals:", chain_of_states(chat.work.problem.splice(proof), tree)
        )
    return told(f"{which} as a tree, each tactic with the goals that it leaves:", _drawn(tree))


def metrics(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    """``/metrics``: all metrics of the current proof beside the original's."""
    chat.tell("measuring")
    changes = chat.measures.changes(chat.work, None, chat.attempt(state["current"]))
    text = "The metrics of the original proof and of the current one (higher is better):"
    return Answer(Outcome("information", text, changes=changes))


def diff(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    """``/diff [original|previous]``: what changed in the proof."""
    if argument not in ("", "original", "previous"):
        raise UserInputError("/diff takes `original` or `previous`; without either, `original`.")
    other = ORIGINAL
    if argument == "previous":
        other = state["undo"][-1] if state["undo"] else ORIGINAL
    before, after = chat.proof(other), chat.proof(state["current"])
    named = "previous" if argument == "previous" else "original"
    if before == after:
        return told(f"The current proof is the {named} one.")
    text = f"From the {named} proof to the current one:"
    return Answer(Outcome("information", text, before=before, after=after))


def turns(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    """``/history``: what was said, and what came of it."""
    rows: list[tuple[str, str]] = []
    for message in chat.work.repository.messages.of_session(chat.work.session):
        first, *more = message.text.strip().split("\n")
        said = first if len(first) <= _SHOWN and not more else first[:_SHOWN].rstrip() + " …"
        if message.role == "user":
            rows.append((str(message.turn), said))
        else:
            rows.append(("", f"{message.kind}: {said}"))
    if len(rows) <= 1:
        return told("Nothing was said before.")
    return Answer(Outcome("information", "What was said:", rows=tuple(rows[:-1])))


def why(chat: ChatContext, state: ChatState) -> Answer:
    """Why the last thing that was tried failed: what Lean said then, from storage."""
    for message in reversed(chat.work.repository.messages.of_session(chat.work.session)):
        if message.role != "burnish":
            continue
        outcome = Outcome.from_json(message.data)
        if outcome.kind == "verified":
            return told("The last thing that was tried did not fail: Lean verified it.")
        if outcome.miss is not None:
            said = f"In turn {message.turn} {_because(outcome.miss)}"
            return Answer(Outcome("information", said, miss=outcome.miss))
        if outcome.kind in ("nothing", "stopped"):
            return told(f"In turn {message.turn}: {outcome.text}")
    return told("Nothing has failed yet.")


def _because(miss: Miss) -> str:
    if miss.verdict == "inconclusive":
        return f"Lean gave no verdict: {miss.reason}. That does not mean that the proof is wrong."
    return "the nearest miss was rejected by Lean, which said:"


def nearest_commands(names: tuple[str, ...], text: str) -> list[str]:
    """The names of commands that words bring to mind."""
    words = [word.strip(".,;:!?`'\"").lower() for word in text.split()]
    return list(
        dict.fromkeys(
            found for word in words for found in difflib.get_close_matches(word, names, 1, 0.75)
        )
    )


def _drawn(tree: ProofTree) -> str:
    lines: list[str] = []
    for step in tree.steps:
        lines += _step_lines(step, 0)
    return "\n".join(lines)


def _step_lines(step: ProofStep, depth: int) -> Iterator[str]:
    pad = "  " * depth
    text = step.text.strip().partition("\n")[0]
    text = text if len(text) <= _WIDTH else text[:_WIDTH] + " …"
    if step.children and step.is_combinator and text.startswith("·"):
        text = "·"
    yield f"{pad}{text}"
    if not step.children or not step.is_combinator:
        for goal in step.goals_after:
            case = f"{goal.case}: " if goal.case else ""
            yield f"{pad}    {case}{goal.mark} {' '.join(goal.target.split())}"
        if step.runs and not step.goals_after:
            yield f"{pad}    ✓"
    for child in step.children:
        yield from _step_lines(child, depth + 1)
