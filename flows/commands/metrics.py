"""`burnish metrics`: every metric of the theorems of a file."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.exit_status import EXIT_UNCHECKED


def metrics(
    target: Annotated[
        str, typer.Argument(metavar="FILE[:NAME]", help="The file, or one theorem in it.")
    ],
    metric: Annotated[
        list[str] | None,
        typer.Option(
            "--metric",
            "-m",
            metavar="PATH.py:FUNCTION",
            help="Your own metric too: a function that gets the proof tree and returns a number. "
            "May be given several times.",
        ),
    ] = None,
    lean: Annotated[
        str | None, typer.Option("--lean", help="A Lean binary, toolchain folder, or `embedded`.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the value of every metric for each theorem. Higher is better: costs are negated.

    A metric that has no value for a theorem is a dash, or null in the JSON, and it is said why.

    Exit status 0; 1 if a theorem does not check (it has no value but for completion), 2 if the
    input is at fault.

    Example: burnish metrics examples/Logic.lean:peirce
    """
    from flows.measuring import measure_target
    from flows.metrics_view import as_object, print_measured
    from flows.output import print_json, progress, result_console
    from flows.settings import read_settings
    from flows.targets import parse_target

    measured = measure_target(parse_target(target), metric or [], read_settings(), lean, progress)
    if as_json:
        print_json(as_object(measured))
    else:
        print_measured(result_console(), measured)
    if not measured.all_verified:
        raise typer.Exit(EXIT_UNCHECKED)
