"""How an export is told."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from flows.exporting.exporting import Exported


def as_object(exported: Exported) -> dict[str, Any]:
    """The folder and its card as one JSON object."""
    return {"folder": str(exported.folder), **exported.card.to_json()}


def print_exported(console: Console, exported: Exported) -> None:
    """A line for each file, and what is not said yet."""
    for one in exported.card.files:
        console.print(
            f"{exported.folder / one.name}  {one.rows} rows  {one.bytes} bytes  "
            f"SHA-256 {one.sha256[:12]}",
            soft_wrap=True,
        )
    for kind, counts in exported.card.counts.items():
        rules = ", ".join(f"{rule} {number}" for rule, number in counts.by_rule.items())
        console.print(
            f"{kind}: {counts.rows} rows of {counts.theorems} theorems ({rules})", soft_wrap=True
        )
    console.print(f"licence: {exported.card.licence}", soft_wrap=True)
