"""How many of the examples are proved from nothing, and how many broken proofs are mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.lean.analysis import analyse
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.tactics import tactic_steps

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.lean"))
Burnish = Callable[..., Any]

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


def proved(burnish: Burnish, folder: Path) -> tuple[int, int]:
    """How many theorems of the files in a folder are proved, and of how many that do not check."""
    files = sorted(folder.glob("*.lean"))
    answer = burnish("optimize", *files, "--metric", "completion", "--json")
    open_ones = [one for one in answer.json["results"] if one["before"] == 0]
    return sum(one["proved"] for one in open_ones), len(open_ones)


def theorems(lean: Lean) -> Iterator[tuple[Path, Source, list[Declaration]]]:
    """The examples with their theorems, the last one first."""
    for path in EXAMPLES:
        source = Source(path.read_text(encoding="utf-8"))
        analysis, _ = analyse(lean, source)
        yield path, source, [d for d in reversed(analysis.declarations) if d.is_theorem]


def test_examples_are_proved_from_their_statements(
    burnish: Burnish, lean: Lean, tmp_path: Path
) -> None:
    for path, source, declarations in theorems(lean):
        for declaration in declarations:
            assert declaration.value is not None
            value = declaration.value
            source = source.splice(value.start, value.end, ":= by sorry")
        (tmp_path / path.name).write_text(source.text, encoding="utf-8")
    count, total = proved(burnish, tmp_path)
    assert total == 49
    assert count >= 25  # 28 when it was written


def test_broken_examples_are_mended(burnish: Burnish, lean: Lean, tmp_path: Path) -> None:
    """One tactic of each proof is spoiled; what stood there is not known to the search."""
    for path, source, declarations in theorems(lean):
        for declaration in declarations:
            assert declaration.value is not None
            steps = [one.node for one in tactic_steps(declaration.value) if not one.is_combinator]
            lines = [one for one in steps if "\n" not in source.slice(one.start, one.end)]
            if len(steps) > 1:
                spoiled = lines[len(lines) * 2 // 3]
                source = source.splice(spoiled.start, spoiled.end, "exact nope")
        (tmp_path / path.name).write_text(source.text, encoding="utf-8")
    count, total = proved(burnish, tmp_path)
    assert total == 46
    assert count >= 36  # 40 when it was written
