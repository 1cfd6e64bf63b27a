"""What a command prints: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

_PIPED_WIDTH = 100
# Control characters but tab and line feed, and those that change the direction of text.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def result_console() -> Console:
    """Standard output; without colours and with a fixed width when it is no terminal.

    Rich itself respects ``NO_COLOR``. Markup and highlighting are off: Lean's brackets are text.
    """
    width = None if sys.stdout.isatty() else _PIPED_WIDTH
    return Console(width=width, markup=False, highlight=False, emoji=False)


def visible(text: str) -> str:
    """A text of somebody else's that cannot repaint the terminal: control characters as escapes."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def progress_console() -> Console:
    """Standard error, for progress."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def print_json(value: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
    """One JSON object, or a list of some, on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def progress(message: str) -> None:
    """One line of progress on standard error."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()
