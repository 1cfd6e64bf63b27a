"""`burnish answers`: what a model was asked and said in a session, as a script that plays it."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer


def answers(
    session: Annotated[str, typer.Argument(help="A session's name, as `optimize` prints it.")],
) -> None:
    """Print a session's answers as a script, a JSON object a line.

    A file of it is played by `python -m tools.llm.fakes.server --script FILE`: the same `optimize`
    against that server is the same session, without the model.

    Example: burnish answers brisk-lemma-7f3a > session.jsonl
    """
    from agents.recording import script_of
    from flows.repositories import stored_here

    with stored_here() as repository:
        for entry in script_of(repository, session):
            sys.stdout.write(json.dumps(entry.to_json()) + "\n")
