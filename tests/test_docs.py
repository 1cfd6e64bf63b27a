"""The commands that the documentation shows are there, with the options that it gives them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from flows.cli import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"^(?: {4})?(?:\.venv/bin/)?burnish (?P<words>[^\n]+)$", re.MULTILINE)
BURNISH = get_command(app)
LINK = re.compile(r"\]\((?!https?:)(?P<target>[^)#\s]+)")


def shown(page: Path) -> list[str]:
    """The words behind `burnish` in the code of a page, comments left out."""
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    return [match["words"] for match in COMMAND.finditer(text)]


def fault(words: str) -> str:
    """What is wrong with a command line that a page shows; nothing if it is as it should be."""
    command: Any = BURNISH
    found = {name for parameter in command.params for name in parameter.opts}
    skipped = False
    for word in shlex.split(words, comments=True):
        if skipped:
            skipped = False
            continue
        commands = getattr(command, "commands", {})
        if commands and not word.startswith("-"):
            if word not in commands:
                return f"there is no command {word}"
            command = commands[word]
            found |= {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
        elif re.match(r"--?[a-z]", word):
            name, equals, _ = word.partition("=")
            if name not in found | {"--help", "-h"}:
                return f"there is no option {word}"
            skipped = not equals and takes_value(command, name)
    return ""


def takes_value(command: Any, option: str) -> bool:
    """Whether the word behind an option belongs to it."""
    named = (one for one in command.params if option in one.opts)
    return any(not getattr(one, "is_flag", False) for one in named)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_are_what_the_command_line_knows(page: Path) -> None:
    assert [(words, fault(words)) for words in shown(page) if fault(words)] == []


def test_the_test_finds_faults() -> None:
    assert shown(ROOT / "README.md")
    assert fault("optimise File.lean") == "there is no command optimise"
    assert fault("sessions resume x --secnds 3") == "there is no option --secnds"
    assert fault("sessions resume x --seconds 3 # on") == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [match["target"] for match in LINK.finditer(page.read_text(encoding="utf-8"))]
    assert [one for one in targets if not (page.parent / one).exists()] == []
