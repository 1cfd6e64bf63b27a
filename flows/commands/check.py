"""`burnish check`: a verdict of Lean for each declaration of a file."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.exit_status import EXIT_UNCHECKED


def check(
    target: Annotated[str, typer.Argument(metavar="FILE[:NAME]", help="The Lean file.")],
    lean: Annotated[
        str | None, typer.Option("--lean", help="A Lean binary, toolchain folder, or `embedded`.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say for each declaration whether Lean accepts it, on which axioms, and how fast.

    Exit status 0 if all is verified, 1 if something does not check, 2 if the input is at fault.

    Example: burnish check examples/Logic.lean
    """
    from flows.check_view import as_object, print_checked
    from flows.checking import check_target
    from flows.output import print_json, progress, result_console
    from flows.settings import read_settings
    from flows.targets import parse_target

    checked = check_target(parse_target(target), read_settings(), lean, progress)
    if as_json:
        print_json(as_object(checked))
    else:
        print_checked(result_console(), checked)
    if not checked.all_verified:
        raise typer.Exit(EXIT_UNCHECKED)
