"""`burnish optimize` for other metrics than the length, with guards and a Pareto front."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.objectives import read_objective
from tools.errors import UserInputError

TEXT = """\
theorem both (p q r : Prop) (hp : p) (hq : q) (hr : r) : (p ∧ q) ∧ (q ∧ r) := by
  constructor
  · constructor
    · exact hp
    · exact hq
  · constructor
    · exact hq
    · exact hr
"""
Burnish = Callable[..., Any]
Write = Callable[[str], Path]


def result(burnish: Burnish, *arguments: str) -> dict[str, Any]:
    answer = burnish("optimize", "File.lean", "--json", *arguments)
    assert answer.status == 0, answer.err
    (found,) = answer.json["results"]
    assert isinstance(found, dict)
    return found


def test_the_second_metric_decides_between_equals(burnish: Burnish, lean_file: Write) -> None:
    lean_file(TEXT)
    found = result(burnish, "--metric", "length,tokens")
    assert (found["before"], found["after"]) == (-7, -1)
    assert found["values_before"]["length"] == -7
    shorter = result(burnish, "--metric", "length")
    assert found["values_after"]["tokens"] >= -len(shorter["proof"].partition(":=")[2].split())


@pytest.mark.long
def test_a_guard_keeps_out_what_breaks_it(burnish: Burnish, lean_file: Write) -> None:
    lean_file(TEXT)
    free = result(burnish, "--metric", "length")
    assert free["after"] == -1
    held = result(burnish, "--metric", "length", "--guard", "depth<=0.5x")
    assert held["values_after"]["depth"] >= 0.5 * held["values_before"]["depth"]
    strict = result(burnish, "--metric", "length", "--guard", "length>=-3", "--guard", "tokens<=4")
    assert strict["values_after"]["tokens"] >= -4
    impossible = result(burnish, "--metric", "length", "--guard", "tokens<=0")
    assert not impossible["diff"]
    assert impossible["after"] == impossible["before"]
    assert "the original itself breaks the guard tokens<=0 (tokens is 1" in impossible["note"]
    assert "breaks the guard" not in free["note"]
    assert "breaks the guard depth<=0.5x (depth is 3, and at most 1.5" in held["note"]


@pytest.mark.long
def test_heartbeats_guard_holds(burnish: Burnish, lean_file: Write) -> None:
    lean_file(TEXT)
    found = result(burnish, "--guard", "heartbeats<=1.1x")
    before, after = found["values_before"]["heartbeats"], found["values_after"]["heartbeats"]
    assert before < 0
    assert after >= 1.1 * before


@pytest.mark.long
def test_a_front_keeps_the_compromises(burnish: Burnish, lean_file: Write) -> None:
    lean_file(TEXT)
    found = result(burnish, "--pareto", "length,branching")
    members = found["front"]
    values = [tuple(member["values"].values()) for member in members]
    assert len(set(values)) == len(values)
    for one in values:
        assert not [
            other
            for other in values
            if other != one and all(a >= b for a, b in zip(other, one, strict=True))
        ]
    assert all(member["proof"].startswith("theorem both") for member in members)
    again = result(burnish, "--pareto", "length,branching")
    assert again["front"] == members
    assert again["lean_calls"] == 0
    shown = burnish("optimize", "File.lean", "--pareto", "length,branching")
    assert "Pareto front" in shown.out


@pytest.mark.long
def test_a_metric_of_the_users_own(burnish: Burnish, lean_file: Write, tmp_path: Path) -> None:
    lean_file(TEXT)
    own = tmp_path / "mine.py"
    own.write_text("def bytes_less(tree, view):\n    return -len(view.text.data)\n")
    found = result(burnish, "--metric", "mine.py:bytes_less")
    assert found["metric"] == "bytes_less"
    assert found["after"] == -len(found["proof"].encode())
    assert found["after"] > found["before"]
    # Another function under the same name: nothing of the first is taken for its values.
    own.write_text("def bytes_less(tree, view):\n    return len(view.text.data)\n")
    longest = result(burnish, "--metric", "mine.py:bytes_less", "--rounds", "1")
    assert longest["after"] >= longest["before"] == len(TEXT.rstrip().encode())


def test_a_metric_that_fails_names_itself_and_the_theorem(
    burnish: Burnish, lean_file: Write, tmp_path: Path
) -> None:
    lean_file(TEXT)
    (tmp_path / "mine.py").write_text("def broken(tree):\n    return 1 / 0\n")
    answer = burnish("optimize", "File.lean", "--metric", "mine.py:broken", "--json")
    (found,) = answer.json["results"]
    assert "The metric broken has no value for both" in found["note"]
    assert not found["diff"]
    assert "broken" in answer.err
    assert "both" in answer.err
    assert "ZeroDivisionError" in answer.err
    assert found["verdict"] == "verified"  # it is the metric that failed, not the proof
    assert answer.status == 1
    told = burnish("optimize", "File.lean", "--metric", "mine.py:broken").out
    assert "skipped: The metric broken has no value for both" in told


@pytest.mark.long
def test_a_front_goes_on_without_a_metric_that_fails(
    burnish: Burnish, lean_file: Write, tmp_path: Path
) -> None:
    lean_file(TEXT)
    (tmp_path / "mine.py").write_text("def broken(tree):\n    return 1 / 0\n")
    arguments = ("--pareto", "mine.py:broken,length,branching", "--rounds", "1")
    found = result(burnish, *arguments)
    assert found["finished"]
    assert found["after"] > found["before"] == -7
    assert [list(one["values"]) for one in found["front"]] == [["length", "branching"]] * len(
        found["front"]
    )
    assert found["front"]
    assert list(found["front_lacks"]) == ["broken"]
    assert "ZeroDivisionError" in found["front_lacks"]["broken"]
    shown = burnish("optimize", "File.lean", *arguments).out
    assert "No broken in the front: its function raised ZeroDivisionError" in shown


def test_a_front_is_over_what_has_a_value() -> None:
    alone = read_objective(None, ["depth<=original"], "modularity,length,tokens")
    left = alone.over({"length", "tokens", "depth"})
    assert (left.objective.text, left.pareto) == ("length,tokens", ("length", "tokens"))
    assert list(left.metrics) == ["length", "tokens", "depth"]
    # What somebody asked for is not let go of: a metric, a guard, the last of a front.
    assert (
        read_objective("modularity", [], "length").over({"length"}).objective.text == "modularity"
    )
    assert list(alone.over({"length"}).metrics) == ["length", "depth"]
    nothing = alone.over({"depth"})
    assert (nothing.objective, nothing.pareto) == (alone.objective, ())


def test_the_change_for_whose_sake_a_proof_was_accepted_is_shown(
    burnish: Burnish, lean_file: Write
) -> None:
    lean_file("theorem t (p : Prop) (h : p) : p ∨ False := by\n  exact (Or.inl (h))\n")
    arguments = ("--metric", "length,tokens")
    found = result(burnish, *arguments)
    assert found["before"] == found["after"] == -1
    first, second = found["parts"]
    assert (first["text"], first["before"], first["after"]) == ("length", -1, -1)
    assert second["after"] > second["before"]
    shown = burnish("optimize", "File.lean", *arguments).out
    assert f"tokens {second['before']:g} → {second['after']:g}, " in shown
    assert "% better, length -1" in shown


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("beauty",), "beauty, which is no metric"),
        (("length", ["heartbeats"]), "no `<=` or `>=`"),
        (("length", ["beauty<=1"]), "about beauty"),
        (("length", [], "length,beauty"), "beauty, which is no metric"),
        (("no/such.py:f",), "there is no file"),
    ],
)
def test_what_is_wrong_is_said(options: tuple[Any, ...], told: str) -> None:
    with pytest.raises(UserInputError, match=told):
        read_objective(*options)


@pytest.mark.parametrize(
    "name", ["my own/m.py", "length-m.py", "a:b.py", "2*x+y.py", "a,b.py", "C:/own.py"]
)
def test_own_metrics_in_files_of_any_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("def f(tree):\n    return 7\n", encoding="utf-8")
    wanted = read_objective(f"length + 2*{name}:f", [f"{name}:f>=original"], f"{name}:f,tokens")
    assert wanted.objective.metrics == ("length", "f")
    assert wanted.objective.sums[0].terms == ((1.0, "length"), (2.0, "f"))
    assert [guard.metric for guard in wanted.objective.guards] == ["f"]
    assert wanted.pareto == ("f", "tokens")


def test_the_front_alone_is_an_objective() -> None:
    wanted = read_objective(None, ["heartbeats<=1.1x"], "modularity,length")
    assert wanted.objective.text == "modularity,length"
    assert wanted.pareto == ("modularity", "length")
    assert list(wanted.metrics) == ["modularity", "length", "heartbeats"]
    assert read_objective(None).objective.text == "length"
