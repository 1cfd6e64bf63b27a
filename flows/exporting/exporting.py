"""An export from the words of a command to its folder: the composition root of `export`."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flows.exporting.carding import card, data_file
from flows.exporting.folder import CARD, README, filled, require_place
from flows.exporting.gathering import Gathering, files_in, stored
from flows.exporting.holding import Holding
from flows.exporting.options import ExportOptions
from flows.exporting.prompts import prompt_of
from flows.repositories import stored_here
from storage.corpora import HeldOut
from storage.database import database_path
from storage.records import CollectionRecord, PreferenceRecord
from storage.repository import Repository
from tools.errors import UserInputError
from tools.training_data.card import Card, DataFile
from tools.training_data.formats import PromptOf, columns, rows
from tools.training_data.page import page
from tools.training_data.records import Example, Kind, Preference
from tools.training_data.selecting import examples, kept, sampled, weighted
from tools.training_data.writing import require_parquet, write_jsonl, write_parquet

HELD_OUT = "the theorem is held out by a corpus"
_TOLD = 3


@dataclass(frozen=True)
class Exported:
    """What was written."""

    folder: Path
    card: Card


def export_training_data(options: ExportOptions, progress: Callable[[str], None]) -> Exported:
    """Write the preferences that are stored here, and examples from them, with their card.

    Raises :class:`UserInputError` if the input cannot be used or there is nothing to write,
    :class:`storage.corpora.HeldOut` if it would have theorems in it that must not be trained on,
    and :class:`flows.file_output.FileNotWritten`. Then nothing is written.
    """
    place = require_place(options.output, force=options.force)
    if "parquet" in options.formats:
        require_parquet()
    if not database_path(Path.cwd(), os.environ).is_file():
        raise UserInputError("Nothing is stored here yet; `burnish collect` collects.")
    with stored_here() as repository:
        return _export(repository, options, place, progress)


def _export(
    repository: Repository,
    options: ExportOptions,
    place: Path,
    progress: Callable[[str], None],
) -> Exported:
    collections = _collections(repository, options)
    for one in collections:
        session = repository.session(one.session_id)
        if session is not None and session.state != "finished":
            progress(f"The collection {one.session_id} is not finished: there may be more later.")
    records = stored(repository, collections, options)
    trainable = records
    if options.leave_out_held:
        trainable = Holding(repository).trainable(records)
    gathered = Gathering(
        repository, trainable, files_in(repository), options.human_weight
    ).gathered()
    selection = kept(gathered.preferences)
    left_out = Counter({HELD_OUT: len(records) - len(trainable)})
    left_out = +left_out + gathered.left_out + selection.left_out
    written = _written(options, selection.preferences)
    if not any(written.values()):
        raise UserInputError(_nothing(options, left_out))
    for why, number in sorted(left_out.items()):
        progress(f"left out: {number} because {why}")

    @lru_cache(maxsize=64)
    def read(prompt: str) -> Any:
        return prompt_of(repository, prompt)

    with filled(place, force=options.force) as folder:
        _assert_trainable(repository, trainable, written)  # right before the first byte
        files = [
            file
            for kind, ones in written.items()
            for file in _write(folder, options, kind, ones, read)
        ]
        found = card(repository, options, collections, gathered, written, left_out, files)
        text = json.dumps(found.to_json(), ensure_ascii=False, indent=2, sort_keys=True)
        (folder / CARD).write_text(text + "\n", encoding="utf-8")
        (folder / README).write_text(page(found), encoding="utf-8")
    return Exported(place, found)


def _collections(repository: Repository, options: ExportOptions) -> list[CollectionRecord]:
    """Those that are meant, oldest first."""
    known = repository.collections.all()
    if options.human == "only":
        return []
    if not options.collections:
        return known
    names = [one.session_id for one in known]
    for wanted in options.collections:
        if wanted not in names:
            there = f"there are {', '.join(names)}" if names else "there is none yet"
            raise UserInputError(f"There is no collection {wanted} here; {there}.")
    return [one for one in known if one.session_id in options.collections]


def _assert_trainable(
    repository: Repository,
    records: Sequence[PreferenceRecord],
    written: Mapping[Kind, Sequence[Preference | Example]],
) -> None:
    """Of everything that was asked for, not only of what is left of it."""
    problems = {one.task.problem for ones in written.values() for one in ones}
    try:
        Holding(repository).assert_trainable({*(one.problem_id for one in records), *problems})
    except HeldOut as error:
        raise HeldOut(f"{error} --leave-out-held-out does so.", error.names) from error


def _written(
    options: ExportOptions, preferences: Sequence[Preference]
) -> dict[Kind, Sequence[Preference | Example]]:
    """What is to be written, by kind; a kind of which there is nothing is left out."""
    found: dict[Kind, Sequence[Preference | Example]] = {}
    for kind in options.kinds:
        if kind == "preference":
            found[kind] = sampled(preferences, options.limit, options.seed)
        else:
            found[kind] = weighted(sampled(examples(preferences), options.limit, options.seed))
    return {kind: ones for kind, ones in found.items() if ones}


def _write(
    folder: Path,
    options: ExportOptions,
    kind: Kind,
    ones: Sequence[Preference | Example],
    read: PromptOf,
) -> list[DataFile]:
    """Write the rows of one kind in each style and format."""
    files = []
    for style in options.styles:
        for form in options.formats:
            name = f"{kind}-{style}.{form}"
            found = rows(kind, style, ones, read)
            if form == "jsonl":
                write_jsonl(folder / name, found)
            else:
                write_parquet(folder / name, columns(kind, style), found)
            whole = DataFile(name, kind, style, form, len(ones), 0, "")
            files.append(data_file(folder / name, whole))
    return files


def _nothing(options: ExportOptions, left_out: Mapping[str, int]) -> str:
    if not left_out:
        asked = " that was asked for" if options.metrics or options.rounds else ""
        return (
            f"There is no preference{asked} in storage; `burnish collect` collects them, and so "
            "does accepting and rejecting in `burnish chat`."
        )
    reasons = sorted(left_out.items(), key=lambda item: (-item[1], item[0]))[:_TOLD]
    told = "; ".join(f"{number} because {why}" for why, number in reasons)
    return f"Nothing is left to be written. Left out: {told}."
