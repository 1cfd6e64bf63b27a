"""`burnish sessions export` and `import`: sessions as one file, for elsewhere and for later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands import model_options


def export(
    sessions: Annotated[
        list[str], typer.Argument(metavar="SESSION...", help="Their names, or the beginnings.")
    ],
    output: Annotated[
        Path | None, typer.Option(help="The file; by default NAME.burnish.gz in this folder.")
    ] = None,
    as_json: model_options.AsJson = False,
) -> None:
    """Write sessions into one file: all that was tried and said, and the texts of their files.

    `burnish sessions import` reads it elsewhere. A collection takes its rounds and its corpus
    along. The file holds the prompts and answers of models; it holds no keys.

    Example: burnish sessions export brisk-lemma-7f3a
    """
    from flows.history.archives import export_sessions
    from flows.history.listing import find_session
    from flows.output import print_json, result_console
    from flows.repositories import stored_here

    with stored_here() as repository:
        names = [find_session(repository, one).id for one in sessions]
        path = export_sessions(repository, names, output)
    if as_json:
        print_json({"file": str(path), "sessions": names, "bytes": path.stat().st_size})
    else:
        size = f"{path.stat().st_size / 1024:.0f} KiB"
        result_console().print(f"{path}: {', '.join(names)} ({size})", highlight=False)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `export` wrote.")],
    trust: Annotated[
        bool,
        typer.Option("--trust", help="Believe what it says that Lean found: it is from yourself."),
    ] = False,
    as_json: model_options.AsJson = False,
) -> None:
    """Take in the sessions of a file. Nothing is searched and no file of yours is touched.

    Without --trust nothing in it counts as verified, and it names no program to run: `burnish
    sessions resume` lets Lean judge its attempts anew.

    Example: burnish sessions import brisk-lemma-7f3a.burnish.gz
    """
    from flows.history.archives import import_sessions
    from flows.output import print_json, result_console
    from flows.repositories import stored_here

    with stored_here() as repository:
        found = import_sessions(repository, file, trusted=trust)
    if as_json:
        print_json({"sessions": list(found.sessions), "trusted": found.trusted})
        return
    console = result_console()
    for name in found.sessions:
        console.print(name, highlight=False)
    if not trust:
        console.print(
            "Nothing in it counts as verified yet; `burnish sessions resume` lets Lean judge it.",
            highlight=False,
        )
