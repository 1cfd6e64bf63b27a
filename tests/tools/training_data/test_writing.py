"""Rows in files: what TRL asks of their columns, and the same bytes for the same rows."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from tools.llm.prompt import Message, Prompt
from tools.training_data.formats import TRAINED, columns, plain, rows
from tools.training_data.records import Example, Kind, Preference, Style
from tools.training_data.selecting import examples
from tools.training_data.writing import (
    PARQUET_INSTALL,
    ROW_GROUP,
    ParquetMissing,
    write_jsonl,
    write_parquet,
)

Make = Callable[..., Preference]
PROMPT = Prompt((Message("system", "You improve proofs.\n"), Message("user", "Do ⟨this⟩.\u2028\n")))
MEANT = {"messages", "text", "images", "image", "tools", "chat_template_kwargs", "label", "labels"}
"""Columns to which trainers give a meaning of their own."""
KINDS: tuple[Kind, ...] = ("preference", "sft")
STYLES: tuple[Style, ...] = ("plain", "conversational")


def ones_of(kind: Kind, make: Make) -> tuple[Preference | Example, ...]:
    pairs = (
        make("by simp", "by\n  omega"),
        make("trivial", "rfl", round=None, source="human", rule="accepted"),
    )
    return pairs if kind == "preference" else examples(pairs)


def is_message(value: Any, roles: Iterable[str]) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"role", "content"}
        and value["role"] in roles
        and isinstance(value["content"], str)
    )


def obeys_trl(row: dict[str, Any], kind: Kind, style: Style) -> bool:
    """TRL's rules for explicit prompts: strings, or non-empty lists of messages, the answer being
    the assistant's."""
    if MEANT & row.keys():
        return False
    prompt, *answers = (row[name] for name in TRAINED[kind])
    if style == "plain":
        return all(isinstance(one, str) and one for one in (prompt, *answers))
    return bool(prompt) and (
        all(is_message(one, ("system", "user")) for one in prompt)
        and prompt[-1]["role"] == "user"
        and all(len(answer) == 1 and is_message(answer[0], ("assistant",)) for answer in answers)
    )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", KINDS)
def test_both_formats_hold_the_rows_that_trl_reads(
    tmp_path: Path, make: Make, kind: Kind, style: Style
) -> None:
    ones = ones_of(kind, make)
    lines, table = tmp_path / "rows.jsonl", tmp_path / "rows.parquet"
    write_jsonl(lines, rows(kind, style, ones, lambda _: PROMPT))
    write_parquet(table, columns(kind, style), rows(kind, style, ones, lambda _: PROMPT))
    text = lines.read_text(encoding="utf-8")
    found = [json.loads(line) for line in text.removesuffix("\n").split("\n")]
    assert all(obeys_trl(row, kind, style) for row in found)
    assert found == pyarrow.parquet.read_table(table).to_pylist()
    assert [list(row) for row in found] == [sorted(columns(kind, style))] * 2
    assert pyarrow.parquet.read_schema(table).names == list(columns(kind, style))


def test_a_plain_prompt_ends_where_the_answer_begins_a_line() -> None:
    assert plain(PROMPT) == "You improve proofs.\n\nDo ⟨this⟩.\n\n"


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_rows_are_the_same_bytes(tmp_path: Path, make: Make, kind: Kind) -> None:
    ones = ones_of(kind, make) * ROW_GROUP
    names = columns(kind, "conversational")
    written = []
    for name in ("first", "second"):
        write_jsonl(
            tmp_path / f"{name}.jsonl", rows(kind, "conversational", ones, lambda _: PROMPT)
        )
        write_parquet(
            tmp_path / f"{name}.parquet",
            names,
            rows(kind, "conversational", ones, lambda _: PROMPT),
        )
        written.append(
            [(tmp_path / f"{name}.{form}").read_bytes() for form in ("jsonl", "parquet")]
        )
    assert written[0] == written[1]
    metadata = pyarrow.parquet.read_metadata(tmp_path / "first.parquet")
    groups = [metadata.row_group(one).num_rows for one in range(metadata.num_row_groups)]
    assert groups == [ROW_GROUP] * (len(ones) // ROW_GROUP)


def test_no_row_is_a_file_that_can_be_read(tmp_path: Path) -> None:
    write_parquet(tmp_path / "none.parquet", columns("sft", "plain"), [])
    assert pyarrow.parquet.read_table(tmp_path / "none.parquet").num_rows == 0


def test_without_pyarrow_the_message_is_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ParquetMissing, match="pip install") as caught:
        write_parquet(tmp_path / "rows.parquet", columns("sft", "plain"), [])
    assert PARQUET_INSTALL in str(caught.value)
    assert not list(tmp_path.iterdir())
