"""`burnish report`: one HTML page about a session, which needs nothing from elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer


def report(
    session: Annotated[str, typer.Argument(help="A session's name, as `optimize` prints it.")],
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
    from flows.history.report.making import write_report
    from flows.output import progress
    from storage.database import Database
    from storage.repository import Repository

    database = Database.of(Path.cwd(), os.environ)
    try:
        write_report(
            Repository(database),
            session,
            output or Path(f"{session}.html"),
            lean=lean,
            with_lean=not no_lean,
            progress=progress,
        )
    finally:
        database.close()
