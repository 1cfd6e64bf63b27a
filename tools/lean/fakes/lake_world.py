"""A machine with elan, toolchains and Lake projects, laid out on disk; a real Lean compiles there.

The programs `elan`, `lake` and `lean` are scripts. Behind each `lean` stands the embedded Lean,
whatever version the script says that it is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.lean.embedded import lean_argv

_FAKES = Path(__file__).parent
_REVISION = "0123456789abcdef0123456789abcdef01234567"

_LEAN = """\
import os, runpy, sys
sys.argv[0] = {launcher!r}
if sys.argv[1:] == ["--version"]:
    print("Lean (version {version}, x86_64-unknown-linux-gnu, commit 0123456789ab, Release)")
    sys.exit()
folders = [os.environ.get("LEAN_PATH"), {library!r}]
os.environ["LEAN_PATH"] = os.pathsep.join(filter(None, folders))
launch = runpy.run_path({launcher!r})["main"]
os._exit(launch({shared!r}, sys.argv[1:]))
"""
_LAKE = """\
import runpy, sys
from pathlib import Path
main = runpy.run_path({program!r})["main"]
sys.exit(main(Path({lean!r}), sys.argv[1:], {old!r}))
"""
_ELAN = """\
import runpy, sys
from pathlib import Path
main = runpy.run_path({program!r})["main"]
main(Path({home!r}), Path(sys.argv[0]).name, sys.argv[1:])
"""


@dataclass(frozen=True)
class LakeWorld:
    """Everything below one folder; ``environment`` is what a process there starts with."""

    folder: Path
    library: Path
    """The built library of the embedded Lean."""

    @property
    def elan(self) -> Path:
        """elan's home."""
        return self.folder / "elan"

    @property
    def environment(self) -> dict[str, str]:
        """PATH and the like, with elan's proxies first on PATH."""
        return {
            "PATH": os.pathsep.join([str(self.elan / "bin"), "/usr/bin", "/bin"]),
            "ELAN_HOME": str(self.elan),
            "FAKE_DOWNLOADS": str(self.folder / "downloads"),
        }

    @property
    def downloads(self) -> str:
        """What elan or Lake would have fetched, a line each; empty if nothing."""
        log = self.folder / "downloads"
        return log.read_text(encoding="utf-8") if log.is_file() else ""

    def install_elan(self, default: str = "") -> None:
        """Put elan and its proxies in place; ``default`` is a toolchain."""
        program = str(_FAKES / "elan_program.py")
        elan = script(
            self.elan / "bin" / "elan", _ELAN.format(program=program, home=str(self.elan))
        )
        for name in ("lean", "lake"):
            (elan.parent / name).symlink_to(elan)
        setting = f'default_toolchain = "{default}"\n' if default else ""
        (self.elan / "settings.toml").write_text(f'version = "12"\n{setting}', encoding="utf-8")

    def install_toolchain(self, version: str, old: bool = False) -> Path:
        """A toolchain ``leanprover/lean4:vVERSION``; gives its folder of programs."""
        folder = self.elan / "toolchains" / f"leanprover--lean4---v{version}"
        argv = lean_argv()
        library = folder / "lib" / "lean"
        library.parent.mkdir(parents=True)
        library.symlink_to(self.library)
        lean = script(
            folder / "bin" / "lean",
            _LEAN.format(launcher=argv[-2], version=version, library=str(library), shared=argv[-1]),
        )
        program = str(_FAKES / "lake_program.py")
        script(lean.parent / "lake", _LAKE.format(program=program, lean=str(lean), old=old))
        return lean.parent

    def project(
        self, name: str, files: dict[str, str], toolchain: str | None = None, config: str = ""
    ) -> Path:
        """A project with sources by their paths; gives its folder.

        It has a library ``Demo`` in ``src``, unless ``config`` (of its lakefile) says otherwise.
        """
        root = self.folder / name
        library = config or '[[lean_lib]]\nname = "Demo"\nsrcDir = "src"\n'
        wanted = {"lean-toolchain": f"{toolchain}\n"} if toolchain else {}
        lakefile = {"lakefile.toml": f'name = "{name}"\n{library}'}
        for path, text in {**wanted, **lakefile, **files}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        write_manifest(root, [])
        return root

    def build(self, root: Path, *modules: str) -> None:
        """`lake build` there, through elan."""
        subprocess.run(
            [str(self.elan / "bin" / "lake"), "build", *modules],
            cwd=root,
            env={**os.environ, **self.environment},
            check=True,
        )


def script(path: Path, text: str) -> Path:
    """A Python program that starts without anything but the standard library."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{sys.executable} -IS\n{text}", encoding="utf-8")
    path.chmod(0o755)
    return path


def write_manifest(root: Path, packages: list[dict[str, str]]) -> None:
    """The manifest of a project, with entries as Lake writes them."""
    record = {"version": "1.1.0", "packagesDir": ".lake/packages", "packages": packages}
    (root / "lake-manifest.json").write_text(json.dumps(record), encoding="utf-8")


def fetched_package(root: Path, name: str, files: dict[str, str]) -> dict[str, str]:
    """Put a package where Lake keeps its clones; gives the entry for the manifest."""
    folder = root / ".lake" / "packages" / name
    for path, text in {".git/HEAD": f"{_REVISION}\n", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return {"type": "git", "name": name, "url": "https://example.org/x", "rev": _REVISION}
