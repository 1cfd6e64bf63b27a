"""Names of modules, their files, and a folder in which one of them is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.lean.module_paths import folders_of, module_file, module_name, object_file


@pytest.mark.parametrize(
    ("module", "path"),
    [("A", "A.olean"), ("A.B.C", "A/B/C.olean"), ("A.«b c».«d.e»", "A/b c/d.e.olean")],
)
def test_a_module_lies_where_its_name_says(module: str, path: str) -> None:
    assert module_file(module, ".olean") == Path(path)


def test_a_file_is_named_by_the_innermost_source_folder(tmp_path: Path) -> None:
    folders = [tmp_path, tmp_path / "src"]
    assert module_name(tmp_path / "A" / "B.lean", folders) == "A.B"
    assert module_name(tmp_path / "src" / "A" / "B.lean", folders) == "A.B"
    assert module_name(tmp_path / "A" / "my file.lean", folders) == "A.«my file»"
    assert module_name(tmp_path.parent / "B.lean", folders) is None
    assert module_name(tmp_path / "README.md", folders) is None


def test_folders_come_from_a_variable() -> None:
    assert folders_of({"LEAN_PATH": "/a::/b"}, "LEAN_PATH") == (Path("/a"), Path("/b"))
    assert folders_of({}, "LEAN_PATH") == ()


def made(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def seen(folder: Path) -> set[str]:
    """Every file to be found below a folder, through links too."""
    files: set[str] = set()
    for entry in folder.iterdir():
        inside = {f"{entry.name}/{name}" for name in seen(entry)} if entry.is_dir() else ()
        files |= set(inside) or {entry.name}
    return files


def test_lean_looks_in_one_folder_for_a_first_component(tmp_path: Path) -> None:
    first = made(tmp_path / "first", "A/B.olean")
    second = made(tmp_path / "second", "A/C.olean", "D.olean")
    assert object_file("A.B", (first, second)) == first / "A/B.olean"
    assert object_file("A.C", (first, second)) is None
    assert object_file("D", (first, second)) == second / "D.olean"
