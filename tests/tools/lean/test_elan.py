"""Which toolchain elan would choose, and where it is, by elan's own folders and files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.lean import elan

V35, V36_RC = "leanprover--lean4---v4.35.0", "leanprover--lean4---v4.36.0-rc2"
NIGHTLY = "leanprover--lean4-nightly---nightly-2026-01-02"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """elan's home with a few toolchains."""
    monkeypatch.delenv("ELAN_TOOLCHAIN", raising=False)
    folder = tmp_path / "elan"
    monkeypatch.setenv("ELAN_HOME", str(folder))
    for name in (V35, "leanprover--lean4---v4.9.0", V36_RC, NIGHTLY, "someone--lean4---v1-fork"):
        (folder / "toolchains" / name / "bin").mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("toolchain", "folder"),
    [
        ("leanprover/lean4:v4.35.0", V35),
        ("leanprover/lean4:4.35.0", V35),
        ("v4.35.0", V35),
        ("4.35.0", V35),
        ("stable", V35),
        ("leanprover/lean4:stable", V35),
        ("beta", V36_RC),
        ("nightly", NIGHTLY),
        ("nightly-2026-01-02", NIGHTLY),
        ("leanprover/lean4:nightly-2026-01-02", NIGHTLY),
        ("leanprover/lean4-nightly:nightly-2026-01-02", NIGHTLY),
        ("someone/lean4:v1-fork", "someone--lean4---v1-fork"),
        ("v4.34.0", None),
        ("someone/lean4:stable", None),
        ("leanprover/lean4:lean-toolchain", None),
        ("not a name", None),
    ],
)
def test_a_toolchain_is_found_by_all_its_names(
    home: Path, toolchain: str, folder: str | None
) -> None:
    expected = home / "toolchains" / folder if folder else None
    assert elan.installed_folder(toolchain) == expected


def test_a_release_comes_after_its_candidates(home: Path) -> None:
    (home / "toolchains" / "leanprover--lean4---v4.36.0" / "bin").mkdir(parents=True)
    found = elan.installed_folder("beta")
    assert found is not None
    assert found.name == "leanprover--lean4---v4.36.0"


def test_a_linked_toolchain_is_found_by_its_name(home: Path, tmp_path: Path) -> None:
    (tmp_path / "built" / "bin").mkdir(parents=True)
    (home / "toolchains" / "mine").symlink_to(tmp_path / "built")
    assert elan.installed_folder("mine") == home / "toolchains" / "mine"


def test_the_nearest_of_override_and_file_counts(home: Path, tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    settings = f'default_toolchain = "v4.9.0"\n[overrides]\n"{tmp_path}" = "v4.35.0"\n'
    (home / "settings.toml").write_text(settings)
    assert elan.wanted_toolchain(inner) == "v4.35.0"
    (tmp_path / "outer" / "lean-toolchain").write_text("nightly  \nanother line\n")
    assert elan.wanted_toolchain(inner) == "nightly"
    assert elan.wanted_toolchain(Path("/")) == "v4.9.0"


def test_an_override_counts_by_the_real_path(home: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (home / "settings.toml").write_text(f'[overrides]\n"{tmp_path / "real"}" = "v4.35.0"\n')
    assert elan.wanted_toolchain(tmp_path / "link") == "v4.35.0"


def test_a_path_is_meant_from_its_file(home: Path, tmp_path: Path) -> None:
    (tmp_path / "project" / "sub").mkdir(parents=True)
    (tmp_path / "build" / "bin").mkdir(parents=True)
    (tmp_path / "project" / "lean-toolchain").write_text("../build\n")
    wanted = elan.wanted_toolchain(tmp_path / "project" / "sub")
    assert wanted == str(tmp_path / "build")
    assert elan.installed_folder(wanted) == tmp_path / "build"
    assert "lean-toolchain" in elan.install_command(str(tmp_path / "nowhere"))


def test_inside_a_toolchain_it_is_that_one(home: Path) -> None:
    folder = home / "toolchains" / V35
    assert elan.wanted_toolchain(folder / "bin") == str(folder)


def test_the_environment_comes_first(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lean-toolchain").write_text("nightly\n")
    monkeypatch.setenv("ELAN_TOOLCHAIN", "v4.9.0")
    assert elan.wanted_toolchain(tmp_path) == "v4.9.0"


@pytest.mark.parametrize("settings", [None, "", "not toml", "default_toolchain = 4"])
def test_without_a_usable_default_there_is_none(home: Path, settings: str | None) -> None:
    if settings is not None:
        (home / "settings.toml").write_text(settings)
    assert elan.wanted_toolchain(Path("/")) is None
    assert elan.install_command(None) == "run `elan default stable`"


def test_a_proxy_is_seen_through_every_kind_of_link(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    proxy = home / "elan"
    proxy.write_text("elan itself")
    os.link(proxy, home / "lean")
    (home / "lake").symlink_to(proxy)
    elsewhere = tmp_path / "bin"
    elsewhere.mkdir()
    (elsewhere / "lean").symlink_to(home / "lean")
    real = elsewhere / "lake"
    real.write_text("something else")
    assert all(map(elan.is_proxy, (home / "lean", home / "lake", elsewhere / "lean")))
    assert not elan.is_proxy(real)
