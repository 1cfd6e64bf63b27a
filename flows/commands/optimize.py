"""`burnish optimize`: better proofs for the theorems of some files, each verified by Lean."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from typing import Annotated

import typer

from flows.commands import model_options
from flows.exit_status import EXIT_INTERRUPTED, EXIT_UNCHECKED

DEFAULT_SECONDS = 600.0


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
    rounds: model_options.Rounds = model_options.DEFAULT_ROUNDS,
    candidates: model_options.Candidates = model_options.DEFAULT_CANDIDATES,
    seconds: Annotated[
        float, typer.Option(min=0.0, help="Time for the whole command; run it again to go on.")
    ] = DEFAULT_SECONDS,
    write: Annotated[
        bool, typer.Option("--write", help="Replace the proofs in the files, once all check.")
    ] = False,
    lean: model_options.Lean = None,
    as_json: model_options.AsJson = False,
    proposer: Annotated[
        str | None,
        typer.Option(
            help="Who proposes: model, symbolic or both; both where an endpoint is known.",
            rich_help_panel=model_options.MODEL,
        ),
    ] = None,
    endpoint: model_options.Endpoint = None,
    model: model_options.ModelName = None,
    adapter: model_options.Adapter = None,
    samples: model_options.Samples = model_options.DEFAULT_SAMPLES,
    model_rounds: model_options.ModelRounds = model_options.DEFAULT_MODEL_ROUNDS,
    temperature: model_options.Temperature = model_options.DEFAULT_TEMPERATURE,
    answer_tokens: model_options.AnswerTokens = model_options.DEFAULT_ANSWER_TOKENS,
    seed: model_options.Seed = 0,
    without: model_options.Without = "",
    prompts: model_options.Prompts = None,
    stop_at_tag: model_options.StopAtTag = False,
    veto: model_options.Veto = False,
) -> None:
    """Search for better proofs, and show what Lean accepted.

    The same command again recalls its result, or goes on if it was stopped. Metric values: higher
    is better, so a length is negated. With `--metric completion` it looks for proofs of theorems
    that do not check. Exit status 1 if a theorem of a file does not check or was skipped, 2 if the
    input is at fault.

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
        stops=stop_at_tag,
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
