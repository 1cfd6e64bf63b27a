"""`burnish judge`: Lean's verdict on candidate proofs for one theorem, the file untouched."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.exit_status import EXIT_FAILURE, EXIT_UNCHECKED


def judge(
    target: Annotated[str, typer.Argument(metavar="FILE:NAME", help="The theorem.")],
    candidates: Annotated[
        list[str],
        typer.Option(
            "--candidate",
            "-c",
            metavar="PATH",
            help="A file with a whole declaration, `:= …`, a `by` block or a term; `-` reads "
            "standard input. May be given several times.",
        ),
    ],
    lean: Annotated[
        str | None, typer.Option("--lean", help="A Lean binary, toolchain folder, or `embedded`.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object; a list for several candidates.")
    ] = False,
    unprotected: Annotated[
        bool,
        typer.Option("--unprotected", help="Run candidates even where Lean cannot be confined."),
    ] = False,
) -> None:
    """Judge candidate proofs exactly as the search does; the file is not touched.

    Each is judged by itself, whatever the others are. In the JSON, lines count from 1 and columns
    from 0, in the candidate's own file; line 0 means the candidate as a whole.

    Exit status 0 if all are verified, 1 if one is rejected, 3 if none is rejected but one is
    inconclusive (a limit, a crash of Lean) or Lean itself failed, 2 if the input is at fault.

    Example: burnish judge examples/Logic.lean:peirce --candidate proof.lean
    """
    from flows.judge_view import print_judgement
    from flows.judging import judge_candidates
    from flows.output import print_json, progress, result_console
    from flows.settings import read_settings
    from flows.targets import parse_target

    judgement = judge_candidates(
        parse_target(target), candidates, read_settings(), lean, progress, unprotected=unprotected
    )
    if as_json:
        records = [one.to_json() for one in judgement.judged]
        print_json(records[0] if len(records) == 1 else records)
    else:
        print_judgement(result_console(), judgement)
    kinds = {one.verdict.kind for one in judgement.judged}
    if "rejected" in kinds:
        raise typer.Exit(EXIT_UNCHECKED)
    if "inconclusive" in kinds:
        raise typer.Exit(EXIT_FAILURE)
