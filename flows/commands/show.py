"""`burnish show`: the proof tree and the chain of states."""

from __future__ import annotations

import typer


def show(target: str) -> None:
    """Show."""
    raise typer.Exit(2)
