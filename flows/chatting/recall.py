"""What was typed in earlier chats, for the line editor; a chat goes on where it cannot be kept."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from prompt_toolkit.history import FileHistory


class Recall(FileHistory):
    """A file of turns; one that cannot be read or written (a full disk) is empty."""

    def load_history_strings(self) -> Iterable[str]:
        """The turns, the latest first."""
        try:
            return list(super().load_history_strings())
        except OSError:
            return []

    def store_string(self, string: str) -> None:
        """Keep a turn; what a terminal sent that is no text becomes escapes."""
        with suppress(OSError):
            super().store_string(string.encode("utf-8", "backslashreplace").decode())
