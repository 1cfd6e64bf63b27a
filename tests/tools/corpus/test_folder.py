"""Corpora of plain files: what is found, in which order, and what is not followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.corpus.corpus import Kind, LeftOut
from tools.corpus.listing import Listing
from tools.corpus.reading import kind_of, list_corpus
from tools.errors import UserInputError


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("theorem t : True := trivial\n", encoding="utf-8")


def names(listing: Listing) -> list[str]:
    return [file.name for file in listing.files]


def test_all_lean_files_below_a_folder_in_order(tmp_path: Path) -> None:
    write(tmp_path, "B.lean", "A/Z.lean", "A/B/C.lean", "A.lean", "Notes.md", "C/D.lean.orig")
    listing = list_corpus(tmp_path, "folder", None)
    assert names(listing) == ["A/B/C.lean", "A/Z.lean", "A.lean", "B.lean"]
    assert listing.root == tmp_path.resolve()
    assert listing.left_out == ()
    assert all(file.path.is_file() for file in listing.files)


def test_hidden_and_built_folders_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "A.lean", ".hidden/B.lean", ".lake/packages/x/C.lean", "build/D.lean")
    write(tmp_path, "Sub/build/E.lean", "Sub/.F.lean", "lakefile.lean", "lake-packages/G.lean")
    assert names(list_corpus(tmp_path, "folder", None)) == ["A.lean"]


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "inside"
    write(root, "A.lean", "Sub/B.lean")
    write(tmp_path, "outside/C.lean")
    (root / "Out.lean").symlink_to(tmp_path / "outside/C.lean")
    (root / "Folder").symlink_to(tmp_path / "outside")
    (root / "Gone.lean").symlink_to(tmp_path / "nothing.lean")
    (root / "Twin.lean").symlink_to(root / "A.lean")
    (root / "Sub/Up").symlink_to(root)
    (root / "Loop.lean").symlink_to(root / "Loop.lean")
    listing = list_corpus(root, "folder", None)
    assert names(listing) == ["A.lean", "Sub/B.lean"]
    out, gone = "it is a link that leads out of the folder", "it is a link that leads nowhere"
    assert list(listing.left_out) == [
        LeftOut("Folder", None, out),
        LeftOut("Gone.lean", None, gone),
        LeftOut("Loop.lean", None, gone),
        LeftOut("Out.lean", None, out),
    ]


def test_a_name_that_is_no_utf8_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "A.lean")
    (tmp_path / os.fsdecode(b"\xff.lean")).write_text("")
    listing = list_corpus(tmp_path, "folder", None)
    assert names(listing) == ["A.lean"]
    assert listing.left_out == (LeftOut("\\udcff.lean", None, "its name is not valid UTF-8"),)


def test_what_is_no_regular_file_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "A.lean")
    os.mkfifo(tmp_path / "Pipe.lean")
    listing = list_corpus(tmp_path, "folder", None)
    assert names(listing) == ["A.lean"]
    assert listing.left_out == (LeftOut("Pipe.lean", None, "it is no regular file"),)


def test_a_list_of_files(tmp_path: Path) -> None:
    write(tmp_path, "B.lean", "A.lean", "C.lean")
    listed = tmp_path / "files.txt"
    listed.write_text(f"# mine\n\nB.lean\n  ./A.lean\n{tmp_path}/B.lean\n", encoding="utf-8")
    assert kind_of(listed) == "folder"
    assert names(list_corpus(listed, "folder", None)) == ["A.lean", "B.lean"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Gone.lean", "is no Lean file that is there"),
        ("files.txt", "is no Lean file that is there"),
        ("../Outside.lean", "lies outside of"),
        ("Link.lean", "lies outside of"),
        ("A\0.lean", "is no path"),
    ],
)
def test_a_line_that_names_no_file_is_said_with_its_place(
    tmp_path: Path, line: str, told: str
) -> None:
    root = tmp_path / "inside"
    write(root, "A.lean", "../Outside.lean")
    (root / "Link.lean").symlink_to(tmp_path / "Outside.lean")
    listed = root / "files.txt"
    listed.write_text(f"A.lean\n{line}\n", encoding="utf-8")
    with pytest.raises(UserInputError, match="files.txt:2: .*" + told):
        list_corpus(listed, "folder", None)


def test_a_single_file(tmp_path: Path) -> None:
    write(tmp_path, "A.lean", "B.lean")
    listing = list_corpus(tmp_path / "A.lean", "folder", None)
    assert (names(listing), listing.root) == (["A.lean"], tmp_path.resolve())


def test_what_is_no_corpus_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    cases: tuple[tuple[Path, Kind, str], ...] = (
        (tmp_path / "gone", "folder", "no file or folder"),
        (tmp_path / "empty", "folder", "no Lean file in"),
        (tmp_path / "empty", "lake", "no Lake project"),
        (tmp_path / "empty", "leandojo", "no trace"),
        (tmp_path / "binary", "folder", "cannot be read as a list"),
    )
    for path, kind, told in cases:
        with pytest.raises(UserInputError, match=told):
            list_corpus(path, kind, None)
