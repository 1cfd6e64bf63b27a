"""`burnish sessions`: what was done, how it stands, and how to go on with it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands import model_options
from flows.commands.optimize import DEFAULT_SECONDS
from flows.exit_status import EXIT_INTERRUPTED, EXIT_UNCHECKED

if TYPE_CHECKING:
    from flows.optimize import OptimizeOutcome

sessions = typer.Typer(
    name="sessions",
    help="List sessions, read their stories, go on with them, fork, compare and remove them.",
)

Session = Annotated[
    str, typer.Argument(metavar="SESSION", help="Its name, or the beginning of it.")
]
Kind = Annotated[
    str | None, typer.Option(help="Only those of one command: optimize, chat, collect, …")
]
Limit = Annotated[int, typer.Option(min=1, help="How many, the latest first.")]
AsList = Annotated[bool, typer.Option("--json", help="Print a JSON list.")]
Root = Annotated[
    Path | None, typer.Option("--root", help="The folder in which the session's files are now.")
]
DEFAULT_LIMIT = 20
_SAID = {
    **{name: name for name in ("metric", "pareto", "rounds", "candidates", "seconds", "write")},
    "lean": "lean",
    "guard": "guards",
}
"""The options of a fork that are options of `optimize`, and the fields that they set."""
_SAID_OF_THE_MODEL = {
    **{name: name for name in ("proposer", "endpoint", "model", "adapter", "samples", "seed")},
    **{name: name for name in ("answer_tokens", "without", "prompts", "veto")},
    "model_rounds": "rounds",
    "temperature": "temperatures",
    "stop_at_tag": "stops",
}


@sessions.callback(invoke_without_command=True)
def _sessions(
    context: typer.Context,
    kind: Kind = None,
    limit: Limit = DEFAULT_LIMIT,
    as_json: AsList = False,
) -> None:
    if context.invoked_subcommand is None:
        list_all(kind, limit, as_json)


@sessions.command("list")
def list_all(kind: Kind = None, limit: Limit = DEFAULT_LIMIT, as_json: AsList = False) -> None:
    """Show the sessions that are stored here, the latest first (`burnish sessions` alone does too).

    A session that no process works on any more is `interrupted` if it was killed, `stopped` if its
    time was over. Rounds of collections and searches of chats are in `show`, and in the list only
    with --kind round or --kind turn.

    Example: burnish sessions list --kind optimize
    """
    from flows.history.listing import list_sessions
    from flows.history.listing_view import print_sessions
    from flows.output import print_json, result_console
    from flows.repositories import stored_here

    with stored_here() as repository:
        found = list_sessions(repository, kind=kind)
    if kind is None:
        found = [one for one in found if not one.is_part]
    if as_json:
        print_json([one.to_json() for one in found[:limit]])
    else:
        print_sessions(result_console(), found[:limit], max(0, len(found) - limit), kind)


@sessions.command("show")
def show(
    session: Session,
    theorem: Annotated[
        str | None, typer.Option(help="Only this theorem, by its name or the end of it.")
    ] = None,
    rounds: Annotated[
        bool, typer.Option("--rounds", help="The rounds of all theorems, however many.")
    ] = False,
    attempts: Annotated[
        bool, typer.Option("--attempts", help="Each attempt with what became of it.")
    ] = False,
    as_json: model_options.AsJson = False,
) -> None:
    """Tell the story of a session: what was tried round by round, what Lean said, what is best.

    At the end: what failed and why, and commands to try next.

    Example: burnish sessions show brisk-lemma-7f3a
    """
    from flows.history.handoff import handed_off
    from flows.history.handoff_view import print_hand_off
    from flows.history.listing import find_session
    from flows.history.story import story
    from flows.history.story_view import print_attempts, print_story
    from flows.output import print_json, result_console
    from flows.repositories import stored_here

    with stored_here() as repository:
        record = find_session(repository, session)
        told = story(repository, record.id)
        listed = repository.overview.attempts(record.id) if attempts else []
    if theorem is not None:
        told = told.only(theorem)
        listed = [one for one in listed if one.problem_id in {t.problem for t in told.theorems}]
    handed = handed_off(told)
    if as_json:
        made = {"attempts": [asdict(one) for one in listed]} if attempts else {}
        print_json({**told.to_json(), "hand_off": handed.to_json(), **made})
        return
    console = result_console()
    print_story(console, told, everything=rounds)
    if attempts:
        console.print()
        print_attempts(console, listed)
    print_hand_off(console, handed)


@sessions.command("resume")
def resume(
    session: Session,
    seconds: Annotated[
        float | None,
        typer.Option(min=0.0, help="Time for it; by default as much as it was given before."),
    ] = None,
    endpoint: model_options.Endpoint = None,
    write: Annotated[
        bool, typer.Option("--write", help="Replace the proofs in the files, once all check.")
    ] = False,
    lean: model_options.Lean = None,
    root: Root = None,
    as_json: model_options.AsJson = False,
) -> None:
    """Go on with a session of `optimize` where it was: after a spent budget, a crash, a reboot.

    It also goes on in a copy of the database on another machine, and where its files have changed:
    then from the texts that it keeps, and nothing is written. A finished session is shown again;
    with --write its proofs are put into the files.

    Example: burnish sessions resume brisk-lemma-7f3a --seconds 600
    """
    from flows.history.listing import find_session
    from flows.history.resuming import ResumeOptions, resume_session
    from flows.output import progress, progress_console
    from flows.progress import observer_for
    from flows.repositories import stored_here

    asked = ResumeOptions(seconds, endpoint, write, lean, root)
    with stored_here() as repository:
        record = find_session(repository, session)
        with redirect_stdout(sys.stderr), observer_for(progress_console()) as observer:
            outcome = resume_session(repository, record, asked, observer, progress)
    _end(outcome, as_json=as_json)


@sessions.command("fork")
def fork(
    context: typer.Context,
    session: Session,
    at: Annotated[
        int | None, typer.Option(metavar="ATTEMPT", help="Start from what it had tried up to this.")
    ] = None,
    at_round: Annotated[
        int | None, typer.Option("--round", min=0, help="Start from each theorem's first N rounds.")
    ] = None,
    metric: Annotated[str | None, typer.Option(help="What to improve.")] = None,
    guard: Annotated[list[str] | None, typer.Option(help="What may not get worse.")] = None,
    pareto: Annotated[str | None, typer.Option(help="Metrics of a front to keep.")] = None,
    rounds: model_options.Rounds = model_options.DEFAULT_ROUNDS,
    candidates: model_options.Candidates = model_options.DEFAULT_CANDIDATES,
    seconds: Annotated[float, typer.Option(min=0.0, help="Time for it.")] = DEFAULT_SECONDS,
    write: Annotated[
        bool, typer.Option("--write", help="Replace the proofs in the files, once all check.")
    ] = False,
    lean: model_options.Lean = None,
    root: Root = None,
    as_json: model_options.AsJson = False,
    proposer: Annotated[
        str | None,
        typer.Option(
            help="Who proposes: model, symbolic or both.", rich_help_panel=model_options.MODEL
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
    """Begin a new session from what another one tried; options that are not given are as there.

    The proofs in the files stay the originals, and what Lean has said is not asked again. The
    search starts from the best proof so far, by the metric of the fork. The same fork again goes
    on with it, or recalls it.

    Example: burnish sessions fork brisk-lemma-7f3a --metric length+modularity --rounds 20
    """
    from flows.history.forking import ForkOptions, fork_session
    from flows.history.inheriting import Until
    from flows.history.listing import find_session
    from flows.modelling import read_temperatures
    from flows.output import progress, progress_console
    from flows.progress import observer_for
    from flows.repositories import stored_here
    from tools.errors import UserInputError

    if at is not None and at_round is not None:
        raise UserInputError("--at and --round both say from where to fork: give one of them.")
    said = _given(context, _SAID)
    model_said = _given(context, _SAID_OF_THE_MODEL)
    if "guards" in said:
        said["guards"] = tuple(said["guards"])
    if "temperatures" in model_said:
        model_said["temperatures"] = read_temperatures(temperature)
    asked = ForkOptions(Until(at, at_round), root, said, model_said)
    with stored_here() as repository:
        record = find_session(repository, session)
        with redirect_stdout(sys.stderr), observer_for(progress_console()) as observer:
            outcome = fork_session(repository, record, asked, observer, progress)
    _end(outcome, as_json=as_json)


@sessions.command("diff")
def diff(
    first: Annotated[str, typer.Argument(metavar="A", help="A session.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    as_json: model_options.AsJson = False,
) -> None:
    """Compare two sessions: settings, proofs, and which is better by which metric.

    Example: burnish sessions diff brisk-lemma-7f3a calm-gem-01c2
    """
    from flows.history.difference import compare
    from flows.history.difference_view import print_difference
    from flows.history.listing import find_session
    from flows.output import print_json, result_console
    from flows.repositories import stored_here

    with stored_here() as repository:
        a, b = (find_session(repository, name).id for name in (first, second))
        found = compare(repository, a, b)
    if as_json:
        print_json(found.to_json())
    else:
        print_difference(result_console(), found)


@sessions.command("prune")
def prune(
    older: Annotated[
        str, typer.Option(metavar="AGE", help="Not worked on for so long: 12h, 30d, 2w, 1y.")
    ] = "30d",
    state: Annotated[
        list[str] | None,
        typer.Option(help="Only finished, stopped or interrupted ones. Repeatable."),
    ] = None,
    keep: Annotated[
        int, typer.Option(min=0, help="So many of the latest sessions stay in any case.")
    ] = 0,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Remove them; without it they are only shown.")
    ] = False,
    as_json: model_options.AsJson = False,
) -> None:
    """Show which old sessions would go; with --yes remove them and give their space back.

    What preferences, collections or other sessions rest on stays, and so does what runs. Files are
    not touched.

    Example: burnish sessions prune --older 12w --state finished
    """
    from flows.history.listing_view import print_prunable
    from flows.history.pruning import Selection, prunable, read_age, read_states
    from flows.history.pruning import prune as prune_sessions
    from flows.output import print_json, result_console
    from flows.repositories import stored_here

    selection = Selection(read_age(older), read_states(state or []), keep)
    with stored_here() as repository:
        found = prunable(repository, selection)
        freed = prune_sessions(repository, found.going) if yes and found.going else None
    if as_json:
        print_json({**found.to_json(), "removed": freed is not None, "freed_bytes": freed or 0})
    else:
        print_prunable(result_console(), found, freed)


def _given(context: typer.Context, fields: Mapping[str, str]) -> dict[str, Any]:
    """The values of those options that are on the command line, by the fields that they set."""
    return {
        field: context.params[option]
        for option, field in fields.items()
        if (source := context.get_parameter_source(option)) is not None
        and source.name == "COMMANDLINE"
    }


def _end(outcome: OptimizeOutcome, *, as_json: bool) -> None:
    """Print an outcome, and leave with its status."""
    from flows.output import print_json, result_console
    from flows.render import print_outcome

    if as_json:
        print_json(outcome.to_json())
    else:
        print_outcome(result_console(), outcome)
    if outcome.interrupted:
        raise typer.Exit(EXIT_INTERRUPTED)
    if outcome.failed:
        raise typer.Exit(EXIT_UNCHECKED)
