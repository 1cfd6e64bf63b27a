"""`burnish evaluate`: how well a model, the symbolic proposer, or both do over a corpus."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.commands import model_options
from flows.exit_status import EXIT_INTERRUPTED


def evaluate(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="TARGET...",
            help="Lean files, theorems in them (FILE:NAME), folders, Lake projects, texts that "
            "name files, or stored corpora (`burnish corpus list`).",
        ),
    ],
    metric: Annotated[
        list[str] | None,
        typer.Option("--metric", "-m", help="What is to get better. Repeatable; else length."),
    ] = None,
    proposer: Annotated[
        list[str] | None,
        typer.Option(
            help="Who proposes: model, symbolic, both. Repeatable, or with commas between them; "
            "the others are compared with the first."
        ),
    ] = None,
    at: Annotated[
        str, typer.Option(metavar="K,K,…", help="Numbers of samples: best@k for each.")
    ] = "1,2,4,8,16",
    ablate: Annotated[
        str,
        typer.Option(
            metavar="NAME,NAME,…",
            help="Run without each of these channels too: context, states, sketch, examples.",
        ),
    ] = "",
    split: Annotated[
        Literal["train", "validation", "test"] | None,
        typer.Option(help="Of a stored corpus; otherwise all of it."),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the table there.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with plots there.")
    ] = None,
    rounds: model_options.Rounds = model_options.DEFAULT_ROUNDS,
    candidates: model_options.Candidates = model_options.DEFAULT_CANDIDATES,
    seconds: Annotated[
        float | None,
        typer.Option(min=0.0, help="Time for the whole command; run it again to go on."),
    ] = None,
    lean: model_options.Lean = None,
    as_json: model_options.AsJson = False,
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
) -> None:
    """Sample proofs for the theorems of a corpus, let Lean judge each, and show how good they are.

    The model alone is asked once for each theorem, for as many answers as the greatest k; --samples
    and --model-rounds are for both, which is the machine as `burnish optimize` runs it. The
    symbolic proposer's candidates, and both's, count in the order in which they were made.

    The same command again goes on if it was stopped, and makes the same tables from what is stored.
    Exit status 0 also if theorems were left out that do not check; 2 if the input is at fault.

    Example: burnish evaluate examples --proposer symbolic --at 8,64 --html evaluation.html
    """
    from flows.evaluate import Options, evaluate_targets
    from flows.evaluation_view import print_evaluation
    from flows.file_output import put_file, require_folder
    from flows.lists import read_names, read_numbers
    from flows.modelling import ModelOptions, read_temperatures
    from flows.output import print_json, progress, progress_console, result_console
    from flows.progress import observer_for
    from tools.evaluation.page import page

    for path in (csv, html):
        if path is not None:
            require_folder(path)
    options = Options(
        metrics=tuple(metric or ["length"]),
        proposers=read_names(",".join(proposer or [])),
        ks=read_numbers("--at", at),
        ablate=read_names(ablate),
        rounds=rounds,
        candidates=candidates,
        seconds=seconds,
        lean=lean,
        split=split,
        model=ModelOptions(
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
            stops=stop_at_tag,
        ),
    )
    # Results alone go to standard output, whatever a user's metric prints.
    with redirect_stdout(sys.stderr):
        found = evaluate_targets(
            targets, options, lambda: observer_for(progress_console()), progress
        )
    if csv is not None:
        put_file(found.report.to_csv(), csv, progress)
    if html is not None:
        put_file(page(found.report, f"Evaluation of {', '.join(targets)}"), html, progress)
    if as_json:
        print_json(found.to_json())
    else:
        print_evaluation(result_console(), found)
    if found.interrupted:
        raise typer.Exit(EXIT_INTERRUPTED)
