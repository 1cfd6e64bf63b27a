"""`burnish evaluate` against a real HTTP server that plays a script, and the real Lean."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tools.llm.fakes.api import Settings
from tools.llm.fakes.server import FakeServer
from tools.llm.prompt import Prompt

Burnish = Callable[..., Any]
Write = Callable[..., Path]
TEXT = """\
theorem swap (p q : Prop) : p ∧ q → q ∧ p := by
  intro h
  have hq : q := h.right
  have hp : p := h.left
  constructor
  · exact hq
  · exact hp

theorem first (p q : Prop) : p ∧ q → p := by
  intro h
  exact h.1
"""
TERM = "<proof>\nfun h => ⟨h.2, h.1⟩\n</proof>"
TACTICS = "<proof>\nby\n  intro h\n  exact ⟨h.2, h.1⟩\n</proof>"
WRONG = "<proof>\nfun h => ⟨h.1, h.2⟩\n</proof>"
SAME = "<proof>\nby\n  intro h\n  exact h.1\n</proof>"
ANSWERS = {
    ("swap", True): [TERM, "No idea.", WRONG, TACTICS],
    ("swap", False): [WRONG, "<proof>half", TACTICS, TACTICS],
    ("first", True): [SAME, "No.", "No.", "No."],
    ("first", False): ["No.", "", "<proof>\nfun h => h.2\n</proof>", "No."],
}
"""By theorem, and whether the model is told the goals."""
WORDS = (
    "evaluate", "File.lean", "--json", "--at", "1,4", "--ablate", "states",
    "--without", "context,sketch",
)  # fmt: skip


def played(prompt: Prompt, n: int, seed: int | None) -> list[str]:
    asked = prompt.messages[-1].content
    theorem = next(name for name in ("swap", "first") if f"theorem {name} " in asked)
    return ANSWERS[theorem, "⊢" in asked][:n]


@contextmanager
def serving() -> Iterator[FakeServer]:
    with FakeServer(Settings(source=played)) as server:
        yield server


def figures(row: dict[str, Any]) -> list[float]:
    names = ("improvement", "improved", "verified", "candidates", "readable")
    return [row[name] for name in names]


def test_the_figures_by_hand_and_told_again_without_model_or_lean(
    burnish: Burnish, lean_file: Write, tmp_path: Path
) -> None:
    lean_file(TEXT)
    files = ("--csv", "table.csv", "--html", "page.html")
    words = (*WORDS, "-m", "length", "-m", "tokens", "--model", "fake", *files)
    with serving() as server:
        found = burnish(*words, "--endpoint", server.url)
        assert found.status == 0, found.err
        sent = [one.body for one in server.requests if one.path == "/v1/chat/completions"]
    # One prompt for each theorem, metric and setting.
    assert [body["n"] for body in sent] == [4] * 8
    rows = {(row["setting"], row["metric"], row["k"]): row for row in found.json["rows"]}
    assert len(rows) == 8
    # swap has length 8: the term gains 7, the tactics 6; 2 of 4 verify. first gains nothing: 1 of 4
    # verifies with the goals, none without.
    assert figures(rows["model", "length", 1]) == [
        pytest.approx((7 + 6) / 4 / 2),
        pytest.approx(2 / 4 / 2),
        pytest.approx((2 / 4 + 1 / 4) / 2),
        2,
        pytest.approx((3 + 1) / 4),
    ]
    assert figures(rows["model", "length", 4]) == pytest.approx([7 / 2, 1 / 2, 1, 8, 4])
    assert figures(rows["model without states", "length", 4]) == pytest.approx(
        [6 / 2, 1 / 2, 1 / 2, 8, 4]
    )
    assert figures(rows["model without states", "length", 1])[0] == pytest.approx((6 + 6) / 4 / 2)
    # swap has 22 tokens, the term 12, the tactics 13.
    assert rows["model", "tokens", 4]["improvement"] == pytest.approx(10 / 2)
    assert rows["model without states", "tokens", 4]["improvement"] == pytest.approx(9 / 2)
    whole = rows["model", "length", 4]
    assert whole["prompt_tokens"] == rows["model", "length", 1]["prompt_tokens"] > 100
    assert whole["answer_tokens"] == pytest.approx(4 * rows["model", "length", 1]["answer_tokens"])
    assert whole["lean_seconds"] > 0
    by_length, by_tokens = found.json["comparisons"]
    assert (by_length["first"], by_length["second"]) == ("model", "model without states")
    assert by_length["difference"] == pytest.approx(-1 / 2)
    assert (by_length["wins"], by_length["ties"], by_length["losses"]) == (0, 1, 1)
    assert by_length["differing"] == ["channels"]
    assert by_tokens["metric"] == "tokens"
    card = found.json["settings"][0]["card"]
    assert (card["model"], card["proposer"], card["seed"]) == ("fake", "model", 0)
    assert card["sampling"]["n"] == 4
    assert "context" not in card["channels"]
    assert "4.35.0" in card["lean"]

    again = burnish(*words, "--endpoint", server.url)  # nobody listens there any more
    assert again.json["lean_calls"] == 0
    assert {**again.json, "seconds": 0, "lean_calls": 0} == {
        **found.json,
        "seconds": 0,
        "lean_calls": 0,
    }
    table = list(csv.DictReader(io.StringIO((tmp_path / "table.csv").read_text(), newline="")))
    assert [float(row["improvement"]) for row in table] == [
        row["improvement"] for row in found.json["rows"]
    ]
    assert "model without states" in (tmp_path / "page.html").read_text()


@pytest.mark.long
def test_the_machine_and_the_symbolic_proposer(
    burnish: Burnish, lean_file: Write, tmp_path: Path
) -> None:
    """Candidates count in their order, and a search that ended has no more to come."""
    (tmp_path / "corpus").mkdir()
    lean_file(TEXT, "corpus/File.lean")
    with serving() as server:
        found = burnish(
            "evaluate", "corpus", "--json", "--proposer", "symbolic,both", "--at", "1,500",
            "-m", "tokens", "--candidates", "4", "--rounds", "1", "--samples", "4",
            "--model-rounds", "1",
            "--without", "context,sketch,notes", "--endpoint", server.url,
        )  # fmt: skip
    assert found.status == 0, found.err
    rows = {(row["setting"], row["k"]): row for row in found.json["rows"]}
    assert {row["estimator"] for row in rows.values()} == {"first"}
    assert all(row["short"] == 0 for row in rows.values())
    assert rows["symbolic", 500]["improvement"] <= rows["both", 500]["improvement"]
    assert rows["symbolic", 500]["prompt_tokens"] == 0 < rows["both", 500]["prompt_tokens"]
    assert rows["symbolic", 500]["candidates"] < rows["both", 500]["candidates"] < 1000
    (comparison,) = found.json["comparisons"]
    assert (comparison["first"], comparison["second"]) == ("symbolic", "both")
    assert set(comparison["differing"]) >= {"model", "proposer"}
    assert [one["theorem"] for one in found.json["settings"][0]["theorems"]] == [
        "corpus/File.lean:first",
        "corpus/File.lean:swap",
    ]


def test_what_does_not_check_is_left_out_and_said(burnish: Burnish, lean_file: Write) -> None:
    lean_file(TEXT.replace("exact h.1", "exact h.2"))
    words = ("evaluate", "File.lean", "--proposer", "symbolic", "--at", "4")
    told = burnish(*words, "--candidates", "4", "--rounds", "1")
    assert told.status == 0, told.err
    assert "left out: File.lean:first: it does not check" in told.out
    assert "symbolic  4" in told.out


def test_time_that_runs_out_is_said_and_the_same_command_goes_on(
    burnish: Burnish, lean_file: Write
) -> None:
    lean_file(TEXT)
    words = ("evaluate", "File.lean:first", "--json", "--proposer", "symbolic", "--rounds", "1")
    stopped = burnish(*words, "--seconds", "0")
    assert stopped.status == 0, stopped.err
    assert not stopped.json["finished"]
    assert stopped.json["unfinished"] == ["symbolic, length"]
    assert stopped.json["rows"][0]["theorems"] == 0
    done = burnish(*words)
    assert done.json["finished"]
    assert done.json["sessions"] == stopped.json["sessions"]
    assert done.json["rows"][0]["theorems"] == 1


@pytest.mark.long
def test_a_stored_corpus_by_its_name_and_split(
    burnish: Burnish, lean_file: Write, tmp_path: Path
) -> None:
    (tmp_path / "proofs").mkdir()
    path = lean_file(TEXT, "proofs/File.lean")
    assert burnish("corpus", "add", "proofs", "--name", "mine").status == 0
    (split,) = {
        one["split"] for one in burnish("corpus", "show", "mine", "--json").json["theorems"]
    }
    words = ("evaluate", "mine", "--json", "--proposer", "symbolic", "--rounds", "1", "--at", "1")
    found = burnish(*words, "--split", split, "--candidates", "4")
    assert found.status == 0, found.err
    assert found.json["rows"][0]["theorems"] == 2
    other = burnish(*words, "--split", "test" if split != "test" else "train")
    assert (other.status, "no theorem in mine" in other.err) == (2, True)
    (tmp_path / "mine").mkdir()  # a folder of the corpus's name takes no part of a split
    lean_file(TEXT, "mine/Other.lean")
    again = burnish(*words, "--split", split, "--candidates", "4")
    assert again.json["sessions"] == found.json["sessions"]
    loose = burnish("evaluate", "proofs", "--split", split)
    assert (loose.status, "none is called proofs" in loose.err) == (2, True)
    (tmp_path / "mine" / "Other.lean").unlink()
    (tmp_path / "mine").rmdir()
    path.write_text(TEXT + "\n", encoding="utf-8")
    changed = burnish(*words)
    assert (changed.status, "has changed since its corpus was stored" in changed.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nowhere",), "no file nowhere"),
        (("File.lean", "--at", "0"), "--at wants whole numbers"),
        (("File.lean", "--at", "1,x"), "--at wants whole numbers"),
        (("File.lean", "--proposer", "oracle"), "model, symbolic or both, not oracle"),
        (("File.lean", "--proposer", "model"), "BURNISH_MODEL_URL"),
        (("File.lean", "--ablate", "states"), "none is asked here"),
        (("File.lean", "--endpoint", "http://localhost:1", "--ablate", "thoughts"), "no channel"),
        (
            (
                "File.lean",
                "--endpoint",
                "http://localhost:1",
                "--ablate",
                "states",
                "--without",
                "states",
            ),
            "leaves it out of all",
        ),
        (("File.lean", "--csv", "no/where.csv"), "no folder no"),
        (("File.lean", "--html", "."), "it is a folder"),
        (("File.lean", "-m", "beauty"), "beauty"),
    ],
)
def test_options_that_cannot_be(
    burnish: Burnish, lean_file: Write, words: tuple[str, ...], why: str
) -> None:
    lean_file(TEXT)
    answer = burnish("evaluate", *words)
    assert answer.status == 2
    assert why in answer.err
