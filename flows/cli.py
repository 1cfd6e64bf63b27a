"""The `burnish` command: its global options, its subcommands, and what failures look like.

Exit status: 0 all is well; 1 something does not check; 2 the input, an option or the Lean cannot
be used; 3 Burnish itself or what it runs failed; 130 interrupted; 143 ended by SIGTERM.
A subcommand is a function in its own module under `flows.commands`; those modules import what is
heavy inside the function, so that `burnish --help` stays quick.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from flows.commands import (
    answers,
    chat,
    check,
    collect,
    corpus,
    doctor,
    evaluate,
    export,
    judge,
    metrics,
    optimize,
    report,
    review,
    runs,
    serve_model,
    server,
    session_archives,
    sessions,
    show,
    worker,
)
from flows.ending import ending_on_request
from flows.exit_status import EXIT_FAILURE, EXIT_INPUT, EXIT_INTERRUPTED
from flows.svg_output import with_a_place
from tools.errors import BurnishError, UserInputError

_GLOBAL_FLAGS = frozenset({"-v", "-vv", "--verbose", "--log-json"})
_REPORT = "please report it with the command you ran and what -v shows"


@dataclass
class Invocation:
    """What the global options say; travels as the context's `obj`."""

    verbosity: int = 0


app = typer.Typer(
    name="burnish",
    help="Polish Lean 4 proofs that already check; Lean verifies every result.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"burnish {version('burnish')}")
        raise typer.Exit


@app.callback()
def _global_options(
    context: typer.Context,
    verbose: Annotated[
        int,
        typer.Option("--verbose", "-v", count=True, help="Log more; -vv logs everything."),
    ] = 0,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="Log one JSON object a line (standard error).")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help="Print the version."
        ),
    ] = False,
) -> None:
    from flows.logging import configure_logging

    invocation = context.ensure_object(Invocation)
    invocation.verbosity = verbose
    color = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    configure_logging(verbose, as_json=log_json, color=color)


app.command("doctor")(doctor.doctor)
app.command("check")(check.check)
app.command("show")(show.show)
app.command("metrics")(metrics.metrics)
app.command("judge")(judge.judge)
app.command("optimize")(optimize.optimize)
app.command("chat")(chat.chat)
sessions.sessions.command("export")(session_archives.export)
sessions.sessions.command("import")(session_archives.import_)
app.add_typer(sessions.sessions)
app.command("report")(report.report)
app.command("server")(server.server)
app.command("worker")(worker.worker)
app.add_typer(runs.runs)
app.command("review")(review.review)
app.command("serve-model")(serve_model.serve_model)
app.add_typer(corpus.corpus)
app.command("evaluate")(evaluate.evaluate)
app.command("collect")(collect.collect)
app.command("export")(export.export)
app.command("answers")(answers.answers)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit status."""
    _speak_utf8()
    # Lean's syntax trees are as deep as the terms that people nest.
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 20_000))
    invocation = Invocation()
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        with ending_on_request():
            app(with_a_place(_global_flags_first(given)), obj=invocation, prog_name="burnish")
    except BurnishError as error:
        if invocation.verbosity:
            traceback.print_exc()
        _fail(str(error), EXIT_INPUT if isinstance(error, UserInputError) else EXIT_FAILURE)
    except BrokenPipeError:
        # The reader of a pipe has left; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_FAILURE)
    except KeyboardInterrupt:
        _fail("interrupted", EXIT_INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the one place that turns a fault into a message
        if invocation.verbosity:
            traceback.print_exc()
        _fail(
            f"unexpected {type(error).__name__}: {error}\nThis is a fault in Burnish; {_REPORT}.",
            EXIT_FAILURE,
        )


def _fail(message: str, status: int) -> None:
    sys.stderr.write(f"burnish: {message}\n")
    sys.exit(status)


def _global_flags_first(arguments: Sequence[str]) -> list[str]:
    """The global flags may stand anywhere before a ``--``."""
    end = list(arguments).index("--") if "--" in arguments else len(arguments)
    flags = [argument for argument in arguments[:end] if argument in _GLOBAL_FLAGS]
    others = [argument for argument in arguments[:end] if argument not in _GLOBAL_FLAGS]
    return [*flags, *others, *arguments[end:]]


def _speak_utf8() -> None:
    """Lean's notation is Unicode, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
