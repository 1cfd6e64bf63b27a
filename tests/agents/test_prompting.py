"""Prompt files: a user's own replace single ones; what is wrong with one is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents import prompting
from agents.prompting import PromptBroken, Prompts
from tools.errors import UserInputError

_TEMPLATE = "sketcher/sketch.md.j2"
_RULES = "shared/rules.md"


def own(folder: Path, files: dict[str, str]) -> Prompts:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Prompts(folder)


def test_sketch_with_steps() -> None:
    steps = [{"depth": 0, "text": "intro h"}, {"depth": 1, "text": "exact h.symm"}]
    text = prompting.render(
        _TEMPLATE, name="swap", statement="theorem swap : a = b → b = a", steps=steps
    )
    assert text == (
        "# swap\n\nWhat is claimed:\n\n```lean\ntheorem swap : a = b → b = a\n```\n\n"
        "How it is proved, step by step:\n\n- `intro h`\n  - `exact h.symm`\n"
    )


def test_sketch_without_tactics() -> None:
    text = prompting.render(_TEMPLATE, name="t", statement="theorem t : True", steps=[])
    assert text.endswith("It is proved by a term, without tactics.\n")


def test_a_missing_variable_is_an_error_with_its_place() -> None:
    with pytest.raises(PromptBroken, match=r"sketch\.md\.j2:9: .*'steps' is undefined"):
        prompting.render(_TEMPLATE, name="t", statement="theorem t : True")


def test_a_folder_of_ones_own_replaces_single_files(tmp_path: Path) -> None:
    prompts = own(tmp_path, {_RULES: "Be bold.\n", "metrics/mine.md": "My metric.\n"})
    assert prompts.text(_RULES) == "Be bold."
    assert prompts.text("metrics/mine.md") == "My metric."
    assert prompts.text("shared/answer.md") == Prompts().text("shared/answer.md")
    assert Prompts().text("metrics/mine.md") is None


def test_what_is_rendered_is_what_is_hashed_though_a_file_changes(tmp_path: Path) -> None:
    prompts = own(tmp_path, {"a.md.j2": "before"})
    digest = prompts.digest("a.md.j2")
    (tmp_path / "a.md.j2").write_text("after", encoding="utf-8")
    assert (prompts.render("a.md.j2"), prompts.digest("a.md.j2")) == ("before", digest)
    assert Prompts(tmp_path).digest("a.md.j2") != digest


def test_the_digest_covers_what_is_included(tmp_path: Path) -> None:
    files = {
        "a.md.j2": '{% include "b.md.j2" %}',
        "b.md.j2": '{% include "c.md" %}',
        "c.md": "one",
        "d.md": "not in it",
    }
    first = own(tmp_path, files).digest("a.md.j2")
    assert own(tmp_path, {"d.md": "still not"}).digest("a.md.j2") == first
    assert own(tmp_path, {"c.md": "two"}).digest("a.md.j2") != first
    assert Prompts(tmp_path).digest("a.md.j2") != Prompts(tmp_path).digest("a.md.j2", "d.md")


def test_files_that_include_each_other_have_a_digest_but_no_text(tmp_path: Path) -> None:
    prompts = own(tmp_path, {"a.md.j2": '{% include "a.md.j2" %}'})
    assert len(prompts.digest("a.md.j2")) == 64
    with pytest.raises(PromptBroken, match=r"a\.md\.j2:1: .*recursion"):
        prompts.render("a.md.j2")


def test_the_fingerprint_is_of_all_files_and_nothing_else(tmp_path: Path) -> None:
    assert own(tmp_path, {"README.md": "about", "notes.txt": "x"}).fingerprint == (
        Prompts().fingerprint
    )
    assert own(tmp_path, {_RULES: "Be bold."}).fingerprint != Prompts().fingerprint


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("one\n{{ nobody }}", 2, "'nobody' is undefined"),
        ("{{ 1 }}\n\n{{ 1 / 0 }}", 3, "division by zero"),
        ("one\n{{ name.missing }}", 2, "has no attribute 'missing'"),
        ("one\n{{ name.__class__ }}", 2, "unsafe"),
        ("{% set x = 3 %}\n{{ x + name }}", 2, "unsupported operand"),
    ],
)
def test_what_fails_when_rendered_is_told_with_file_and_line(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    inner = "shared/rules.md.j2"
    prompts = own(tmp_path, {inner: text, "a.md.j2": f'{{% include "{inner}" %}}'})
    with pytest.raises(PromptBroken) as broken:
        prompts.render("a.md.j2", name="t")
    assert str(broken.value).startswith(f"{tmp_path / inner}:{line}: ")
    assert why in str(broken.value)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("one\n{% if x %}\nthree", 3, "Unexpected end of template"),
        ("\n{% if %}", 2, "Expected an expression"),
        ("one\n{{ name | shout }}", 2, "No filter named 'shout'"),
        ('\n{% include "nothing.md" %}', 2, "nothing.md, which is not there"),
        ("\n\n{% include which %}", 3, "a file by a computed name"),
    ],
)
def test_what_can_never_be_rendered_is_told_at_once(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    with pytest.raises(PromptBroken) as broken:
        own(tmp_path, {"a.md.j2": text})
    assert str(broken.value).startswith(f"{tmp_path / 'a.md.j2'}:{line}: ")
    assert why in str(broken.value)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PromptBroken, match=r"a\.md: the prompt cannot be read"):
        Prompts(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserInputError, match="no folder of prompts"):
        Prompts(tmp_path / "nowhere")


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(UserInputError, match=r"no prompt file nothing\.md"):
        Prompts().digest("nothing.md")


def test_code_is_fenced_whatever_stands_in_it(tmp_path: Path) -> None:
    prompts = own(tmp_path, {"a.md.j2": "{{ code | lean }}"})
    code = "/-- ```\nfenced\n``` -/\ntheorem t : True := trivial\n"
    assert prompts.render("a.md.j2", code=code) == f"````lean\n{code}````"
