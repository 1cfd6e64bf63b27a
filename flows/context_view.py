"""How a context slice looks: each declaration under a line that says what and how near it is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.text import Text

from flows.output import visible
from tools.lean.structure.context import ContextSlice, Entry


def context_text(context: ContextSlice) -> Text:
    """The declarations in their order, and the names of those that had no room."""
    if not context.entries and not context.left_out:
        return Text("It rests on no declaration.", style="dim")
    text = Text()
    for index, entry in enumerate(context.entries):
        if index:
            text.append("\n\n")
        text.append(f"-- {_place(entry)}\n", style="dim")
        text.append(visible(entry.text))
    if context.left_out:
        names = ", ".join(context.left_out)
        text.append(f"\n\n-- left out: {visible(names)}", style="dim")
    return text


def context_object(context: ContextSlice) -> dict[str, Any]:
    """The slice as JSON data."""
    return {
        "declarations": [asdict(entry) for entry in context.entries],
        "left_out": list(context.left_out),
        "tokens": context.tokens,
    }


def _place(entry: Entry) -> str:
    where = "of this file" if entry.is_local else "imported"
    near = "named here" if entry.distance == 1 else f"{entry.distance} steps away"
    return f"{entry.kind} {visible(entry.name)}, {where}, {near}"
