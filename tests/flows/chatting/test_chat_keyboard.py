"""What a chat does to its terminal and its input, and that it gives the terminal back."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.chatting.lines import turns_of
from flows.chatting.recall import Recall
from flows.chatting.script import read_script
from flows.chatting.terminal import typed_elsewhere
from flows.chatting.typing_ahead import unseen
from tools.errors import UserInputError

RAW_AND_ENDED = """
import fcntl, signal, termios, tty
from flows.ending import end_at_once
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
tty.setraw(0)
end_at_once(signal.SIGTERM, None)
"""


@pytest.fixture
def terminal() -> Iterator[int]:
    ours, theirs = os.openpty()
    yield theirs
    os.close(ours)
    os.close(theirs)


def local_modes(terminal: int) -> int:
    modes: int = termios.tcgetattr(terminal)[3]
    return modes


def test_what_is_typed_in_a_turn_is_unseen_and_interrupts_are_heard(terminal: int) -> None:
    before = termios.tcgetattr(terminal)
    with unseen(terminal):
        assert not local_modes(terminal) & termios.ECHO
        assert local_modes(terminal) & termios.ISIG
    assert termios.tcgetattr(terminal) == before


def test_who_is_ended_at_the_prompt_gives_the_terminal_back(terminal: int) -> None:
    command = [sys.executable, "-c", RAW_AND_ENDED]
    ended = subprocess.run(command, stdin=terminal, start_new_session=True, check=False)
    assert ended.returncode == 143
    for mode in (termios.ECHO, termios.ICANON, termios.ISIG):
        assert local_modes(terminal) & mode
    assert termios.tcgetattr(terminal)[0] & termios.ICRNL


def test_input_is_unicode_whatever_the_locale_says(monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO("exact ⟨h⟩\n".encode() + b"\xff\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data, encoding="ascii"))
    assert list(turns_of(typed_elsewhere())) == ["exact ⟨h⟩", "\\xff"]


def test_closed_input_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert list(turns_of(typed_elsewhere())) == []
    with pytest.raises(UserInputError, match="is closed"):
        read_script("-")


def test_turns_are_recalled_and_a_chat_goes_on_without(tmp_path: Path) -> None:
    kept = Recall(str(tmp_path / "history"))
    kept.store_string("by\n  exact \udcff")
    kept.store_string("/undo")
    assert list(kept.load_history_strings()) == ["/undo", "by\n  exact \\udcff"]
    lost = Recall(str(tmp_path))  # a folder
    lost.store_string("/undo")
    assert list(lost.load_history_strings()) == []
