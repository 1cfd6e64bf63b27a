"""`burnish review`: what runs wait for a person to decide, and the decision."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands import model_options


def review(
    run: Annotated[
        str | None,
        typer.Argument(metavar="[RUN]", help="Its name, its session, or the beginning of its id."),
    ] = None,
    accept: Annotated[
        str | None,
        typer.Option(
            metavar="all|none|NAME,NAME,…",
            help="Decide: all proposals, none, or those of these theorems.",
        ),
    ] = None,
    note: Annotated[str, typer.Option(help="Why; kept with the decision.")] = "",
    as_json: model_options.AsJson = False,
) -> None:
    """Show the runs that wait for approval, or what one of them proposes, and decide.

    A run that was started with `require_approval` searches, waits, and then writes the proofs that
    were accepted, and nothing else. The dashboard of `burnish server` has the same as a form. What
    is decided is kept as a preference, whichever way.

    Example: burnish review calm-otter-12ab --accept all --note "reads well"
    """
    import os
    from pathlib import Path

    from flows.output import print_json, result_console
    from flows.review_view import print_decision, print_proposals, print_waiting
    from flows.service.address import known_address
    from flows.service.api import Api
    from flows.service.reviewing import answer, read_decision, waiting_run, waiting_runs
    from storage.database import database_path
    from tools.errors import UserInputError

    if run is None and (accept is not None or note):
        raise UserInputError("Say which run you decide about; `burnish review` lists them.")
    if accept is None and note:
        raise UserInputError("A note goes with a decision: add --accept all, none, or names.")
    home = database_path(Path.cwd(), os.environ).parent
    console = result_console()
    with Api(known_address(home)) as api:
        if run is None:
            known = waiting_runs(api)
            if as_json:
                print_json([one.to_json() for one in known])
            else:
                print_waiting(console, known)
            return
        chosen = waiting_run(api, run)
        if accept is None:
            if as_json:
                print_json(chosen.to_json())
            else:
                print_proposals(console, chosen)
            return
        decision = read_decision(chosen, accept, note)
        answer(api, chosen, decision)
    if as_json:
        print_json(chosen.to_json() | decision.to_json())
    else:
        print_decision(console, chosen, decision)
