"""`burnish chat` by the whole command line, played from a script, without a model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.session_lock import hold_session
from storage.database import Database
from storage.keys import content_key
from storage.repository import Repository

Burnish = Callable[..., Any]
Write = Callable[..., Path]
Say = Callable[..., list[dict[str, Any]]]

FILE = """\
/-- Taken apart and put together again. -/
theorem swap (p q : Prop) : p ∧ q → q ∧ p := by
  intro h
  have hq : q := h.right
  have hp : p := h.left
  constructor
  · exact hq
  · exact hp

theorem other (p : Prop) (h : p) : p := h

theorem broken (p q : Prop) (h : p) : q := h
"""
FIELDS = {
    "session", "turn", "said", "understood", "outcome", "text", "proof", "is_original",
    "is_accepted", "diff", "metrics", "axioms", "caveat", "tried", "nearest", "listing", "rows",
    "seconds",
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One database for all tests: what Lean said of the file is asked once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def say(burnish: Burnish, lean_file: Write, tmp_path: Path, home: Path) -> Say:
    """Plays turns about `swap`; what came of each."""
    path = lean_file(FILE)
    # In one database the folder of a test that is over would look as if it had been moved here.
    anew = ["--new"]

    def play(*turns: str, options: tuple[str, ...] = (), status: int = 0) -> list[dict[str, Any]]:
        (tmp_path / "turns.txt").write_text("\n".join(turns), encoding="utf-8")
        answer = burnish(
            *("chat", f"{path}:swap", "--script", tmp_path / "turns.txt", *anew, *options),
            BURNISH_HOME=str(home),
        )
        anew.clear()
        assert answer.status == status, answer.err
        return [json.loads(line) for line in answer.out.splitlines()]

    return play


def test_a_chat_from_a_search_to_the_file(say: Say, tmp_path: Path) -> None:
    shorter, accepted, asked, written, again = say(
        "/shorter", "/accept short and clear", "/write", "yes", "/write"
    )
    assert set(shorter) == FIELDS
    assert shorter["outcome"] == "verified"
    assert shorter["axioms"] == []
    length = next(one for one in shorter["metrics"] if one["name"] == "length")
    assert length == {
        "name": "length", "before": -8, "after": -1, "original": -8, "objective": True
    }  # fmt: skip
    assert len(shorter["metrics"]) == 11
    assert "-  intro h\n" in shorter["diff"]
    assert accepted["is_accepted"]
    assert (asked["outcome"], asked["understood"]) == ("question", "command")
    assert written["understood"] == "answer"
    assert "is replaced" in written["text"]
    text = (tmp_path / "File.lean").read_text(encoding="utf-8")
    assert text == FILE.replace(FILE.split("\n\n")[0], shorter["proof"])
    assert again["outcome"] == "question"
    # The chat goes on though the file has changed, because it was the chat that changed it.
    answered, shown = say("yes", "/show")
    assert answered["session"] == shorter["session"]
    assert "holds the proof already" in answered["text"]
    assert shown["listing"] == shorter["proof"]


@pytest.mark.long
def test_a_chat_knows_its_file_after_a_kill_at_any_point_of_writing(
    say: Say, tmp_path: Path
) -> None:
    path = tmp_path / "File.lean"
    first = say("/inline hp", "/accept", "/write", "yes")[0]
    text = path.read_text(encoding="utf-8")
    assert text != FILE
    *_, written = say("/shorter", "/accept", "/write", "yes")
    assert "is replaced" in written["text"]
    path.write_text(text, encoding="utf-8")  # as before the second time, which was begun
    asked, again = say("/write", "yes")
    assert asked["session"] == first["session"]
    assert "is replaced" in again["text"]
    assert again["proof"] in path.read_text(encoding="utf-8")


def test_only_what_was_accepted_is_written_and_only_after_a_yes(say: Say, tmp_path: Path) -> None:
    proof = "by exact fun h => ⟨h.2, h.1⟩"
    nothing, _, _, asked, refused = say("/write", proof, "/accept", "/write", "no")
    assert "Nothing is accepted" in nothing["text"]
    assert asked["outcome"] == "question"
    assert refused["text"] == "Nothing was written."
    assert (tmp_path / "File.lean").read_text(encoding="utf-8") == FILE


def test_accepting_and_rejecting_are_stored_as_a_persons_preferences(
    say: Say, tmp_path: Path, home: Path
) -> None:
    _, _, shorter, undone, redone, rejected, no = say(
        "/inline hp", "/accept", "/shorter", "/undo", "/redo", "/reject too dense", "/redo"
    )
    assert shorter["outcome"] == "verified"
    assert undone["proof"] == rejected["proof"] != shorter["proof"]
    assert undone["is_accepted"]
    assert redone["proof"] == shorter["proof"]
    assert "nothing to redo" in no["text"]
    database = Database.of(tmp_path, {"BURNISH_HOME": str(home)})
    repository = Repository(database)
    first, second = repository.preferences.of_session(shorter["session"])
    database.close()
    assert first.source == second.source == "human"
    assert (first.rule, first.metric, first.rejected_attempt_id) == ("accepted", "length", None)
    assert first.chosen_score == 2
    assert first.rejected_score == 0
    assert (second.rule, second.note) == ("rejected", "too dense")
    assert second.chosen_attempt_id == first.chosen_attempt_id
    assert second.rejected_score == 7
    assert first.prompt_hash == second.prompt_hash
    assert first.prompt_hash is not None


@pytest.mark.long
def test_code_is_judged_and_complaints_are_at_its_own_places(say: Say) -> None:
    line, term, bad, why, good = say(
        "fun h => ⟨h.1, h.2⟩",
        "fun h => ⟨h.2, h.1⟩",
        "```lean\nby\n  intro h\n  exact ⟨h.1, h.2⟩\n```",
        "why did that fail?",
        "```\nintro h\nexact ⟨h.2, h.1⟩\n```",
    )
    (first, *_) = line["nearest"]["diagnostics"]
    assert (first["line"], first["column"]) == (1, 10)
    assert term["proof"].endswith(" := fun h => ⟨h.2, h.1⟩")
    assert bad["outcome"] == "nothing"
    assert bad["proof"] == term["proof"]
    (first, *_) = bad["nearest"]["diagnostics"]
    assert (first["line"], first["column"]) == (3, 9)
    assert "type mismatch" in bad["nearest"]["reason"].lower()
    assert why["nearest"] == bad["nearest"]
    assert good["outcome"] == "verified"
    assert good["proof"].endswith(":= by\n  intro h\n  exact ⟨h.2, h.1⟩")


def test_hostile_code_is_refused_and_changes_nothing(say: Say, tmp_path: Path) -> None:
    hostile = (
        "axiom no : False",
        "theorem swap (p q : Prop) : p ∧ q → p ∧ q := id",
        "by sorry",
        "by exact absurd (by native_decide : 1 = 2) (by decide)",
        "#eval IO.println 1",
        "```\nby\n  intro h\n  exact ⟨h.2, h.1⟩\n\naxiom no : False\n```",
        "by exact \x1b[2J\x00",
    )
    answers = say(*hostile)
    assert [one["said"] for one in answers] == [one.replace("\x00", "\\x00") for one in hostile]
    for answer in answers:
        assert answer["outcome"] == "nothing", answer
        assert answer["is_original"]
        assert answer["nearest"]["reason"]
    assert (tmp_path / "File.lean").read_text(encoding="utf-8") == FILE


def test_words_without_a_model_are_not_followed(say: Say) -> None:
    told, more, pasted, after = say(
        "pull the first half into a lemma",
        "avoid constructor",
        "by " + "x" * 1_000_000,
        "/show",
    )
    assert (told["understood"], told["outcome"]) == ("instruction", "information")
    assert "Nothing was done" in told["text"]
    assert "/extract [REGION]" in told["text"]
    assert "/avoid constructor" in more["text"]
    assert (pasted["outcome"], pasted["turn"]) == ("information", 2)
    assert "1,000,003 characters are too many" in pasted["text"]
    assert after["turn"] == 3


@pytest.mark.long
def test_avoiding_and_extracting(say: Say) -> None:
    avoided, extracted = say("/avoid hp", "/extract 6-8 as both")
    assert avoided["outcome"] == "nothing"  # the `have` itself names it
    assert extracted["outcome"] == "verified"
    assert "have both : q ∧ p := by" in extracted["proof"]


def test_what_a_command_cannot_do_is_said(say: Say) -> None:
    told = say("/frob", "/undo now", "/try simp at 99", "/improve beauty", "/inline zz", "/undoo")
    assert [one["outcome"] for one in told] == ["information"] * 6
    for one, part in zip(
        told,
        ["/help lists", "takes nothing", "lines 1 to 8", "no metric", "hq", "Did you mean /undo?"],
        strict=True,
    ):
        assert part in one["text"]


@pytest.mark.long
def test_the_same_command_goes_on_and_new_begins_another(
    say: Say, tmp_path: Path, home: Path
) -> None:
    (first,) = say("/try simp_all")
    (second,) = say("/history")
    assert (second["session"], second["turn"]) == (first["session"], 2)
    assert ["1", "/try simp_all"] in second["rows"]
    assert second["proof"] == first["proof"]
    with hold_session(home, first["session"]):  # somebody talks in it
        assert say("/show", options=("--new",), status=2) == []
    assert say("/show")[0]["session"] == first["session"]
    (third,) = say("/show", options=("--new",))
    assert third["session"] != first["session"]
    assert third["is_original"]
    path = tmp_path / "File.lean"
    path.write_text(FILE + "\n-- more\n", encoding="utf-8")
    (fourth,) = say("/show")
    assert fourth["session"] != third["session"]


@pytest.mark.long
def test_a_chat_goes_on_where_its_folder_was_moved_to(
    burnish: Burnish, say: Say, tmp_path: Path, home: Path
) -> None:
    (first,) = say("/try simp_all", options=("--new",))
    moved = tmp_path / "elsewhere" / "File.lean"
    moved.parent.mkdir()
    (tmp_path / "turns.txt").write_text("/show\n", encoding="utf-8")
    words = ("chat", f"{moved}:swap", "--script", tmp_path / "turns.txt")

    def there() -> dict[str, Any]:
        answer = burnish(*words, BURNISH_HOME=str(home))
        assert answer.status == 0, answer.err
        return dict(json.loads(answer.out))

    path = tmp_path / "File.lean"
    path.rename(moved)
    shown = there()
    assert (shown["session"], shown["listing"]) == (first["session"], first["proof"])
    moved.rename(path)
    moved.write_text(FILE, encoding="utf-8")
    assert there()["session"] != first["session"]  # a copy is another file


def test_a_turn_that_was_cut_off_is_done_first_but_not_again_and_again(
    say: Say, home: Path
) -> None:
    (first,) = say("/show", options=("--new",))
    database = Database.of(home, {"BURNISH_HOME": str(home)})
    repository = Repository(database)
    # A kill before the chat knew of what was said, and one turn that ends the process.
    repository.messages.record(first["session"], 2, "user", "command", "/help undo")
    repository.store_structure(content_key("turn begun", first["session"], "3"), "turn", 2)
    heard, left_out, shown, told = say("/shorter", "/show", "/history", status=3)
    said = repository.messages.of_session(first["session"])
    database.close()
    assert (heard["turn"], heard["said"], heard["outcome"]) == (2, "/help undo", "information")
    assert (left_out["outcome"], left_out["is_original"]) == ("stopped", True)
    assert "left out" in left_out["text"]
    assert shown["outcome"] == "information"
    assert [row[1] for row in told["rows"] if row[0]] == [
        *("/show", "/help undo", "/shorter", "/show")
    ]
    assert [one.turn for one in said if one.role == "user"] == [1, 2, 3, 4, 5]


def test_what_cannot_be_talked_about(burnish: Burnish, lean_file: Write, tmp_path: Path) -> None:
    lean_file(FILE)
    (tmp_path / "turns.txt").write_text("/show\n", encoding="utf-8")
    for target, why in (
        ("File.lean", "names no theorem"),
        ("File.lean:nothing", "There is no nothing"),
        ("File.lean:broken", "cannot be talked about: it does not check"),
    ):
        answer = burnish("chat", target, "--script", "turns.txt")
        assert (answer.status, answer.out) == (2, "")
        assert why in answer.err
    answer = burnish("chat", "File.lean:swap", "--script", "missing.txt")
    assert answer.status == 2
    assert "missing.txt cannot be read" in answer.err
