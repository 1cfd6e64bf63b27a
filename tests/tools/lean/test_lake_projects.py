"""Lake projects laid out for real: their toolchain, their modules, what is missing or stale.

Behind the stand-ins for elan and Lake the embedded Lean compiles and imports object files.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.errors import LeanCrashed, LeanUnavailable
from tools.lean.fakes.lake_world import LakeWorld, fetched_package, script, write_manifest
from tools.lean.lean import Lean
from tools.lean.toolchain import Toolchain, choose_toolchain

NEW, OLD = "leanprover/lean4:v4.35.0", "leanprover/lean4:v4.9.0"
BASE = "def Demo.two : Nat := 2\n\ntheorem Demo.base : Demo.two = 2 := rfl\n"
MIDDLE = "import Demo.Base\n\ntheorem Demo.middle : Demo.two = 2 := Demo.base\n"
FILE = "import Demo.Middle\n\ntheorem Demo.file : Demo.two = 2 := Demo.middle\n"
SOURCES = {
    "src/Demo/Base.lean": BASE,
    "src/Demo/Middle.lean": MIDDLE,
    "src/Demo/Sub/File.lean": FILE,
}


def install(world: LakeWorld) -> LakeWorld:
    world.install_elan()
    world.install_toolchain("4.35.0")
    world.install_toolchain("4.9.0", old=True)
    return world


@pytest.fixture
def machine(lake_world: LakeWorld) -> LakeWorld:
    """A machine with a new and an old toolchain."""
    return install(lake_world)


@pytest.fixture(scope="module")
def templates(toolchain: Toolchain, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A built project for each toolchain, for tests to copy: building takes a second."""
    folder = tmp_path_factory.mktemp("templates")
    world = install(LakeWorld(folder, Path(toolchain.environment["LEAN_PATH"])))
    roots = {kind: world.project(kind[-3:], SOURCES, kind) for kind in (NEW, OLD)}
    for root in roots.values():
        world.build(root)
    return roots


@pytest.fixture
def built(machine: LakeWorld, templates: dict[str, Path]) -> Path:
    """A built project."""
    return shutil.copytree(templates[NEW], machine.folder / "demo")


@pytest.fixture(params=[NEW, OLD])
def built_by_either(
    machine: LakeWorld, templates: dict[str, Path], request: pytest.FixtureRequest
) -> Path:
    """A built project of each kind of Lake."""
    return shutil.copytree(templates[request.param], machine.folder / "demo")


def choose(file: Path) -> Toolchain:
    return choose_toolchain(file, None, progress=print)


def axioms(toolchain: Toolchain, file: Path, name: str) -> list[str]:
    """What Lean prints when it elaborates a file and is asked for a theorem's axioms."""
    run = Lean(toolchain).run(f"{file.read_text()}\n#print axioms {name}\n")
    return [message.text for message in run.messages]


def rewritten_later(file: Path, text: str) -> None:
    """Change a file as an editor would a while after the build."""
    file.write_text(text)
    later = file.stat().st_mtime + 100
    os.utime(file, (later, later))


def test_a_file_that_imports_another_is_elaborated(
    built_by_either: Path, machine: LakeWorld
) -> None:
    file = built_by_either / "src/Demo/Sub/File.lean"
    chosen = choose(file)
    assert (chosen.origin, chosen.module) == ("lake", "Demo.Sub.File")
    assert axioms(chosen, file, "Demo.file") == ["'Demo.file' does not depend on any axioms"]
    assert machine.downloads == ""


def test_lake_is_asked_once_for_a_file_until_something_changes(
    built: Path, machine: LakeWorld
) -> None:
    log = machine.folder / "asked"
    for lake_script in machine.elan.glob("toolchains/*/bin/lake"):
        _, _, program = lake_script.read_text().partition("\n")
        script(lake_script, f"open({str(log)!r}, 'a').write('asked ')\n{program}")
    file = built / "src/Demo/Sub/File.lean"
    first, second = choose(file), choose(file)
    assert log.read_text() == "asked asked "  # `lake env` and `lake setup-file`
    assert first == second
    (built / "lakefile.toml").write_text((built / "lakefile.toml").read_text() + "# changed\n")
    assert choose(file).fingerprint != first.fingerprint
    assert log.read_text() == "asked " * 4


def test_each_project_has_its_own_lean(machine: LakeWorld, templates: dict[str, Path]) -> None:
    files = [templates[kind] / "src/Demo/Sub/File.lean" for kind in (NEW, OLD)]
    new, old = (choose(file) for file in files)
    assert (new.version, old.version) == ("4.35.0", "4.9.0")
    assert new.fingerprint != old.fingerprint
    assert new.directory != old.directory
    for file, chosen in zip(files, (new, old), strict=True):
        assert "does not depend" in axioms(chosen, file, "Demo.file")[0]


def test_two_files_of_a_project_have_fingerprints_of_their_own(built: Path) -> None:
    chosen = [choose(built / path) for path in SOURCES]
    assert len({one.fingerprint for one in chosen}) == len(SOURCES)
    assert [one.module for one in chosen] == ["Demo.Base", "Demo.Middle", "Demo.Sub.File"]


def test_a_project_around_burnish_does_not_leak_into_another(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAN_PATH", "/of/another/project")
    monkeypatch.setenv("LEAN_SYSROOT", "/of/another/toolchain")
    environment = choose(built / "src/Demo/Base.lean").environment
    assert "/of/another" not in " ".join(environment.values())


def test_a_project_that_is_not_built_names_modules_and_the_command(machine: LakeWorld) -> None:
    root = machine.project("demo", SOURCES, NEW)
    with pytest.raises(LeanUnavailable, match=r"Demo\.Middle") as raised:
        choose(root / "src/Demo/Sub/File.lean")
    assert f"run `lake build Demo.Middle Demo.Base` in {root}" in str(raised.value)
    assert not (root / ".lake").exists()
    assert choose(root / "src/Demo/Base.lean").module == "Demo.Base"


def test_an_import_changed_since_the_build_is_named(built_by_either: Path) -> None:
    rewritten_later(
        built_by_either / "src/Demo/Base.lean", BASE + "\ntheorem Demo.more : 1 = 1 := rfl\n"
    )
    with pytest.raises(LeanUnavailable, match="changed since they were built") as raised:
        choose(built_by_either / "src/Demo/Sub/File.lean")
    assert "`lake build" in str(raised.value)
    assert "Demo.Base" in str(raised.value)


def test_an_import_that_only_lake_knows_to_be_stale_is_named(machine: LakeWorld) -> None:
    root = machine.project("demo", SOURCES, NEW)
    machine.build(root)
    base = root / "src/Demo/Base.lean"
    times = (base.stat().st_atime_ns, base.stat().st_mtime_ns)
    base.write_text(BASE + "\ntheorem Demo.more : 1 = 1 := rfl\n")
    os.utime(base, ns=times)
    with pytest.raises(LeanUnavailable, match=r"changed since they were built \(Demo\.Base\)"):
        choose(root / "src/Demo/Middle.lean")


def test_a_source_that_was_only_touched_is_not_stale(built_by_either: Path) -> None:
    rewritten_later(built_by_either / "src/Demo/Base.lean", BASE)
    assert choose(built_by_either / "src/Demo/Sub/File.lean").module == "Demo.Sub.File"


def test_a_new_build_gives_another_fingerprint(built_by_either: Path, machine: LakeWorld) -> None:
    file = built_by_either / "src/Demo/Sub/File.lean"
    before = choose(file).fingerprint
    rewritten_later(
        built_by_either / "src/Demo/Base.lean", BASE + "\ntheorem Demo.more : 1 = 1 := rfl\n"
    )
    machine.build(built_by_either)
    assert choose(file).fingerprint != before


def test_a_missing_import_is_said_with_its_place(built: Path) -> None:
    file = built / "src/Demo/Sub/Lost.lean"
    file.write_text("/- a /- nested -/ comment -/\nimport Demo.Base\n  import Demo.Nowhere\n")
    with pytest.raises(LeanUnavailable, match=r"Lost\.lean:3:10: imports Demo\.Nowhere"):
        choose(file)


def test_a_missing_import_of_an_imported_file_is_said_there(built: Path) -> None:
    rewritten_later(built / "src/Demo/Base.lean", f"import Elsewhere\n{BASE}")
    with pytest.raises(LeanUnavailable, match=r"Base\.lean:1:8: imports Elsewhere"):
        choose(built / "src/Demo/Sub/File.lean")


@pytest.mark.parametrize("path", ["src/Demo/Sub/File.lean", "src/Demo/Base.lean"])
def test_a_file_that_imports_itself_is_refused(built: Path, path: str) -> None:
    rewritten_later(built / path, f"import Demo.Sub.File\n{BASE}")
    with pytest.raises(LeanUnavailable, match="the file imports itself"):
        choose(built / "src/Demo/Sub/File.lean")


def test_the_options_of_a_library_are_those_of_its_files(machine: LakeWorld) -> None:
    config = (
        "[leanOptions]\nautoImplicit = false\n\n"
        '[[lean_lib]]\nname = "Demo"\nsrcDir = "src"\n[lean_lib.leanOptions]\nmaxRecDepth = 300\n'
    )
    for name, toolchain in (("new", NEW), ("old", OLD)):
        root = machine.project(name, SOURCES, toolchain, config)
        chosen = choose(root / "src/Demo/Base.lean")
        assert chosen.argv[1:] == ("-DautoImplicit=false", "-DmaxRecDepth=300")
        run = Lean(chosen).run("theorem t : n = n := rfl\n")
        assert run.messages[0].severity == "error"


def test_packages_have_build_folders_of_their_own(machine: LakeWorld) -> None:
    lakefile = 'name = "dep"\n[[lean_lib]]\nname = "Dep"\n'
    files = {"src/Demo/Use.lean": "import Dep.A\nimport Near\n\ntheorem u : a = b := rfl\n"}
    root = machine.project("demo", files, NEW)
    dependency = fetched_package(
        root, "dep", {"lakefile.toml": lakefile, "Dep/A.lean": "def a : Nat := 1\n"}
    )
    machine.project("near", {"Near.lean": "def b : Nat := 1\n"}, NEW, '[[lean_lib]]\nname = "N"\n')
    write_manifest(root, [dependency, {"type": "path", "name": "near", "dir": "../near"}])
    file = root / "src/Demo/Use.lean"
    with pytest.raises(LeanUnavailable, match=r"lake build Dep\.A Near"):
        choose(file)
    machine.build(root, "Dep.A", "Near")
    assert axioms(choose(file), file, "u") == ["'u' does not depend on any axioms"]
    rewritten_later(machine.folder / "near/Near.lean", "def b : Nat := 2\n")
    with pytest.raises(LeanUnavailable, match="Near"):
        choose(file)


@pytest.mark.parametrize("head", [None, "f" * 40, "ref: refs/heads/main"])
def test_a_package_at_another_revision_is_left_alone(machine: LakeWorld, head: str | None) -> None:
    root = machine.project("demo", SOURCES, NEW)
    write_manifest(root, [fetched_package(root, "dep", {})])
    file = root / ".lake/packages/dep/.git/HEAD"
    if head is None:
        file.unlink()
    else:
        file.write_text(f"{head}\n")
    with pytest.raises(LeanUnavailable, match="has dep at another revision"):
        choose(root / "src/Demo/Base.lean")
    assert machine.downloads == ""


def test_lakes_artifact_cache_is_mentioned_where_it_may_matter(
    machine: LakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKE_ARTIFACT_CACHE", "true")
    root = machine.project("demo", SOURCES, NEW)
    with pytest.raises(LeanUnavailable, match="LAKE_ARTIFACT_CACHE=false"):
        choose(root / "src/Demo/Middle.lean")


def test_elan_need_not_be_on_the_path(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    assert choose(built / "src/Demo/Base.lean").origin == "lake"


def test_a_lean_with_a_kernel_checker_brings_it(built: Path, machine: LakeWorld) -> None:
    folder = machine.elan / "toolchains/leanprover--lean4---v4.35.0/bin"
    file = built / "src/Demo/Base.lean"
    assert choose(file).leanchecker is None
    checker = script(folder / "leanchecker", "")
    assert choose(file).leanchecker == checker


def test_the_elan_of_the_tests_would_download(machine: LakeWorld) -> None:
    """What the other tests rely on when they find no downloads."""
    root = machine.project("demo", SOURCES, "leanprover/lean4:v4.1.0")
    with pytest.raises(subprocess.CalledProcessError):
        machine.build(root)
    assert machine.downloads == "elan: leanprover/lean4:v4.1.0\n"


def test_a_toolchain_that_is_not_installed_is_not_downloaded(machine: LakeWorld) -> None:
    root = machine.project("demo", SOURCES, "leanprover/lean4:v4.1.0")
    with pytest.raises(
        LeanUnavailable, match=r"`elan toolchain install leanprover/lean4:v4\.1\.0`"
    ):
        choose(root / "src/Demo/Base.lean")
    assert machine.downloads == ""


def test_a_broken_lakefile_is_said_in_lakes_words(built: Path) -> None:
    (built / "lakefile.toml").write_text("name = \n")
    with pytest.raises(LeanUnavailable, match="Invalid value"):
        choose(built / "src/Demo/Base.lean")


@pytest.mark.parametrize("text", ["print('hello')", "print('{}')", "print('[1]')", ""])
def test_a_lake_that_prints_no_environment_is_a_failure_of_lake(
    machine: LakeWorld, text: str
) -> None:
    script(machine.elan / "toolchains/leanprover--lean4---v4.35.0/bin/lake", text)
    root = machine.project("demo", SOURCES, NEW)
    with pytest.raises(LeanCrashed, match="gave no environment"):
        choose(root / "src/Demo/Base.lean")


def test_a_lake_that_does_not_know_the_file_is_noted(machine: LakeWorld) -> None:
    binary = machine.elan / "toolchains/leanprover--lean4---v4.35.0/bin/lake"
    refusal = 'if sys.argv[1] == "setup-file":\n    sys.exit("error: unknown command")\n'
    _, _, program = binary.read_text().partition("\n")
    script(binary, program.replace("sys.exit(main", f"{refusal}sys.exit(main"))
    chosen = choose(machine.project("demo", SOURCES, NEW) / "src/Demo/Base.lean")
    assert "unknown command" in chosen.alternatives[0]
    assert chosen.module == "Demo.Base"


def test_a_lake_is_run_offline_and_without_a_terminal(machine: LakeWorld) -> None:
    seen = machine.folder / "seen"
    script(
        machine.elan / "toolchains/leanprover--lean4---v4.35.0/bin/lake",
        "import os, sys\n"
        f"open({str(seen)!r}, 'w').write(repr((dict(os.environ), sys.stdin.read())))\n",
    )
    with pytest.raises(LeanCrashed):
        choose(machine.project("demo", SOURCES, NEW) / "src/Demo/Base.lean")
    environment, typed = ast.literal_eval(seen.read_text())
    assert environment["GIT_ALLOW_PROTOCOL"] == "none"
    assert environment["https_proxy"].startswith("http://127.0.0.1:")
    assert (environment["LAKE_NO_CACHE"], typed) == ("1", "")
