"""What the requests of a client have cost so far."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Usage:
    """Totals since the client was made; tokens are the server's own count."""

    requests: int = 0
    """Replies with answers."""
    failures: int = 0
    """Attempts that failed for a reason which may pass, and were made again."""
    answers: int = 0
    prompt_tokens: int = 0
    """Each request's prompt once, however many answers it brought."""
    completion_tokens: int = 0
