"""How corpora look: progress while files are judged, a summary, tables, JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from flows.corpora import FileOutcome, Observer, StoredCorpus
from flows.output import visible
from storage.records import CorpusTheoremRecord
from tools.corpus.splits import SPLITS


class _Lines:
    """One line for each file."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._total = self._done = 0

    def total(self, files: int) -> None:
        self._total = files

    def done(self, outcome: FileOutcome) -> None:
        self._done += 1
        whole = next((one for one in outcome.left_out if one.name is None), None)
        told = f"left out: {whole.reason}" if whole else _counted(len(outcome.theorems), "theorem")
        line = f"[{self._done}/{self._total}] {outcome.name}: {told}"
        self._console.print(visible(line), soft_wrap=True)


class _Bar:
    """A bar that counts files."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task = bar.add_task("files", total=None, now="")

    def total(self, files: int) -> None:
        self._bar.update(self._task, total=files)

    def done(self, outcome: FileOutcome) -> None:
        self._bar.update(self._task, advance=1, now=visible(outcome.name))


@contextmanager
def observing(console: Console) -> Iterator[Observer]:
    """Progress: a bar if the console is a terminal, lines otherwise."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (
        *(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()),
        *(TimeElapsedColumn(), TextColumn("{task.fields[now]}")),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        yield _Bar(bar)


def as_object(corpus: StoredCorpus, *, with_theorems: bool) -> dict[str, Any]:
    """A corpus as one JSON object."""
    record = asdict(corpus.record)
    record["left_out"] = list(record["left_out"])
    counts = {
        "files": len(_files(corpus.theorems)),
        "theorems": len(corpus.theorems),
        "trainable": corpus.trainable,
    }
    value = {**record, "counts": counts, "splits": _splits(corpus)}
    if with_theorems:
        value["theorems"] = [asdict(theorem) for theorem in corpus.theorems]
    return value


def print_added(console: Console, corpus: StoredCorpus) -> None:
    """What was stored, by split, and what was left out."""
    _print_left_out(console, corpus)
    stored = "stored" if corpus.is_changed else "stored already"
    console.print(f"{_headline(corpus)}, {stored}.", soft_wrap=True)
    _print_splits(console, corpus)


def print_corpora(console: Console, corpora: Sequence[StoredCorpus]) -> None:
    """One line for each corpus."""
    if not corpora:
        console.print("No corpus is stored here; `burnish corpus add PATH` adds one.")
        return
    if not console.is_terminal:
        for corpus in corpora:
            console.print(f"{_headline(corpus)}  {visible(corpus.record.root)}", soft_wrap=True)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("corpus", no_wrap=True)
    for column in ("theorems", *SPLITS):
        table.add_column(column, justify="right")
    table.add_column("kind")
    table.add_column("from", overflow="fold")
    for corpus in corpora:
        theorems = Counter(theorem.split for theorem in corpus.theorems)
        table.add_row(
            corpus.record.name,
            str(len(corpus.theorems)),
            *(str(theorems[split]) for split in SPLITS),
            corpus.record.kind,
            Text(visible(corpus.record.root)),
        )
    console.print(table)


def print_corpus(console: Console, corpus: StoredCorpus) -> None:
    """The theorems with their facts, and what was left out."""
    if console.is_terminal:
        console.print(_table(corpus.theorems))
    else:
        for one in corpus.theorems:
            console.print("  ".join(_cells(one)), soft_wrap=True)
    _print_left_out(console, corpus)
    console.print(f"{_headline(corpus)}, from {visible(corpus.record.root)}", soft_wrap=True)
    _print_splits(console, corpus)
    console.print(f"content {corpus.record.digest}", soft_wrap=True)


def _table(theorems: Sequence[CorpusTheoremRecord]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("split", "place", "theorem"):
        table.add_column(column, overflow="fold")
    for column in ("tactics", "tokens", "depth", "seconds"):
        table.add_column(column, justify="right")
    for one in theorems:
        difficulty = one.difficulty
        table.add_row(
            *map(Text, _cells(one)[:3]),
            *(str(difficulty[column]) for column in ("tactics", "tokens", "depth")),
            "" if difficulty["seconds"] is None else f"{difficulty['seconds']:.3f}",
        )
    return table


def _cells(one: CorpusTheoremRecord) -> list[str]:
    difficulty = one.difficulty
    counts = [
        _counted(difficulty["tactics"], "tactic"),
        _counted(difficulty["tokens"], "token"),
        f"depth {difficulty['depth']}",
    ]
    return [one.split, visible(f"{one.file}:{one.line}"), visible(one.name), ", ".join(counts)]


def _print_left_out(console: Console, corpus: StoredCorpus) -> None:
    for one in corpus.record.left_out:
        place = one["file"] if one["name"] is None else f"{one['file']}: {one['name']}"
        console.print(f"left out: {visible(place)}: {visible(one['reason'])}", soft_wrap=True)


def _print_splits(console: Console, corpus: StoredCorpus) -> None:
    for split, counts in _splits(corpus).items():
        theorems, files = counts["theorems"], counts["files"]
        more = ""
        if split == "train" and corpus.trainable < theorems:
            held = theorems - corpus.trainable
            more = f"; {held} of them held out, because they state what a held-out theorem states"
        told = f"{_counted(theorems, 'theorem')} in {_counted(files, 'file')}{more}"
        console.print(f"  {split:<10}  {told}", soft_wrap=True)


def _headline(corpus: StoredCorpus) -> str:
    files = _counted(len(_files(corpus.theorems)), "file")
    theorems = _counted(len(corpus.theorems), "theorem")
    return f"{corpus.record.name}: {theorems} in {files} ({corpus.record.kind})"


def _splits(corpus: StoredCorpus) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for split in SPLITS:
        theorems = [theorem for theorem in corpus.theorems if theorem.split == split]
        found[split] = {"files": len(_files(theorems)), "theorems": len(theorems)}
    return found


def _files(theorems: Sequence[CorpusTheoremRecord]) -> set[str]:
    return {theorem.file for theorem in theorems}


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
