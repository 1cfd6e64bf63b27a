"""`burnish show`: what Lean sees in a proof: its tree of tactics, and the chain of states."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.exit_status import EXIT_UNCHECKED


def show(
    target: Annotated[str, typer.Argument(metavar="FILE[:NAME]", help="The proof to look at.")],
    tree: Annotated[bool, typer.Option("--tree", help="The tactics with their goals.")] = False,
    states: Annotated[
        bool, typer.Option("--states", help="The proof's text with the goals as comments.")
    ] = False,
    context: Annotated[
        bool, typer.Option("--context", help="The declarations that it rests on, nearest first.")
    ] = False,
    svg: Annotated[
        str | None,
        typer.Option(
            "--svg",
            metavar="[PATH]",
            help="A picture of the tree of one proof, for a browser; PATH ends in .svg, and "
            "without one the picture goes to standard output.",
        ),
    ] = None,
    lean: Annotated[
        str | None, typer.Option("--lean", help="A Lean binary, toolchain folder, or `embedded`.")
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help="Print one JSON object: trees and states, with --context that too."
        ),
    ] = False,
) -> None:
    """Show the proof tree of each theorem with its goals, and its text with the states.

    Options choose parts; several may be given. In the picture a solid edge leads to what is left
    to show, a dashed one to what is stated on the way (`have`, `suffices`, `calc`), and the
    effective goals, which the metric modularity counts, are marked.

    A proof that does not check is shown as far as Lean came, and the exit status is then 1; it is
    2 if the input is at fault.

    Example: burnish show examples/Logic.lean:and_swap
    """
    from flows.output import print_json, progress, result_console
    from flows.settings import read_settings
    from flows.show_view import Parts, as_object, print_shown
    from flows.showing import show_target
    from flows.svg_output import put_picture, require_place
    from flows.targets import parse_target

    is_text = tree or states or context or as_json
    place = require_place(svg, alone=not is_text) if svg is not None else None
    shown = show_target(parse_target(target), read_settings(), lean, progress, with_context=context)
    if svg is not None:
        put_picture(shown.only_proof.picture(), place, progress)
    if as_json:
        print_json(as_object(shown))
    elif is_text or svg is None:
        parts = Parts(tree, states, context) if is_text else Parts(tree=True, states=True)
        print_shown(result_console(), shown, parts)
    if not shown.all_check:
        raise typer.Exit(EXIT_UNCHECKED)
