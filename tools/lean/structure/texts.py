"""The two texts from which Lean tells of the proofs of a file: goals shown, and the tree traced."""

from __future__ import annotations

from collections.abc import Sequence

from tools.lean.declarations import Declaration
from tools.lean.infotree import OPTION
from tools.lean.source import Source
from tools.lean.structure.insertions import Edited, with_insertions
from tools.lean.structure.shown import insertions

RAW = "pp.raw"
READABLE = "pp.fullNames"
"""The options of which one decides how Lean prints terms."""


def showing_text(source: Source, chosen: Sequence[Declaration]) -> Edited:
    """The file up to the last chosen declaration, in which the goals of the chosen are shown."""
    found: list[tuple[int, str]] = []
    for start, end in sorted({(d.command.start, d.command.end) for d in chosen}):
        found.append((start, _set(source, start, READABLE)))
        for declaration in chosen:
            if (declaration.command.start, declaration.command.end) == (start, end):
                found += insertions(source, declaration)
        found.append((end, f"\nset_option {READABLE} false\n"))
    return with_insertions(source, found, max(d.command.end for d in chosen))


def traced_text(source: Source, chosen: Sequence[Declaration], printing: str) -> Edited:
    """The file up to the last chosen declaration, with the trace on for the chosen ones only.

    Printing goals takes Lean ten times as long as elaborating does.
    """
    names: dict[tuple[int, int], list[str]] = {}
    for declaration in chosen:
        place = (declaration.command.start, declaration.command.end)
        known = names.setdefault(place, [])
        if declaration.is_theorem and declaration.name:
            known.append(declaration.name)
    found: list[tuple[int, str]] = []
    for (start, end), printed in sorted(names.items()):
        found.append((start, _set(source, start, OPTION, printing)))
        shown = "".join(f"set_option {RAW} true in\n#print _root_.{n}\n" for n in printed)
        found.append((end, f"\nset_option {OPTION} false\nset_option {printing} false\n{shown}"))
    return with_insertions(source, found, max(end for _, end in names))


def _set(source: Source, start: int, *options: str) -> str:
    """Turns options on; the command after it keeps its column, on which layout may depend."""
    lines = "".join(f"set_option {option} true\n" for option in options)
    return f"\n{lines}{' ' * source.column(start)}"
