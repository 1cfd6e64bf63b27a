"""`burnish runs`: what the Prefect server runs and has run; cancelling; logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.service.runs import Run

runs = typer.Typer(name="runs", rich_markup_mode=None, invoke_without_command=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
RunName = Annotated[str, typer.Argument(metavar="RUN", help="A run's id, name, or session.")]


@runs.callback()
def list_(
    context: typer.Context,
    state: Annotated[
        str | None, typer.Option("--state", help="Only these: running, failed, completed, …")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many, the newest first.")
    ] = 20,
    as_json: AsJson = False,
) -> None:
    """List the runs of the Prefect server: what runs, what has run, what waits for an answer.

    The server is the one that `burnish server` has started in this folder, or the one that
    PREFECT_API_URL names. What a schedule has planned for later is listed with --state scheduled
    alone. Guide: docs/service.md.

    Example: burnish runs --state running
    """
    if context.invoked_subcommand is not None:
        return
    from pathlib import Path

    from flows.output import print_json
    from flows.repositories import stored_here
    from flows.service.address import known_address
    from flows.service.api import Api
    from flows.service.runs import list_runs
    from storage.database import database_path

    path = database_path(Path.cwd())
    with Api(known_address(path.parent)) as api:
        with stored_here() as repository:
            known = repository.flow_runs.all()
        found = list_runs(api, known, state=state, limit=limit)
    if as_json:
        print_json({"runs": [run.to_json() for run in found]})
    else:
        _print(found)


@runs.command("cancel")
def cancel(run: RunName, as_json: AsJson = False) -> None:
    """Cancel a run: its process, its Leans and its requests to a model end within seconds.

    What was verified is stored: the same run again goes on from there.

    Example: burnish runs cancel quick-otter
    """
    from pathlib import Path

    from flows.output import print_json
    from flows.service.address import known_address
    from flows.service.api import Api
    from flows.service.runs import cancel_run
    from storage.database import database_path

    with Api(known_address(database_path(Path.cwd()).parent)) as api:
        found = cancel_run(api, run)
    if as_json:
        print_json({"cancelling": found})
    else:
        typer.echo(f"cancelling {found}")


@runs.command("logs")
def logs(
    run: RunName,
    limit: Annotated[
        int,
        typer.Option("--limit", "-n", min=1, max=100_000, help="How many lines, the last ones."),
    ] = 200,
    as_json: AsJson = False,
) -> None:
    """Print what a run logged.

    Example: burnish runs logs quick-otter --limit 50
    """
    from dataclasses import asdict
    from pathlib import Path

    from flows.output import print_json, visible
    from flows.service.address import known_address
    from flows.service.api import Api
    from flows.service.runs import read_logs
    from storage.database import database_path

    with Api(known_address(database_path(Path.cwd()).parent)) as api:
        lines = read_logs(api, run, limit)
    if as_json:
        print_json({"lines": [asdict(line) for line in lines]})
        return
    for line in lines:
        typer.echo(visible(f"{line.at[:19].replace('T', ' ')} {line.level:7} {line.text}"))


def _print(found: list[Run]) -> None:
    from rich.table import Table

    from flows.output import result_console, visible

    console = result_console()
    if not found:
        console.print("no runs")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("run", "flow", "state", "done", "session", "started", "took"):
        table.add_column(
            name,
            no_wrap=name != "run",
            overflow="fold",  # a name that is cut cannot be given to another command
            justify="right" if name in ("done", "took") else "left",
        )
    for run in found:
        done = "" if run.progress is None else f"{run.progress:.0%}"
        at = run.started[:16].replace("T", " ")
        table.add_row(
            *map(visible, (run.name, run.deployment, run.state, done, run.session, at)),
            _duration(run.seconds),
        )
    console.print(table)
    for run in found:
        if run.message and run.state in ("failed", "crashed"):
            console.print(visible(f"{run.name}: {run.message.splitlines()[0]}"), soft_wrap=True)


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    if seconds < 3600:
        return f"{seconds // 60:.0f} min {seconds % 60:02.0f} s"
    return f"{seconds // 3600:.0f} h {seconds % 3600 // 60:02.0f} min"
