"""What a command prints: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

_PIPED_WIDTH = 100


def result_console() -> Console:
    """Standard output; without colours and with a fixed width when it is no terminal.

    Rich itself respects ``NO_COLOR``. Markup and highlighting are off: Lean's brackets are text.
    """
    width = None if sys.stdout.isatty() else _PIPED_WIDTH
    return Console(width=width, markup=False, highlight=False, emoji=False)


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
