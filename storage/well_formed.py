"""Whether rows that come from elsewhere are rows: what reads them later need not ask again.

SQLite takes any value in any column. What is no text, no number, no time or not the JSON that a
column holds would only be found when somebody lists the session, long after it arrived.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from storage.database import Database
from tools.errors import UserInputError

_Rows = Mapping[str, list[dict[str, Any]]]
_Test = Callable[[Any], bool]
_SHOWN = 40
_LARGEST = 10_000_000
"""No honest number of rounds, tokens or characters is greater."""


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return _is_integer(value) and 0 <= value < _LARGEST


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_list_of(test: _Test) -> _Test:
    return lambda value: isinstance(value, list) and all(map(test, value))


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict)


def _is_record(**fields: _Test) -> _Test:
    """A mapping in which those of the fields that are there are as they must be."""
    return lambda value: (
        isinstance(value, dict)
        and all(test(value[name]) for name, test in fields.items() if name in value)
    )


def _or_none(test: _Test) -> _Test:
    return lambda value: value is None or test(value)


_FILE = _is_record(path=_is_text, digest=_is_text, names=_is_list_of(_is_text), lean=_is_text)
_PROPOSING = _is_record(
    proposer=_is_text,
    model=_or_none(_is_text),
    adapter=_or_none(_is_text),
    rounds=_is_count,
    seed=_is_integer,
    temperatures=_is_pair,
    channels=_is_list_of(_is_text),
    sampling=_is_record(n=_is_count, max_tokens=_is_count),
)
_SETTINGS = _is_record(
    metric=_is_text,
    rounds=_is_count,
    candidates=_is_count,
    guards=_is_list_of(_is_text),
    pareto=_is_list_of(_is_text),
    metrics=_is_list_of(_is_text),
    proposing=_PROPOSING,
)
_JSON: Mapping[tuple[str, str], _Test] = {
    ("sessions", "settings"): _is_record(files=_is_list_of(_FILE), settings=_SETTINGS),
    ("sessions", "command"): _is_record(command=_is_text, targets=_is_list_of(_is_text)),
    ("session_theorems", "result"): _is_mapping,
    ("attempts", "rewrites"): _is_list_of(_is_text),
    ("attempts", "sampling"): _is_mapping,
    ("verdicts", "diagnostics"): _is_list_of(_is_record(text=_is_text, severity=_is_text)),
    ("verdicts", "axioms"): _is_list_of(_is_text),
    ("answers", "sampling"): _is_mapping,
    ("prompts", "messages"): _is_record(messages=_is_list_of(_is_mapping)),
    ("events", "data"): _is_mapping,
    ("messages", "data"): _is_mapping,
    ("collections", "settings"): _is_mapping,
}
"""What the columns hold that are read as JSON."""
_TIMES = frozenset({"created_at", "updated_at", "at"})
_COUNTS = frozenset({"round", "position", "turn", "prompt_tokens", "completion_tokens"})


def require_well_formed(database: Database, tables: _Rows) -> None:
    """Raise :class:`UserInputError` for the first row that is none of its table.

    A column that a row does not have is left to the database, and so is whether what a row refers
    to is there.
    """
    for table, rows in tables.items():
        columns = database.rows("SELECT * FROM pragma_table_info(?)", [table])
        tests = {one["name"]: list(_tests(table, one)) for one in columns}
        for number, row in enumerate(rows, start=1):
            for name, value in row.items():
                if not all(test(value) for test in tests.get(name, ())):
                    raise UserInputError(
                        f"This archive is damaged: {name} of row {number} of {table} is "
                        f"{_shown(value)}."
                    )


def _tests(table: str, column: Mapping[str, Any]) -> Iterator[_Test]:
    tests: list[_Test] = [
        {"INTEGER": _is_integer, "REAL": _is_number}.get(column["type"], _is_text)
    ]
    if column["name"] in _TIMES:
        tests.append(_is_time)
    if column["name"] in _COUNTS:
        tests.append(_is_count)
    if (holds := _JSON.get((table, column["name"]))) is not None:
        tests.append(_json_of(holds))
    for test in tests:
        # Of what may be empty the database knows, and says it.
        yield _or_none(test)


def _is_time(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _json_of(test: _Test) -> _Test:
    def holds(value: Any) -> bool:
        try:
            return test(json.loads(value, parse_constant=_no_number))
        except (ValueError, RecursionError):
            return False

    return holds


def _no_number(text: str) -> None:
    """Python reads ``NaN``, and SQLite then finds the whole table malformed."""
    raise ValueError(text)


def _shown(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
