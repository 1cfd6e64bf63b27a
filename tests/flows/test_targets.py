"""Targets and bad input: one sentence each, and nothing touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.targets import Target, find_declaration, parse_target, read_source
from tools.errors import UserInputError
from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.source import Source

FILE = """namespace Foo
theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
theorem other (p : Prop) (h : p) : p := h
end Foo
namespace Bar
theorem other (p : Prop) (h : p) : p := h
theorem «two words» (p : Prop) (h : p) : p := h
end Bar
"""


def test_a_target_is_a_file_and_perhaps_a_name(tmp_path: Path) -> None:
    assert parse_target("File.lean") == Target(Path("File.lean"), None)
    assert parse_target("File.lean:Foo.swap") == Target(Path("File.lean"), "Foo.swap")
    assert str(parse_target("a/File.lean:swap")) == "a/File.lean:swap"


def test_a_file_that_exists_may_have_a_colon_in_its_name(tmp_path: Path) -> None:
    odd = tmp_path / "a:b.lean"
    odd.write_text("theorem t : True := trivial")
    assert parse_target(str(odd)) == Target(odd, None)
    assert parse_target(f"{odd}:t") == Target(odd, "t")


def test_a_colon_without_a_name_is_refused() -> None:
    with pytest.raises(UserInputError, match="names no theorem"):
        parse_target("File.lean:")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\x7fELF\0\0\0", "binary"),
        (b"\xef\xbb\xbftheorem t : True := trivial", "byte-order mark"),
        (b"theorem t\n  : \xff\xfe := x", "not valid UTF-8: byte 0xff in line 2"),
    ],
)
def test_unreadable_text_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "File.lean"
    path.write_bytes(content)
    with pytest.raises(UserInputError, match=message):
        read_source(path)
    assert path.read_bytes() == content


def test_a_missing_file_gets_a_suggestion(tmp_path: Path) -> None:
    (tmp_path / "Logic.lean").write_text("x")
    with pytest.raises(UserInputError, match=r"did you mean .*Logic\.lean\?"):
        read_source(tmp_path / "Logik.lean")
    with pytest.raises(UserInputError, match="nor a folder"):
        read_source(tmp_path / "no" / "File.lean")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserInputError, match="is a folder"):
        read_source(tmp_path)


def test_line_ends_are_those_that_lean_counts_by(tmp_path: Path) -> None:
    path = tmp_path / "File.lean"
    path.write_bytes("theorem t : True :=\r\n  trivial -- é\r\n".encode())
    assert read_source(path).data == path.read_bytes().replace(b"\r\n", b"\n")


def test_a_declaration_is_found_by_full_name_or_a_unique_ending(lean: Lean) -> None:
    analysis, _ = analyse(lean, Source(FILE))
    path = Path("File.lean")

    def found(name: str) -> str:
        return find_declaration(path, analysis.declarations, name).name

    assert found("Foo.swap") == found("swap") == "Foo.swap"
    assert found("Bar.other") == "Bar.other"
    assert found("«two words»") == "Bar.«two words»"
    with pytest.raises(UserInputError, match=r"ambiguous .*Foo\.other, Bar\.other"):
        found("other")
    with pytest.raises(UserInputError, match=r"did you mean Foo\.swap\?"):
        found("Foo.swop")
    with pytest.raises(UserInputError, match=r"did you mean Foo\.swap\?"):
        found("swp")
    with pytest.raises(UserInputError, match=r"it declares Foo\.swap"):
        found("zzzzzzzzz")
