"""What people are told when a server refuses, or does not work."""

from __future__ import annotations

from tools.llm.endpoint import Endpoint
from tools.llm.errors import ModelUnavailable
from tools.llm.retrying import Transient


class Refusal(Exception):
    """The server says no: a status that the same request would get again."""

    def __init__(self, status: int, message: str) -> None:
        """``message``: the server's own words, presentable."""
        super().__init__(message)
        self.status = status
        self.message = message


def explain(endpoint: Endpoint, refusal: Refusal) -> str:
    """The sentence for a person: what was refused, in which words, and what to do."""
    said = f" ({refusal.message})" if refusal.message else ""
    who = f"The model server at {endpoint.base_url} refuses the request for {endpoint.asked!r}"
    return f"{who}: status {refusal.status}{said}. {_advice(endpoint, refusal)}"


def _advice(endpoint: Endpoint, refusal: Refusal) -> str:
    status, message = refusal.status, refusal.message.lower()
    if status in (401, 403):
        state = "is set, but not accepted" if endpoint.key() else "is not set"
        return f"The key in {endpoint.key_variable} {state}."
    if 300 <= status < 400:
        return "Give the address that it points to."
    if status == 404:
        return (
            f"Check the address and the model's name; {endpoint.api}/models lists what it serves."
        )
    if status == 413 or "context" in message or "too long" in message:
        return "The prompt with room for its answer is too long for this model."
    return "Sending it again would not help."


def unavailable(endpoint: Endpoint, failure: Transient, attempts: int) -> ModelUnavailable:
    """The failure for a person, after the last attempt."""
    times = "once" if attempts == 1 else f"{attempts} times"
    return ModelUnavailable(
        f"The model server at {endpoint.base_url} does not work: {failure} (tried {times}). "
        "Look whether it runs and what it logs; what was done so far is kept."
    )
