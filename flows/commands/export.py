"""`burnish export`: what was collected, as files that trainers read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.commands import model_options


def export(
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FOLDER", help="A folder that is not there yet, or empty."
        ),
    ],
    collections: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COLLECTION",
            help="Collections, as `burnish collect` prints their names; by default all.",
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="jsonl, parquet, or both with a comma between.")
    ] = "jsonl",
    kind: Annotated[
        str,
        typer.Option(
            help="preference (pairs), sft (supervised examples), or both with a comma between."
        ),
    ] = "preference,sft",
    style: Annotated[
        str,
        typer.Option(help="conversational, plain (text), or both with a comma between."),
    ] = "conversational",
    human: Annotated[
        Literal["include", "exclude", "only"],
        typer.Option(help="What people accepted and rejected."),
    ] = "include",
    human_weight: Annotated[
        float, typer.Option(min=0.0, help="The weight of a person's preference; others weigh 1.")
    ] = 1.0,
    metric: Annotated[
        list[str] | None, typer.Option(help="Only this metric; may be repeated.")
    ] = None,
    rounds: Annotated[
        list[int] | None,
        typer.Option("--round", min=1, help="Only this round; may be repeated."),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="At most so many rows of a kind, drawn with the seed."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the drawing.")] = 0,
    licence: Annotated[
        str | None,
        typer.Option(help="Under which the data may be used, for the card; such as Apache-2.0."),
    ] = None,
    leave_out_held_out: Annotated[
        bool,
        typer.Option(
            "--leave-out-held-out",
            help="Pass over theorems that a corpus holds out, instead of refusing all.",
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace an earlier export in the folder.")
    ] = False,
    as_json: model_options.AsJson = False,
) -> None:
    """Write preference pairs and supervised examples in the formats that TRL reads, with a card.

    Nothing leaves that a corpus holds out: right before anything is written, all theorems are held
    against the validation and test splits of every corpus stored here. The same database and the
    same options give the same bytes.

    Exit status 2 if the input is at fault or there is nothing to write; 3 if a theorem is held out.

    Example: burnish export --output training-data --licence Apache-2.0
    """
    from flows.exporting.exporting import export_training_data
    from flows.exporting.options import ExportOptions, named
    from flows.exporting.view import as_object, print_exported
    from flows.output import print_json, progress, result_console

    options = ExportOptions(
        collections=tuple(dict.fromkeys(collections or ())),
        output=output,
        formats=named("--format", form, ("jsonl", "parquet")),
        kinds=named("--kind", kind, ("preference", "sft")),
        styles=named("--style", style, ("conversational", "plain")),
        human=human,
        human_weight=human_weight,
        metrics=tuple(metric or ()),
        rounds=tuple(rounds or ()),
        licence=licence,
        limit=limit,
        seed=seed,
        force=force,
        leave_out_held=leave_out_held_out,
    )
    exported = export_training_data(options, progress)
    if as_json:
        print_json(as_object(exported))
    else:
        print_exported(result_console(), exported)
