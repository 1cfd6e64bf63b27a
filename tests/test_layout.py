"""The shape of the repository: its packages are its own, and imports go one way only."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ORDER = ("prompts", "tools", "storage", "agents", "flows")
"""A package imports from itself and from those before it; `prompts` holds data and no code."""
ONLY_IN = {
    "prefect": ("flows/",),
    "langgraph": ("agents/", "storage/checkpoints.py"),
}
NEVER_AT_IMPORT = {"torch", "trl", "ray", "lean_dojo", "pyarrow", "vllm"}


def sources(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The top-level name of every import below `tree`, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0], node.lineno


def at_import(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The imports that run when the module is imported: none in a function or for type checkers."""

    def visit(body: list[ast.stmt]) -> Iterator[tuple[str, int]]:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                yield from visit(node.orelse)
                continue
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield from imported(node)
            for field in ("body", "orelse", "finalbody", "handlers"):
                for child in getattr(node, field, []):
                    yield from visit(
                        child.body if isinstance(child, ast.ExceptHandler) else [child]
                    )

    yield from visit(tree.body)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@pytest.mark.parametrize("package", ORDER)
def test_each_package_is_the_one_in_this_repository(package: str) -> None:
    module = importlib.import_module(package)
    assert module.__file__ is not None
    assert Path(module.__file__).resolve() == ROOT / package / "__init__.py"


@pytest.mark.parametrize("package", ORDER)
def test_imports_go_one_way(package: str) -> None:
    allowed = ORDER[: ORDER.index(package) + 1]
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sources(package)
        for name, line in imported(parsed(path))
        if name in ORDER and name not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_framework_stays_behind_its_door(library: str) -> None:
    doors = ONLY_IN[library]
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {library}"
        for package in ORDER
        for path in sources(package)
        if not path.relative_to(ROOT).as_posix().startswith(doors)
        for name, line in imported(parsed(path))
        if name == library
    ]
    assert wrong == []


def test_heavy_libraries_wait_until_they_are_used() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for package in ORDER
        for path in sources(package)
        for name, line in at_import(parsed(path))
        if name in NEVER_AT_IMPORT
    ]
    assert wrong == []


def test_no_relative_imports_hide_a_direction() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for package in ORDER
        for path in sources(package)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.level > 1
    ]
    assert wrong == []


def test_the_walk_over_imports_sees_what_runs() -> None:
    tree = ast.parse(
        "import os\n"
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import torch\n"
        "try:\n    import ray\nexcept ImportError:\n    import trl.core\n"
        "class A:\n    import vllm\n"
        "def f():\n    import lean_dojo\n"
    )
    assert [name for name, _ in at_import(tree)] == ["os", "typing", "ray", "trl", "vllm"]
    assert {"torch", "lean_dojo"} <= {name for name, _ in imported(tree)}


def test_no_test_folder_is_a_package() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_the_lock_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index-url" not in lock
    assert "--find-links" not in lock
