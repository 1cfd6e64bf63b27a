"""`burnish show`: what Lean sees in a proof: its tree of tactics, and the chain of states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from flows.showing import Shown


def show(
    target: Annotated[str, typer.Argument(metavar="FILE[:NAME]", help="The proof to look at.")],
    lean: Annotated[
        str | None, typer.Option("--lean", help="A Lean binary, toolchain folder, or `embedded`.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the proof tree of each theorem with its goals, and its text with the states.

    Example: burnish show examples/Logic.lean:and_swap
    """
    from flows.output import print_json, progress, result_console
    from flows.settings import read_settings
    from flows.show_view import print_shown
    from flows.showing import show_target
    from flows.targets import parse_target

    shown = show_target(parse_target(target), read_settings(), lean, progress)
    if as_json:
        print_json(_as_json(shown))
    else:
        print_shown(result_console(), shown)


def _as_json(shown: Shown) -> dict[str, Any]:
    return {
        "file": str(shown.path),
        "lean": shown.lean,
        "proofs": [
            {
                **proof.tree.to_json(),
                "line": proof.line,
                "states": proof.states(),
                "diagnostics": [message.to_json() for message in proof.errors],
            }
            for proof in shown.proofs
        ],
        "seconds": shown.seconds,
    }
