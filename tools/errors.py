"""The family of failures: every error that Burnish raises on purpose descends from `BurnishError`.

A message is written for the person who reads it: what failed, where, and what to do about it.
The command line maps `UserInputError` to exit status 2. A verdict on a proof is never an error.
"""

from __future__ import annotations

from collections.abc import Sequence

_STDERR_TAIL = 2000
_ARGV_SHOWN = 8


class BurnishError(Exception):
    """Base of all failures raised on purpose; `str(error)` is the whole message."""


class UserInputError(BurnishError):
    """What the user gave cannot be used as it is: a file, a name, an option, a setting."""


class LeanUnavailable(UserInputError):
    """No Lean can be run here; the message says what would change that."""


class LeanCrashed(BurnishError):
    """A Lean process ended in a way that says nothing about the proof it was given.

    `argv` is the command as run; `status` its exit status, negative for a signal as in
    `subprocess`, `None` when it never started or was killed for its limits; `stderr` what it
    wrote there, of which the message keeps the last 2,000 characters.
    """

    def __init__(self, reason: str, argv: Sequence[str], status: int | None, stderr: str) -> None:
        self.reason = reason
        self.argv = tuple(argv)
        self.status = status
        self.stderr_tail = stderr[-_STDERR_TAIL:].strip()
        shown = " ".join(self.argv[:_ARGV_SHOWN])
        if len(self.argv) > _ARGV_SHOWN:
            shown += " …"
        ended = "no exit status" if status is None else f"exit status {status}"
        message = f"{reason} ({ended}; command: {shown})"
        if self.stderr_tail:
            message += f"\nIts last words on standard error:\n{self.stderr_tail}"
        super().__init__(message)

    def __reduce__(self) -> tuple[type[LeanCrashed], tuple[str, tuple[str, ...], int | None, str]]:
        """Pickle by the four arguments: workers raise this across process borders."""
        return type(self), (self.reason, self.argv, self.status, self.stderr_tail)


class LeanKilled(LeanCrashed):
    """Somebody else killed a Lean process: a person, or the kernel for want of memory. Unlike other
    crashes it says nothing about what Lean was given, so it is worth another try."""


class StorageError(BurnishError):
    """The database cannot be opened, read, written or understood."""
