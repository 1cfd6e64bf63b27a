"""What Lean says about a file: the records of ``lean --json``, one object a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from tools.lean.source import Position

Severity = Literal["error", "warning", "information"]


@dataclass(frozen=True)
class Message:
    """One message of Lean with its range (``end`` is ``None`` where Lean gives only a point)."""

    severity: Severity
    text: str
    start: Position
    end: Position | None
    kind: str

    @property
    def is_trace(self) -> bool:
        return self.kind == "trace"

    @property
    def warns_of_sorry(self) -> bool:
        return self.kind == "hasSorry" or "declaration uses `sorry`" in self.text

    def to_json(self) -> dict[str, Any]:
        end = [self.end.line, self.end.column] if self.end else None
        return {
            "severity": self.severity,
            "text": self.text,
            "start": [self.start.line, self.start.column],
            "end": end,
            "kind": self.kind,
        }

    @staticmethod
    def from_json(record: dict[str, Any]) -> Message:
        end = record["end"]
        return Message(
            record["severity"],
            record["text"],
            Position(*record["start"]),
            Position(*end) if end else None,
            record["kind"],
        )


def parse_line(line: str) -> Message | None:
    """The message on one line of output, or ``None`` if the line is not such a record."""
    try:
        record = json.loads(line)
        end = record["endPos"]
        return Message(
            record["severity"],
            record["data"],
            Position(record["pos"]["line"], record["pos"]["column"]),
            Position(end["line"], end["column"]) if end else None,
            record.get("kind", ""),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
