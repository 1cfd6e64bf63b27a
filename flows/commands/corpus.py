"""`burnish corpus`: theorems from files, projects and traces, stored with their splits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.commands import model_options

corpus = typer.Typer(
    name="corpus",
    help="Corpora of theorems, with the splits that keep test theorems out of training.",
    no_args_is_help=True,
)


@corpus.command("add")
def add(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="A folder of Lean files, a Lake project, a project that LeanDojo traced, a Lean "
            "file, or a text that names Lean files, one a line.",
        ),
    ],
    name: Annotated[
        str | None, typer.Option(help="What to call it; by default like the folder or file.")
    ] = None,
    read_as: Annotated[
        Literal["folder", "lake", "leandojo"] | None,
        typer.Option("--as", help="How to read the folder; by default by what is found in it."),
    ] = None,
    lean: model_options.Lean = None,
    as_json: model_options.AsJson = False,
) -> None:
    """Store the theorems that Lean accepts, with facts about each, split by file.

    A file that does not check is left out, and it is said why. The split of a file follows from
    its path; files that share a theorem go together. The same command again takes in what has
    changed.

    Exit status 0 also if something was left out; 2 if the input is at fault or nothing checks.

    Example: burnish corpus add examples
    """
    from flows.corpora import add_corpus
    from flows.corpus_view import as_object, observing, print_added
    from flows.output import print_json, progress, progress_console, result_console

    with observing(progress_console()) as observer:
        added = add_corpus(path, name, read_as, lean, observer, progress)
    if as_json:
        print_json({**as_object(added, with_theorems=False), "changed": added.is_changed})
    else:
        print_added(result_console(), added)


@corpus.command("list")
def list_all(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
) -> None:
    """Show the corpora that are stored here, the latest of each name.

    Example: burnish corpus list
    """
    from flows.corpora import stored_corpora
    from flows.corpus_view import as_object, print_corpora
    from flows.output import print_json, result_console

    corpora = stored_corpora()
    if as_json:
        print_json([as_object(one, with_theorems=False) for one in corpora])
    else:
        print_corpora(result_console(), corpora)


@corpus.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The corpus.")],
    as_json: model_options.AsJson = False,
) -> None:
    """Show the theorems of a corpus with their splits and facts, and what was left out.

    Exit status 2 if there is no such corpus.

    Example: burnish corpus show examples
    """
    from flows.corpora import stored_corpus
    from flows.corpus_view import as_object, print_corpus
    from flows.output import print_json, result_console

    shown = stored_corpus(name)
    if as_json:
        print_json(as_object(shown, with_theorems=True))
    else:
        print_corpus(result_console(), shown)
