"""The exit statuses of the command line."""

from __future__ import annotations

EXIT_UNCHECKED = 1
EXIT_INPUT = 2
EXIT_FAILURE = 3
EXIT_INTERRUPTED = 130
