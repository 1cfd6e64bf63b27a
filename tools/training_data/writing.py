"""Rows as bytes on disk: the same rows, the same bytes.

JSON lines are UTF-8 with sorted keys, a row a line. Parquet (pyarrow, the extra ``parquet``) has a
schema of its own, row groups of a fixed size and every option given here, so that its bytes depend
on nothing but the rows and the version of pyarrow.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from tools.errors import UserInputError
from tools.training_data.formats import ColumnType, Row

PARQUET_INSTALL = "pip install 'pyarrow>=26,<27'"
"""As pyproject.toml has it in the extra `parquet`."""
ROW_GROUP = 1_024
_LEVEL = 3


class ParquetMissing(UserInputError):
    """The library that writes Parquet is not installed."""

    def __init__(self) -> None:
        super().__init__(
            f"Parquet is written by pyarrow, which is not installed: {PARQUET_INSTALL}, or ask "
            "for --format jsonl."
        )

    def __reduce__(self) -> tuple[type[ParquetMissing], tuple[()]]:
        return type(self), ()


def require_parquet() -> None:
    """Raises :class:`ParquetMissing` if Parquet cannot be written: before the work begins."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise ParquetMissing from error


def write_jsonl(path: Path, rows: Iterable[Row]) -> None:
    """Write a new file of JSON lines. Raises `OSError`."""
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json_line(row))


def json_line(row: Row) -> str:
    """A row with its line break."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, allow_nan=False) + "\n"


def write_parquet(path: Path, columns: Mapping[str, ColumnType], rows: Iterable[Row]) -> None:
    """Write a new Parquet file. Raises `OSError` and :class:`ParquetMissing`."""
    require_parquet()
    import pyarrow
    import pyarrow.parquet

    schema = pyarrow.schema([(name, _type(pyarrow, held)) for name, held in columns.items()])
    waiting = iter(rows)
    with (
        path.open("xb") as file,
        pyarrow.parquet.ParquetWriter(
            file,
            schema,
            version="2.6",
            data_page_version="1.0",
            compression="zstd",
            compression_level=_LEVEL,
            use_dictionary=True,
            write_statistics=True,
            store_schema=True,
        ) as writer,
    ):
        while group := list(islice(waiting, ROW_GROUP)):
            table = pyarrow.Table.from_pylist([dict(row) for row in group], schema=schema)
            writer.write_table(table, row_group_size=ROW_GROUP)


def _type(pyarrow: Any, held: ColumnType) -> Any:
    match held:
        case "text":
            return pyarrow.string()
        case "number":
            return pyarrow.float64()
        case "integer":
            return pyarrow.int64()
        case "dialogue":
            message = [("role", pyarrow.string()), ("content", pyarrow.string())]
            return pyarrow.list_(pyarrow.struct(message))
