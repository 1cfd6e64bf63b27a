"""Which Lean is chosen, with stand-ins for `lean`, `lake` and elan on a PATH of their own.

The stand-ins are small scripts; those that must elaborate hand over to the embedded Lean.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
from pathlib import Path

import pytest

from tools.errors import LeanUnavailable
from tools.lean import embedded
from tools.lean.lean import Lean
from tools.lean.toolchain import Toolchain, choose_toolchain, decide, prepare

VERSION = "Lean (version 4.28.0, x86_64-unknown-linux-gnu, commit 0123456789ab, Release)"


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No Lean on PATH, no elan, and a cache of its own; gives the folder that PATH names."""
    for name in [name for name in os.environ if name.startswith(("ELAN", "LEAN", "BURNISH"))]:
        monkeypatch.delenv(name)
    binaries = tmp_path / "bin"
    binaries.mkdir()
    monkeypatch.setenv("PATH", f"{binaries}:/usr/bin:/bin")
    monkeypatch.setenv("ELAN_HOME", str(tmp_path / "elan"))
    monkeypatch.setenv("BURNISH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return binaries


def script(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def fake_lean(folder: Path, told: str = VERSION) -> Path:
    """A `lean` that only knows its version, and counts how often it was asked."""
    return script(folder / "lean", f'echo asked >> "{folder}/asked"; echo "{told}"')


def choose(file: Path | None = None, named: str | None = None) -> Toolchain:
    return choose_toolchain(file, named, progress=print)


def elan(home: Path, binaries: Path, installed: str = "leanprover--lean4---v4.28.0") -> Path:
    """elan with its proxies on PATH and one toolchain; the proxies fail the test if run."""
    proxy = script(binaries / "elan", "echo elan would download; exit 99")
    for name in ("lean", "lake"):
        (binaries / name).symlink_to(proxy)
    fake_lean(home / "toolchains" / installed / "bin")
    return home / "toolchains" / installed / "bin" / "lean"


def project(root: Path, toolchain: str = "leanprover/lean4:v4.28.0") -> Path:
    """A Lake project without dependencies; gives a file in it."""
    (root / "Sub").mkdir(parents=True)
    (root / "lakefile.toml").write_text('name = "demo"\n')
    (root / "lean-toolchain").write_text(toolchain + "\n")
    file = root / "Sub" / "File.lean"
    file.write_text("theorem t : True := trivial\n")
    return file


def fake_lake(folder: Path, library: str = "/lake/library") -> Path:
    """A `lake env` that sets LEAN_PATH as Lake would, and counts its runs."""
    body = f'[ "$1" = env ] || exit 9; shift; echo run >> "{folder}/runs"'
    return script(folder / "lake", f'{body}; LEAN_PATH={library} exec "$@"')


def test_the_embedded_lean_is_used_when_there_is_no_other() -> None:
    choice = decide(None, None)
    assert choice.origin == "embedded"
    assert any("--lean" in sentence for sentence in choice.alternatives)


def test_lean_on_path_comes_before_the_embedded_one(bare_machine: Path) -> None:
    binary = fake_lean(bare_machine)
    chosen = choose()
    assert (chosen.origin, chosen.argv, chosen.version) == ("path", (str(binary),), "4.28.0")
    assert chosen.fingerprint.startswith("lean-4.28.0-")


def test_a_binary_is_asked_for_its_version_once(bare_machine: Path) -> None:
    fake_lean(bare_machine)
    first, second = choose(), choose()
    assert first.fingerprint == second.fingerprint
    assert (bare_machine / "asked").read_text() == "asked\n"


def test_another_binary_has_another_fingerprint(bare_machine: Path) -> None:
    fake_lean(bare_machine)
    first = choose()
    fake_lean(bare_machine, VERSION.replace("4.28.0", "4.29.0"))
    second = choose()
    assert second.version == "4.29.0"
    assert first.fingerprint != second.fingerprint


def test_what_the_user_names_comes_first(bare_machine: Path, tmp_path: Path) -> None:
    fake_lean(bare_machine)
    mine = fake_lean(tmp_path / "mine" / "bin")
    file = project(tmp_path / "project")
    for named in (str(mine), str(tmp_path / "mine")):
        chosen = choose(file, named)
        assert (chosen.origin, chosen.argv) == ("named", (str(mine),))
    assert decide(file, "embedded").binary is None


@pytest.mark.parametrize("named", ["/no/such/lean", "no-such-command"])
def test_a_name_that_is_nothing_is_refused(named: str) -> None:
    with pytest.raises(LeanUnavailable, match=named):
        choose(named=named)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ("Lean (version 3.51.1, commit 1, Release)", "Lean 3.51.1"),
        ("hello", "does not answer like Lean"),
    ],
)
def test_a_program_that_is_not_lean_4_is_refused(
    bare_machine: Path, told: str, message: str
) -> None:
    binary = fake_lean(bare_machine, told)
    with pytest.raises(LeanUnavailable, match=message):
        choose(named=str(binary))


def test_a_lean_that_fails_says_why(bare_machine: Path) -> None:
    script(bare_machine / "lean", "echo no shared library >&2; exit 127")
    with pytest.raises(LeanUnavailable, match="no shared library"):
        choose()


def test_a_lake_project_brings_its_lean(bare_machine: Path, tmp_path: Path) -> None:
    fake_lean(bare_machine)
    fake_lake(bare_machine)
    chosen = choose(project(tmp_path / "project"))
    assert chosen.origin == "lake"
    assert chosen.directory == tmp_path / "project"
    assert chosen.environment["LEAN_PATH"] == "/lake/library"


def test_lake_is_run_once_until_the_project_changes(bare_machine: Path, tmp_path: Path) -> None:
    fake_lean(bare_machine)
    fake_lake(bare_machine)
    file = project(tmp_path / "project")
    first, second = choose(file), choose(file)
    assert (bare_machine / "runs").read_text() == "run\n"
    assert first.fingerprint == second.fingerprint
    (tmp_path / "project" / "lakefile.toml").write_text('name = "other"\n')
    assert choose(file).fingerprint != first.fingerprint
    assert (bare_machine / "runs").read_text() == "run\nrun\n"


def test_a_project_without_lake_says_so_and_goes_on(tmp_path: Path) -> None:
    choice = decide(project(tmp_path / "project"), None)
    assert choice.origin == "embedded"
    assert "no `lake` on PATH" in choice.alternatives[0]


def test_a_lake_that_fails_says_what_it_said(bare_machine: Path, tmp_path: Path) -> None:
    fake_lean(bare_machine)
    script(bare_machine / "lake", "echo error: bad lakefile >&2; exit 1")
    with pytest.raises(LeanUnavailable, match="bad lakefile"):
        choose(project(tmp_path / "project"))


def test_missing_dependencies_are_not_fetched(bare_machine: Path, tmp_path: Path) -> None:
    fake_lean(bare_machine)
    fake_lake(bare_machine)
    file = project(tmp_path / "project")
    manifest = {"packages": [{"type": "git", "name": "batteries", "rev": "c0ffee"}]}
    (tmp_path / "project" / "lake-manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(LeanUnavailable, match="lacks batteries"):
        choose(file)
    assert not (bare_machine / "runs").exists()
    git = tmp_path / "project" / ".lake" / "packages" / "batteries" / ".git"
    git.mkdir(parents=True)
    (git / "HEAD").write_text("c0ffee\n")
    assert choose(file).origin == "lake"


def test_required_packages_without_a_manifest_are_not_fetched(
    bare_machine: Path, tmp_path: Path
) -> None:
    fake_lean(bare_machine)
    fake_lake(bare_machine)
    file = project(tmp_path / "project")
    (tmp_path / "project" / "lakefile.toml").write_text('[[require]]\nname = "mathlib"\n')
    with pytest.raises(LeanUnavailable, match="lake build"):
        choose(file)


def test_elan_is_looked_through(bare_machine: Path, tmp_path: Path) -> None:
    real = elan(tmp_path / "elan", bare_machine)
    (tmp_path / "elan" / "settings.toml").write_text('default_toolchain = "stable"\n')
    assert choose().argv == (str(real),)


@pytest.mark.parametrize("default", ["leanprover/lean4:v4.28.0", "v4.28.0", "stable"])
def test_elan_names_a_toolchain_in_several_ways(
    bare_machine: Path, tmp_path: Path, default: str
) -> None:
    real = elan(tmp_path / "elan", bare_machine)
    fake_lean(tmp_path / "elan" / "toolchains" / "leanprover--lean4---v4.9.0" / "bin")
    (tmp_path / "elan" / "settings.toml").write_text(f'default_toolchain = "{default}"\n')
    assert choose().argv == (str(real),)


def test_elan_without_a_toolchain_is_not_run(bare_machine: Path, tmp_path: Path) -> None:
    elan(tmp_path / "elan", bare_machine)
    choice = decide(None, None)
    assert choice.origin == "embedded"
    assert "elan default stable" in choice.alternatives[0]


def test_a_project_toolchain_that_is_not_installed_is_named(
    bare_machine: Path, tmp_path: Path
) -> None:
    elan(tmp_path / "elan", bare_machine)
    file = project(tmp_path / "project", "leanprover/lean4:v4.20.0")
    with pytest.raises(LeanUnavailable, match=r"elan toolchain install leanprover/lean4:v4\.20\.0"):
        decide(file, None)


def test_a_project_toolchain_that_is_installed_is_used(bare_machine: Path, tmp_path: Path) -> None:
    real = elan(tmp_path / "elan", bare_machine)
    fake_lake(real.parent)
    (tmp_path / "elan" / "settings.toml").write_text('default_toolchain = "v4.1.0"\n')
    chosen = choose(project(tmp_path / "project"))
    assert (chosen.origin, chosen.argv) == ("lake", (str(real),))


def test_a_directory_override_of_elan_counts(bare_machine: Path, tmp_path: Path) -> None:
    real = elan(tmp_path / "elan", bare_machine)
    override = f'[overrides]\n"{tmp_path}" = "leanprover/lean4:v4.28.0"\n'
    (tmp_path / "elan" / "settings.toml").write_text(override)
    assert choose().argv == (str(real),)


def test_a_lean_on_path_elaborates(
    bare_machine: Path, toolchain: Toolchain, tmp_path: Path
) -> None:
    """End to end with a `lean` that is a real one: the embedded Lean behind a script."""
    library = shlex.quote(toolchain.environment["LEAN_PATH"])
    command = " ".join(map(shlex.quote, embedded.lean_argv()))
    script(bare_machine / "lean", f'LEAN_PATH={library} exec {command} "$@"')
    chosen = choose()
    assert chosen.origin == "path"
    run = Lean(chosen).run("theorem t : True := trivial\n#print axioms t\n")
    assert [message.text for message in run.messages] == ["'t' does not depend on any axioms"]


def test_preparing_the_embedded_lean_reports_what_it_is(toolchain: Toolchain) -> None:
    assert toolchain.argv[0] == sys.executable
    assert toolchain.fingerprint == embedded.fingerprint()
    assert toolchain.version.startswith("4.")
    assert not {name for name in toolchain.environment if name.startswith("ELAN")}


def test_a_choice_can_be_prepared_later(bare_machine: Path) -> None:
    fake_lean(bare_machine)
    choice = decide(None, None)
    assert not (bare_machine / "asked").exists()
    assert prepare(choice, print).version == "4.28.0"


@pytest.mark.parametrize("note", ["", "{", "[]", '{"key": 1}'])
def test_a_damaged_cache_is_asked_anew(bare_machine: Path, tmp_path: Path, note: str) -> None:
    fake_lean(bare_machine)
    first = choose()
    for kept in (tmp_path / "cache").glob("*.json"):
        kept.write_text(note)
    assert choose().fingerprint == first.fingerprint


def test_a_cache_that_cannot_be_written_is_done_without(
    bare_machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_lean(bare_machine)
    (tmp_path / "occupied").write_text("a file")
    monkeypatch.setenv("BURNISH_CACHE", str(tmp_path / "occupied"))
    assert choose().version == "4.28.0"
