"""From theorems to training data: `burnish collect`, `burnish export`, and Lean once more."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet
import pytest

from tests.flows.conftest import Burnish
from tests.flows.exporting.stored import path_in
from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.llm.reading import ProofAnswer, read_proof

EXAMPLES = Path(__file__).parents[3] / "examples"
SEARCH = ("--proposer", "symbolic", "--search-rounds", 1)
FEW = ("Data.lean", "Logic.lean", "Order.lean", "Quantifiers.lean")
SMALL = """\
theorem swapped (p q r : Prop) (h : p ∧ q ∧ r) : r ∧ q ∧ p := by
  have hr : r := by
    exact h.2.2
  constructor
  · exact hr
  · constructor
    · exact h.2.1
    · exact h.1
"""


def test_a_collection_becomes_training_data(burnish: Burnish, tmp_path: Path, lean: Lean) -> None:
    (tmp_path / "few").mkdir()
    path = tmp_path / "few" / path_in("train")
    path.write_text(SMALL, encoding="utf-8")
    taught = ("--gamma", 10, "--pi-max", 1)
    collected = burnish("collect", "few", *SEARCH, "--candidates", 6, *taught, "--json")
    assert collected.status == 0, collected.err
    exported = burnish("export", collected.json["session"], "--output", "out", "--json")
    assert exported.status == 0, exported.err
    assert exported.json["counts"]["preference"]["rows"] == sum(collected.json["pairs"].values())
    text = (tmp_path / "out/sft-conversational.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.removesuffix("\n").split("\n")]
    assert {(row["theorem"], row["file"], row["rule"]) for row in rows} == {
        ("swapped", path.name, "winner")
    }
    assert "h : p ∧ q ∧ r ⊢ r ∧ q ∧ p" in rows[0]["prompt"][-1]["content"]
    accepted(lean, path, rows)


@pytest.mark.long
def test_what_is_collected_and_exported_is_accepted_by_lean(
    burnish: Burnish, tmp_path: Path, lean: Lean
) -> None:
    folder = tmp_path / "few"
    folder.mkdir()
    for name in FEW:
        text = (EXAMPLES / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
    collected = burnish("collect", "few", *SEARCH, "--candidates", 12, "--json")
    assert collected.status == 0, collected.err
    exported = burnish("export", "--output", "out", "--format", "jsonl,parquet", "--json")
    assert exported.status == 0, exported.err
    rows = pyarrow.parquet.read_table(tmp_path / "out/sft-conversational.parquet").to_pylist()
    assert exported.json["counts"]["preference"]["by_rule"] == {
        rule: count for rule, count in collected.json["pairs"].items() if count
    }
    assert {row["file"] for row in rows} <= trained(tmp_path, burnish)
    assert all(row["score"] > 0 for row in rows)
    assert len(rows) > 20
    assert exported.json["left_out"] == {}
    assert str(tmp_path) not in json.dumps(exported.json["collections"])
    for file in {row["file"] for row in rows}:
        accepted(lean, folder / file, [row for row in rows if row["file"] == file])


def trained(folder: Path, burnish: Burnish) -> set[str]:
    """The files of the corpus's training split."""
    shown = burnish("corpus", "show", "few", "--json").json["theorems"]
    return {one["file"] for one in shown if one["split"] == "train"}


def accepted(lean: Lean, path: Path, rows: list[dict[str, object]]) -> None:
    """Lean accepts every answer in the place of the original proof."""
    source = Source(path.read_text(encoding="utf-8"))
    analysis, _ = analyse(lean, source)
    before = {one.name: one for one in analysis.declarations if one.is_theorem}
    while rows:
        now = {str(row["theorem"]): row for row in rows}  # one answer for each theorem at a time
        rows = [row for row in rows if row not in now.values()]
        text = source
        for name, row in sorted(now.items(), key=lambda item: -before[item[0]].start):
            declaration = before[name]
            assert declaration.value is not None
            statement = source.slice(declaration.start, declaration.value.start)
            message = row["completion"]
            assert isinstance(message, list)
            read = read_proof(message[0]["content"], name=name, statement=statement)
            assert isinstance(read, ProofAnswer)
            text = text.splice(declaration.start, declaration.end, read.behind(statement))
        after, _ = analyse(lean, text)
        assert [one.text for one in after.diagnostics if one.severity == "error"] == []
