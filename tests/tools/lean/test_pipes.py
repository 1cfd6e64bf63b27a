"""Pipes that are read without waiting."""

from __future__ import annotations

import os

from tools.lean.pipes import read, waiting


def test_what_waits_in_a_pipe_is_counted_and_then_read() -> None:
    reading, writing = os.pipe()
    try:
        os.set_blocking(reading, False)
        assert (waiting(reading), read(reading, 10)) == (0, None)
        os.write(writing, b"12345")
        assert waiting(reading) == 5
        assert read(reading, 3) == b"123"
        assert waiting(reading) == 2
    finally:
        os.close(reading)
        os.close(writing)
