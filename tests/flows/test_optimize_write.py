"""A file is replaced whole or not at all, and only if it is still the one that was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.write import NotWritten, replace_file
from tools.lean.source import Source

OLD, NEW = Source("theorem a : 1 = 1 := rfl\n-- ∀ π\n"), Source("-- ∃ σ\n")


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "A.lean"
    path.write_bytes(OLD.data)
    path.chmod(0o640)
    return path


def test_bytes_and_mode(file: Path) -> None:
    replace_file(file, OLD, NEW)
    assert file.read_bytes() == NEW.data
    assert file.stat().st_mode & 0o7777 == 0o640
    assert _names(file.parent) == ["A.lean"]


def test_line_ends_stay_what_they_were(file: Path) -> None:
    file.write_bytes(OLD.data.replace(b"\n", b"\r\n"))
    replace_file(file, OLD, NEW)
    assert file.read_bytes() == NEW.data.replace(b"\n", b"\r\n")


def test_mixed_line_ends_cannot_be_kept(file: Path) -> None:
    mixed = OLD.data.replace(b"\n", b"\r\n", 1)
    file.write_bytes(mixed)
    with pytest.raises(NotWritten, match="line ends"):
        replace_file(file, OLD, NEW)
    assert file.read_bytes() == mixed


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = folder / "B.lean"
    link.symlink_to(file)
    replace_file(link, OLD, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW.data
    assert _names(folder) == ["B.lean"]


def test_a_file_that_changed_is_left_alone(file: Path) -> None:
    file.write_text("-- somebody was here\n", encoding="utf-8")
    with pytest.raises(NotWritten, match="has changed since it was read"):
        replace_file(file, OLD, NEW)
    assert file.read_text(encoding="utf-8") == "-- somebody was here\n"
    assert _names(file.parent) == ["A.lean"]


def test_a_file_that_has_the_new_text_already(file: Path) -> None:
    assert replace_file(file, OLD, NEW)
    file.write_bytes(NEW.data.replace(b"\n", b"\r\n"))
    before = file.stat()
    assert not replace_file(file, OLD, NEW)
    assert file.stat() == before


def test_a_file_that_is_gone_is_not_made_again(file: Path) -> None:
    file.unlink()
    with pytest.raises(NotWritten):
        replace_file(file, OLD, NEW)
    assert _names(file.parent) == []


def test_a_folder_that_cannot_hold_the_new_text(tmp_path: Path) -> None:
    with pytest.raises(NotWritten):
        replace_file(tmp_path / "no" / "A.lean", OLD, NEW)
