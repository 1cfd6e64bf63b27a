"""`burnish report`: one HTML page about a session, which needs nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def report(
    session: Annotated[
        str, typer.Argument(metavar="SESSION", help="Its name, or the beginning of it.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where to write it; SESSION.html by default."
        ),
    ] = None,
    lean: Annotated[
        str | None, typer.Option("--lean", help="A Lean binary, toolchain folder, or `embedded`.")
    ] = None,
    no_lean: Annotated[
        bool,
        typer.Option("--no-lean", help="Ask Lean nothing: goal states and trees only if stored."),
    ] = False,
) -> None:
    """Write one page about a session: its proofs before and after, goals, trees, metrics, attempts.

    The page is one file without links to anything else; it can be sent, printed, and read without
    a network. Goal states and proof trees come from Lean, the first time; all else is stored.

    Example: burnish report brisk-lemma-7f3a --output report.html
    """
    from flows.history.listing import find_session
    from flows.history.report.making import write_report
    from flows.output import progress
    from flows.repositories import stored_here

    with stored_here() as repository:
        record = find_session(repository, session)
        write_report(
            repository,
            record.id,
            # Names of imported sessions are somebody else's: none leads to another folder.
            output or Path(Path(f"{record.id}.html").name),
            lean=lean,
            with_lean=not no_lean,
            progress=progress,
        )
