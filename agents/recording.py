"""A session's conversation with its model as a script, which plays it again without the model."""

from __future__ import annotations

from storage.records import AnswerRecord
from storage.repository import Repository
from tools.errors import UserInputError
from tools.llm.fakes.script import Entry


def script_of(repository: Repository, session: str) -> list[Entry]:
    """What the model was asked and said in a session, call by call, and the sketches that the
    session found.

    Raises :class:`UserInputError` if there is no such session, or it asked no model.
    """
    if repository.session(session) is None:
        raise UserInputError(f"There is no session {session} in {repository.database.path}.")
    calls: dict[str, list[AnswerRecord]] = {}
    for answer in repository.answers.of_session(session):
        calls.setdefault(answer.call, []).append(answer)
    if not calls:
        raise UserInputError(f"The session {session} asked no model.")
    # Where it is played there may be no other session that has had the sketches written.
    for answer in repository.answers.lent_to(session):
        calls.setdefault(answer.call, []).append(answer)
    return [
        Entry(
            answers=tuple(map(_whole, sorted(answers, key=lambda one: one.position))),
            prompt=answers[0].prompt_hash,
            seed=answers[0].sampling["seed"],
        )
        for answers in calls.values()
    ]


def _whole(answer: AnswerRecord) -> str:
    """As the model wrote it, its thinking before it."""
    return f"<think>{answer.thinking}</think>{answer.text}" if answer.thinking else answer.text
