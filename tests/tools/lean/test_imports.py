"""The header of a Lean text, read without Lean; and compared with what Lean itself reads."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tools.lean.imports import Import, header, read_imports
from tools.lean.toolchain import Toolchain

HEADERS = [
    "",
    "theorem t : True := trivial\nimport A",
    "import A",
    "import A import B.C\nimport D",
    "-- import X\nimport A -- import Y\n/- import Z -/ import B",
    "/- /- import X -/ import Y -/\nimport A",
    "/- never closed\nimport A",
    "/-! A module's documentation. -/\nimport A",
    "import A\n/-- A comment of a declaration. -/\nimport B",
    "prelude\nimport A",
    "module\n\npublic import A\nmeta import B\npublic meta import C\nimport all D",
    "module\nprelude\nimport A",
    "import «a b».C\nimport «D.E»",
    "import A.B'\nimport Ä.β₁",
    "import A\npublic section\nimport B",
    "import A.\nimport B",
    "import\n\n  A\nopen B",
]


@pytest.mark.parametrize("text", HEADERS)
def test_the_modules_are_those_that_lean_reads(
    text: str, toolchain: Toolchain, tmp_path: Path
) -> None:
    file = tmp_path / "Header.lean"
    file.write_text(text, encoding="utf-8")
    run = subprocess.run(
        [*toolchain.argv, "--deps-json", str(file)],
        env=toolchain.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    (answer,) = json.loads(run.stdout)["imports"]
    if answer["errors"]:
        return  # Lean cannot read the header at all, and will say so
    found = [one["module"] for one in answer["result"]["imports"] if one["module"] != "Init"]
    assert [one.module for one in read_imports(text)] == found


def test_places_count_lines_and_characters_from_one() -> None:
    assert read_imports("-- é\n  import A.B\nimport\n  C") == (
        Import("A.B", 2, 10),
        Import("C", 4, 3),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("theorem t : True := trivial", ""),
        ("import A import B.C -- last\nopen A", "import A import B.C"),
        (
            "/- first -/ module\n\npublic import all A\npublic section",
            "/- first -/ module\n\npublic import all A",
        ),
        ("prelude\ntheorem", "prelude"),
    ],
)
def test_the_header_ends_with_its_last_import(text: str, told: str) -> None:
    assert header(text) == told
