"""Turns of a chat from a text, without a terminal: one JSON object a turn, on a line of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from agents.chat.outcome import Outcome
from flows.chatting.chat import Chat, Played
from flows.chatting.lines import turns_of
from flows.results import diff_hunks
from tools.errors import UserInputError

_LARGEST = 4_000_000


def read_script(name: str) -> str:
    """The text of a script; `-` is standard input. Raises :class:`UserInputError`."""
    what = "standard input" if name == "-" else name
    if name == "-" and sys.stdin is None:
        raise UserInputError("The script is to come from standard input, which is closed.")
    try:
        data = sys.stdin.buffer.read(_LARGEST + 1) if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UserInputError(
            f"The script {name} cannot be read: {error.strerror or error}."
        ) from error
    if len(data) > _LARGEST:
        raise UserInputError(f"{what} has more than {_LARGEST:,} bytes; no chat is that long.")
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserInputError(
            f"{what} is not valid UTF-8: byte {data[error.start]:#04x} in line {line}."
        ) from error


def play_script(chat: Chat, script: str, out: TextIO, tell: Callable[[str], None]) -> bool:
    """Play all turns; whether none was broken off."""
    whole = True
    played = chat.begin(tell)
    if played is not None:
        whole = _put(chat, played, out)
    for text in turns_of(script.split("\n")):
        played = chat.turn(text, tell)
        whole = _put(chat, played, out) and whole
        if played.outcome.leaving:
            break
    return whole


def _put(chat: Chat, played: Played, out: TextIO) -> bool:
    out.write(json.dumps(turn_object(chat, played), ensure_ascii=False) + "\n")
    out.flush()
    return played.outcome.kind != "stopped"


def diff_of(outcome: Outcome) -> str:
    """The hunks of a unified diff of what a turn changed or compared; empty for nothing."""
    return diff_hunks(f"{outcome.before}\n", f"{outcome.after}\n") if outcome.after else ""


def turn_object(chat: Chat, played: Played) -> dict[str, Any]:
    """A turn as plain JSON; all turns have the same fields."""
    outcome = played.outcome
    miss = outcome.miss
    state = chat.state
    return {
        "session": chat.session,
        "turn": played.turn,
        "said": played.said,
        "understood": played.understood,
        "outcome": outcome.kind,
        "text": outcome.text,
        "proof": chat.proof,
        "is_original": state["current"] == 0,
        "is_accepted": state["current"] != 0 and state["current"] == state["accepted"],
        "diff": diff_of(outcome),
        "metrics": [
            {
                "name": one.metric,
                "before": one.before,
                "after": one.after,
                "original": one.original,
                "objective": one.objective,
            }
            for one in outcome.changes
        ],
        "axioms": list(outcome.axioms) if outcome.kind == "verified" else None,
        "caveat": outcome.caveat,
        "tried": outcome.tried,
        "nearest": None
        if miss is None
        else {
            "text": miss.text,
            "verdict": miss.verdict,
            "reason": miss.reason,
            "diagnostics": list(miss.diagnostics),
        },
        "listing": outcome.listing,
        "rows": [list(row) for row in outcome.rows],
        "seconds": round(played.seconds, 3),
    }
