"""When what was typed is a whole turn: pure rules for the line editor and for plain input."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

FENCE = "```"
_OPEN = re.compile(r"(?:\bby|:=|=>|\bwith|\bwhere|\bcalc|·)\s*\Z")


def is_whole(text: str, *, pasted: bool = False) -> bool:
    """Whether Enter ends the turn.

    A fence goes on until it is closed. What is typed over several lines (the first ends with `by`,
    `:=` …) goes on until an empty line; what was pasted is whole.
    """
    if text.lstrip().startswith(FENCE):
        lines = text.strip().split("\n")
        return len(lines) > 1 and lines[-1].strip() == FENCE
    if text.startswith("/"):
        return True
    if "\n" in text:
        return pasted or not text.rpartition("\n")[2].strip()
    return pasted or _OPEN.search(text) is None


def turns_of(lines: Iterable[str]) -> Iterator[str]:
    """The turns of a script: a line each; lines between fences are one, with their fences.

    Empty lines and lines that begin with `#` and a space are left out.
    """
    waiting = iter(lines)
    for line in waiting:
        line = line.rstrip("\n")
        if line.lstrip().startswith(FENCE):
            block = [line]
            for inner in waiting:
                block.append(inner.rstrip("\n"))
                if inner.strip() == FENCE:
                    break
            yield "\n".join(block)
        elif line.strip() and not line.startswith("# "):
            yield line.strip()
