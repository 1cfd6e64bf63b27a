"""The folder of an export: whole or not there, and nobody else's files in danger."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.exporting.folder import CARD, README, filled, require_place
from flows.file_output import FileNotWritten
from tests.flows.conftest import Burnish
from tests.flows.exporting.stored import Stored
from tools.errors import UserInputError


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").write_text("x", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), filled(tmp_path / "out", force=False) as folder:
        fail(folder)
    assert names(tmp_path) == []


def test_an_empty_folder_and_a_link_to_one_are_used(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    place = require_place(tmp_path / "link", force=False)
    with filled(place, force=False) as folder:
        (folder / "data").write_text("x", encoding="utf-8")
    assert names(tmp_path / "real") == ["data"]
    assert (tmp_path / "link").is_symlink()
    assert names(tmp_path) == ["link", "real"]


def test_what_came_meanwhile_stays(tmp_path: Path) -> None:
    place = tmp_path / "out"

    def write() -> None:
        with filled(place, force=False) as folder:
            (folder / "data").write_text("ours", encoding="utf-8")
            place.mkdir()
            (place / "data").write_text("theirs", encoding="utf-8")

    with pytest.raises(UserInputError, match="not empty"):
        write()
    assert names(tmp_path) == ["out"]
    assert (place / "data").read_text(encoding="utf-8") == "theirs"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    with (
        pytest.raises(FileNotWritten, match="was not written"),
        filled(tmp_path / "gone" / "out", force=False),
    ):
        pass


def test_an_export_is_replaced_only_when_asked(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    assert burnish("export", "--output", "out").status == 0
    again = burnish("export", "--output", "out", "--kind", "sft")
    assert (again.status, "is not empty" in again.err) == (2, True)
    assert "preference-conversational.jsonl" in names(tmp_path / "out")
    forced = burnish("export", "--output", "out", "--kind", "sft", "--force")
    assert forced.status == 0, forced.err
    assert names(tmp_path / "out") == [README, CARD, "sft-conversational.jsonl"]
    assert names(tmp_path) == [".burnish", "out"]


@pytest.mark.parametrize("card", [None, "{}", "[", '{"format": "burnish-training-data-1"}'])
def test_what_is_no_export_is_never_replaced(
    burnish: Burnish, stored: Stored, tmp_path: Path, card: str | None
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "thesis.tex").write_text("x", encoding="utf-8")
    if card is not None:
        (home / CARD).write_text(card, encoding="utf-8")
    before = names(home)
    answer = burnish("export", "--output", "home", "--force")
    assert (answer.status, "which no export wrote" in answer.err) == (2, True), answer.err
    assert names(home) == before


def test_nor_an_export_with_something_else_in_it(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    assert burnish("export", "--output", "out").status == 0
    (tmp_path / "out/notes.txt").write_text("mine", encoding="utf-8")
    answer = burnish("export", "--output", "out", "--force")
    assert (answer.status, "holds notes.txt" in answer.err) == (2, True)
    assert (tmp_path / "out/notes.txt").read_text(encoding="utf-8") == "mine"
    file = burnish("export", "--output", "out/notes.txt", "--force")
    assert (file.status, "is a file" in file.err) == (2, True)
