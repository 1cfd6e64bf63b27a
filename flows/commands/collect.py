"""`burnish collect`: candidates for a whole corpus, and preference pairs made of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from flows.commands import model_options
from flows.exit_status import EXIT_INTERRUPTED
from flows.service.address import address_given
from tools.errors import UserInputError

if TYPE_CHECKING:
    from flows.collecting.searching import RoundSearch

RULES = "The rules"


def collect(
    corpus: Annotated[
        str,
        typer.Argument(
            metavar="CORPUS",
            help="A stored corpus (`burnish corpus list`), or a folder, Lake project, LeanDojo "
            "trace, list or Lean file, which is stored as one first.",
        ),
    ],
    metric: Annotated[
        str | None,
        typer.Option("--metric", "-m", help="What a better proof is better by; else length."),
    ] = None,
    guard: Annotated[
        list[str] | None,
        typer.Option(help="What may not get worse, as in heartbeats<=1.1x. Repeatable."),
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds over the whole corpus.")] = 1,
    after: Annotated[
        str | None,
        typer.Option(
            metavar="SESSION",
            help="A finished collection whose rounds count as earlier ones: of the model before "
            "it was trained, say.",
        ),
    ] = None,
    search_rounds: Annotated[
        int, typer.Option(min=1, help="Rounds of the symbolic proposer for each theorem.")
    ] = model_options.DEFAULT_ROUNDS,
    candidates: model_options.Candidates = model_options.DEFAULT_CANDIDATES,
    seconds: Annotated[
        float | None,
        typer.Option(min=0.0, help="Time for the whole command; run it again to go on."),
    ] = None,
    pool: Annotated[
        str | None,
        typer.Option(
            "--pool",
            metavar="NAME",
            help="Let the workers of this Prefect work pool search (see `burnish worker`).",
        ),
    ] = None,
    server: Annotated[
        str | None,
        typer.Option(
            "--server",
            metavar="URL",
            help="With --pool: where the Prefect server is; by default PREFECT_API_URL, or the "
            "`burnish server` of this folder.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it would take, and do nothing.")
    ] = False,
    lean: model_options.Lean = None,
    as_json: model_options.AsJson = False,
    replay: Annotated[
        Literal["mark", "join", "replace"],
        typer.Option(
            help="What a theorem that improved before has in a later round: its new candidates, "
            "new and old ones, or the old ones.",
            rich_help_panel=RULES,
        ),
    ] = "mark",
    rho: Annotated[
        float,
        typer.Option(
            min=0, max=1, help="The share of such theorems in a round.", rich_help_panel=RULES
        ),
    ] = 0.5,
    pi_max: Annotated[
        float,
        typer.Option(
            min=0,
            max=1,
            help="Theorems of whose candidates a greater share improve are too easy.",
            rich_help_panel=RULES,
        ),
    ] = 0.9,
    gamma: Annotated[
        float,
        typer.Option(
            min=0,
            max=100,
            help="Winners score above this percentile of the round.",
            rich_help_panel=RULES,
        ),
    ] = 50.0,
    winners: Annotated[
        int, typer.Option(min=1, help="Winners of a theorem.", rich_help_panel=RULES)
    ] = 4,
    losers: Annotated[
        int, typer.Option(min=0, help="Losers of a theorem.", rich_help_panel=RULES)
    ] = 4,
    human_weight: Annotated[
        float,
        typer.Option(
            min=0,
            help="How much better a proof counts that people accepted, in the metric's units, and "
            "how much worse one that they rejected.",
            rich_help_panel=RULES,
        ),
    ] = 0.0,
    seed: Annotated[
        int, typer.Option(min=0, help="Of all that is left to chance.", rich_help_panel=RULES)
    ] = 0,
    proposer: Annotated[
        Literal["model", "symbolic", "both"] | None,
        typer.Option(
            help="Who proposes; both where an endpoint is known.",
            rich_help_panel=model_options.MODEL,
        ),
    ] = None,
    endpoint: model_options.Endpoint = None,
    model: model_options.ModelName = None,
    adapter: model_options.Adapter = None,
    samples: Annotated[
        int,
        typer.Option(
            min=1,
            help="Answers for a theorem in a round.",
            rich_help_panel=model_options.MODEL,
        ),
    ] = model_options.DEFAULT_SAMPLES,
    temperature: model_options.Temperature = "1.0",
    answer_tokens: model_options.AnswerTokens = model_options.DEFAULT_ANSWER_TOKENS,
    without: model_options.Without = "",
    prompts: model_options.Prompts = None,
    stop_at_tag: model_options.StopAtTag = False,
) -> None:
    """Draw candidate proofs for a corpus, have Lean judge each, and make preference pairs of them.

    Only theorems of the training split are searched. Every candidate is stored, with its verdict,
    its score and the prompt that it answers; `burnish export` writes the pairs for training. The
    same command again goes on if it was stopped, and ends with the same pairs.

    Exit status 0 also if theorems were left out; 2 if the input is at fault.

    Example: burnish collect examples --rounds 2 --search-rounds 2 --candidates 16
    """
    from flows.collecting.collect import collect_corpus
    from flows.collecting.estimate import estimate_collection
    from flows.collecting.options import CollectOptions
    from flows.collecting.progress_view import observing
    from flows.collecting.view import print_collection, print_estimate
    from flows.modelling import ModelOptions, read_temperatures
    from flows.output import print_json, progress, progress_console, result_console
    from tools.iteration.rules import Rules

    options = CollectOptions(
        corpus=corpus,
        metric=metric,
        rounds=rounds,
        search_rounds=search_rounds,
        candidates=candidates,
        rules=Rules(replay, rho, pi_max, gamma, winners, losers, human_weight, seed),
        guards=tuple(guard or ()),
        seconds=seconds,
        lean=lean,
        after=after,
        model=ModelOptions(
            proposer=proposer,
            endpoint=endpoint,
            model=model,
            adapter=adapter,
            samples=samples,
            rounds=1,
            temperatures=read_temperatures(temperature),
            answer_tokens=answer_tokens,
            seed=seed,
            without=without,
            prompts=prompts,
            stops=stop_at_tag,
        ),
    )
    # Results alone go to standard output, whatever a user's metric prints.
    if dry_run:
        with redirect_stdout(sys.stderr):
            estimate = estimate_collection(options, progress)
        if as_json:
            print_json(estimate.to_json())
        else:
            print_estimate(result_console(), estimate)
        return
    with redirect_stdout(sys.stderr), observing(progress_console()) as observer:
        found = collect_corpus(
            options, observer, progress, search=_searching(pool, server, progress)
        )
    if as_json:
        print_json(found.to_json())
    else:
        print_collection(result_console(), found)
    if found.interrupted:
        raise typer.Exit(EXIT_INTERRUPTED)


def _searching(
    pool: str | None, server: str | None, progress: Callable[[str], None]
) -> RoundSearch:
    """Who searches: this process, or the workers of a pool."""
    from flows.collecting.searching import here

    if pool is None:
        if server is not None:
            raise UserInputError("--server goes with --pool, which says whose workers search.")
        return here
    from flows.service.by_workers import by_workers
    from storage.database import database_path

    return by_workers(pool, address_given(database_path(Path.cwd()).parent, server), progress)
