"""`burnish optimize`: better proofs for the theorems of some files, each verified by Lean."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Annotated

import typer

from flows.exit_status import EXIT_INTERRUPTED, EXIT_UNCHECKED

DEFAULT_ROUNDS = 12
DEFAULT_CANDIDATES = 48
DEFAULT_SECONDS = 600.0
DEFAULT_SAMPLES = 16
DEFAULT_MODEL_ROUNDS = 3
DEFAULT_TEMPERATURE = "1.0-1.4"
DEFAULT_ANSWER_TOKENS = 4096
MODEL = "The model"


def optimize(
    targets: Annotated[
        list[str], typer.Argument(metavar="FILE[:NAME]...", help="Lean files, or theorems in them.")
    ],
    metric: Annotated[
        str | None,
        typer.Option(
            help="What to improve: a metric (length, modularity, …; `burnish metrics` lists them), "
            "a sum (length+2*modularity), an order (length,tokens), or path/to/file.py:function."
        ),
    ] = None,
    guard: Annotated[
        list[str] | None,
        typer.Option(help="What may not get worse: heartbeats<=1.1x, depth<=original. Repeatable."),
    ] = None,
    pareto: Annotated[
        str | None, typer.Option(help="Keep the best compromises of these metrics: length,depth.")
    ] = None,
    rounds: Annotated[
        int, typer.Option(min=1, help="Rounds for each theorem, each from the best so far.")
    ] = DEFAULT_ROUNDS,
    candidates: Annotated[
        int, typer.Option(min=1, help="Candidates in a round; the first has half.")
    ] = DEFAULT_CANDIDATES,
    seconds: Annotated[
        float, typer.Option(min=0.0, help="Time for the whole command; run it again to go on.")
    ] = DEFAULT_SECONDS,
    write: Annotated[
        bool, typer.Option("--write", help="Replace the proofs in the files, once all check.")
    ] = False,
    lean: Annotated[
        str | None, typer.Option("--lean", help="A Lean binary, toolchain folder, or `embedded`.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    proposer: Annotated[
        str | None,
        typer.Option(
            help="Who proposes: model, symbolic or both; both where an endpoint is known.",
            rich_help_panel=MODEL,
        ),
    ] = None,
    endpoint: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Where a model is served, as in http://localhost:8000/v1 (or BURNISH_MODEL_URL).",
            rich_help_panel=MODEL,
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            help="Its name there (or BURNISH_MODEL); not needed where only one is served.",
            rich_help_panel=MODEL,
        ),
    ] = None,
    adapter: Annotated[
        str | None, typer.Option(help="A LoRA adapter loaded there.", rich_help_panel=MODEL)
    ] = None,
    samples: Annotated[
        int, typer.Option(min=1, help="Answers in a round of the model.", rich_help_panel=MODEL)
    ] = DEFAULT_SAMPLES,
    model_rounds: Annotated[
        int,
        typer.Option(min=1, help="Rounds of the model for each theorem.", rich_help_panel=MODEL),
    ] = DEFAULT_MODEL_ROUNDS,
    temperature: Annotated[
        str,
        typer.Option(help="Of the first and the last round: 1.0-1.4.", rich_help_panel=MODEL),
    ] = DEFAULT_TEMPERATURE,
    answer_tokens: Annotated[
        int,
        typer.Option(min=1, help="Of an answer, its thinking included.", rich_help_panel=MODEL),
    ] = DEFAULT_ANSWER_TOKENS,
    seed: Annotated[
        int, typer.Option(min=0, help="Of all that is sampled.", rich_help_panel=MODEL)
    ] = 0,
    without: Annotated[
        str,
        typer.Option(
            help="What the model is not told: context, states, sketch, examples, notes, "
            "diagnostics.",
            rich_help_panel=MODEL,
        ),
    ] = "",
    prompts: Annotated[
        Path | None,
        typer.Option(
            help="A folder with prompt files used instead of Burnish's (or BURNISH_PROMPTS).",
            rich_help_panel=MODEL,
        ),
    ] = None,
    veto: Annotated[
        bool,
        typer.Option(
            "--veto",
            help="Let the model refuse proofs that are hard to read.",
            rich_help_panel=MODEL,
        ),
    ] = False,
) -> None:
    """Search for better proofs, and show what Lean accepted.

    The same command again recalls its result, or goes on if it was stopped. Metric values: higher
    is better, so a length is negated. Exit status 1 if a theorem of a file does not check, 2 if
    the input is at fault.

    Example: burnish optimize examples/Logic.lean --rounds 4
    """
    from flows.modelling import ModelOptions, read_temperatures
    from flows.optimize import Options, optimize_targets
    from flows.output import print_json, progress, progress_console, result_console
    from flows.progress import observer_for
    from flows.render import print_outcome

    asked = ModelOptions(
        proposer=proposer,
        endpoint=endpoint,
        model=model,
        adapter=adapter,
        samples=samples,
        rounds=model_rounds,
        temperatures=read_temperatures(temperature),
        answer_tokens=answer_tokens,
        seed=seed,
        without=without,
        prompts=prompts,
        veto=veto,
    )
    options = Options(
        metric, rounds, candidates, seconds, write, lean, tuple(guard or ()), pareto, asked
    )
    # Results alone go to standard output, whatever a user's metric prints.
    with redirect_stdout(sys.stderr), observer_for(progress_console()) as observer:
        outcome = optimize_targets(targets, options, observer, progress)
    if as_json:
        print_json(outcome.to_json())
    else:
        print_outcome(result_console(), outcome)
    if outcome.interrupted:
        raise typer.Exit(EXIT_INTERRUPTED)
    if outcome.failed:
        raise typer.Exit(EXIT_UNCHECKED)
