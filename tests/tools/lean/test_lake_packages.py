"""Packages of a Lake project: where the manifest puts them, and what keeps Lake from being run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tools.errors import LeanUnavailable
from tools.lean.lake_packages import obstacle, packages_folder, packages_of

COMMIT = "c0ffee" * 6 + "c0ff"


def project(root: Path, lakefile: str = 'name = "demo"\n', manifest: Any = None) -> Path:
    """A folder with a lakefile, and a manifest if one is given; gives the lakefile."""
    (root / "lakefile.toml").write_text(lakefile)
    if manifest is not None:
        (root / "lake-manifest.json").write_text(json.dumps(manifest))
    return root / "lakefile.toml"


def clone(folder: Path, files: Mapping[str, str]) -> None:
    """A git clone as far as the files that tell its commit."""
    for name, text in files.items():
        (folder / ".git" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / ".git" / name).write_text(text + "\n")


GIT = {"type": "git", "name": "dep", "url": "https://example.org/dep", "rev": COMMIT}


@pytest.mark.parametrize(
    ("manifest", "folder"),
    [
        ({"packages": [GIT]}, ".lake/packages/dep"),
        ({"packagesDir": "elsewhere", "packages": [GIT]}, "elsewhere/dep"),
        ({"packages": [{**GIT, "name": "«dep»", "subDir": "lean"}]}, ".lake/packages/dep"),
        (
            {"version": 5, "packagesDir": "lake-packages", "packages": [{"git": GIT}]},
            "lake-packages/dep",
        ),
    ],
)
def test_a_clone_lies_where_the_manifest_says(
    tmp_path: Path, manifest: dict[str, Any], folder: str
) -> None:
    lakefile = project(tmp_path, manifest=manifest)
    assert [package.folder for package in packages_of(tmp_path)] == [tmp_path / folder]
    assert obstacle(tmp_path, lakefile) == "lacks dep"
    clone(tmp_path / folder, {"HEAD": COMMIT})
    assert obstacle(tmp_path, lakefile) is None
    assert packages_folder(tmp_path) == (tmp_path / folder).parent


@pytest.mark.parametrize("kind", [{"type": "path"}, {}])
def test_a_package_given_by_its_path_must_be_there(tmp_path: Path, kind: dict[str, str]) -> None:
    entry = {"name": "near", "dir": "../near"}
    root = tmp_path / "root"
    root.mkdir()
    lakefile = project(
        root, manifest={"packages": [{**kind, **entry} if kind else {"path": entry}]}
    )
    assert obstacle(root, lakefile) == "lacks near"
    (tmp_path / "near").mkdir()
    assert obstacle(root, lakefile) is None


def test_an_override_replaces_the_manifests_entry(tmp_path: Path) -> None:
    lakefile = project(tmp_path, manifest={"packages": [GIT]})
    (tmp_path / ".lake").mkdir()
    override = {"packages": [{"type": "path", "name": "dep", "dir": "mine"}]}
    (tmp_path / ".lake" / "package-overrides.json").write_text(json.dumps(override))
    (tmp_path / "mine").mkdir()
    assert obstacle(tmp_path, lakefile) is None


@pytest.mark.parametrize(
    "files",
    [
        {"HEAD": COMMIT},
        {"HEAD": "ref: refs/heads/main", "refs/heads/main": COMMIT},
        {"HEAD": "ref: refs/heads/main", "packed-refs": f"# pack-refs\n{COMMIT} refs/heads/main"},
    ],
)
def test_a_clones_commit_is_read_from_gits_files(tmp_path: Path, files: dict[str, str]) -> None:
    lakefile = project(tmp_path, manifest={"packages": [GIT]})
    clone(tmp_path / ".lake/packages/dep", files)
    assert obstacle(tmp_path, lakefile) is None


def test_a_clone_may_keep_its_git_folder_elsewhere(tmp_path: Path) -> None:
    lakefile = project(tmp_path, manifest={"packages": [GIT]})
    clone(tmp_path / "modules", {"HEAD": COMMIT})
    package = tmp_path / ".lake/packages/dep"
    package.mkdir(parents=True)
    (package / ".git").write_text("gitdir: ../../../modules/.git\n")
    assert obstacle(tmp_path, lakefile) is None


@pytest.mark.parametrize("head", ["f" * 40, "ref: refs/heads/gone", ""])
def test_a_clone_at_another_commit_would_be_changed(tmp_path: Path, head: str) -> None:
    lakefile = project(tmp_path, manifest={"packages": [GIT]})
    clone(tmp_path / ".lake/packages/dep", {"HEAD": head})
    assert "dep at another revision" in (obstacle(tmp_path, lakefile) or "")


def test_a_folder_that_is_no_clone_would_be_replaced(tmp_path: Path) -> None:
    lakefile = project(tmp_path, manifest={"packages": [GIT]})
    (tmp_path / ".lake/packages/dep").mkdir(parents=True)
    assert "dep at another revision" in (obstacle(tmp_path, lakefile) or "")


@pytest.mark.parametrize("text", ['[[require]]\nname = "dep"\n', "package x\n  require dep from\n"])
def test_without_a_manifest_nothing_may_be_required(tmp_path: Path, text: str) -> None:
    assert "no manifest" in (obstacle(tmp_path, project(tmp_path, text)) or "")
    assert obstacle(tmp_path, project(tmp_path, 'name = "requires nothing"\n')) is None


@pytest.mark.parametrize(
    "manifest", ["text", [], {"packages": 3}, {"packages": [{}]}, {"packages": [{"type": "hg"}]}]
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, manifest: Any) -> None:
    lakefile = project(tmp_path, manifest=manifest)
    with pytest.raises(LeanUnavailable, match="could not be read as a Lake manifest"):
        obstacle(tmp_path, lakefile)
