"""The modules of a Lake project: those of its own source folders, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.corpus.reading import kind_of, list_corpus
from tools.errors import LeanUnavailable, UserInputError
from tools.lean.fakes.lake_world import LakeWorld, fetched_package, write_manifest

TEXT = "theorem t : True := trivial\n"
SOURCES = {
    "src/Demo.lean": TEXT,
    "src/Demo/B.lean": TEXT,
    "src/Demo/A.lean": TEXT,
    "scripts/Other.lean": TEXT,
    "Loose.lean": TEXT,
}


@pytest.fixture(params=[False, True], ids=["new", "old"])
def project(lake_world: LakeWorld, request: pytest.FixtureRequest) -> Path:
    lake_world.install_elan()
    lake_world.install_toolchain("4.35.0", old=request.param)
    return lake_world.project("demo", SOURCES, "leanprover/lean4:v4.35.0")


def test_modules_by_their_names(project: Path, lake_world: LakeWorld) -> None:
    package = fetched_package(
        project, "dep", {"lakefile.toml": 'name = "dep"\n[[lean_lib]]\nname = "Dep"\n'}
    )
    write_manifest(project, [package])
    (project / ".lake/packages/dep/Dep.lean").write_text(TEXT)
    assert kind_of(project) == "lake"
    listing = list_corpus(project, "lake", None)
    assert [(file.module, file.name) for file in listing.files] == [
        ("Demo", "src/Demo.lean"),
        ("Demo.A", "src/Demo/A.lean"),
        ("Demo.B", "src/Demo/B.lean"),
    ]
    assert (listing.kind, listing.root) == ("lake", project.resolve())
    assert lake_world.downloads == ""


def test_a_folder_inside_a_project_is_a_folder(project: Path) -> None:
    assert kind_of(project / "src") == "folder"


def test_a_project_with_packages_to_fetch_is_refused(project: Path, lake_world: LakeWorld) -> None:
    write_manifest(project, [fetched_package(project, "dep", {})])
    (project / ".lake/packages/dep/.git/HEAD").unlink()
    with pytest.raises(LeanUnavailable, match="lake build"):
        list_corpus(project, "lake", None)
    assert lake_world.downloads == ""


def test_without_lake_it_says_what_to_do(project: Path) -> None:
    with pytest.raises(UserInputError, match="--as folder"):
        list_corpus(project, "lake", "embedded")
