"""Nothing outside the writable folders can be changed, in any way that we know of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tools.lean.sandbox import Protections

Attempt = Callable[..., dict[str, str]]

_CHANGES = """
import fcntl, shutil
outside, inside = sys.argv[1:]
file, folder = outside + "/file", outside + "/folder"
mine = inside + "/mine"
open(mine, "w").close()
attempt("create", lambda: open(outside + "/new", "w"))
attempt("overwrite", lambda: open(file, "w"))
attempt("append", lambda: open(file, "a"))
attempt("update", lambda: open(file, "r+"))
attempt("empty on reading", lambda: os.open(file, os.O_RDONLY | os.O_TRUNC))
attempt("truncate", lambda: os.truncate(file, 0))
attempt("remove", lambda: os.unlink(file))
attempt("rename", lambda: os.rename(file, outside + "/renamed"))
attempt("replace", lambda: os.rename(mine, file))
attempt("steal", lambda: os.rename(file, inside + "/stolen"))
attempt("link", lambda: os.link(file, inside + "/linked"))
attempt("link out", lambda: os.link(mine, outside + "/linked"))
attempt("symbolic link", lambda: os.symlink(file, outside + "/symbolic"))
attempt("make folder", lambda: os.mkdir(outside + "/other"))
attempt("remove folder", lambda: os.rmdir(folder))
attempt("remove tree", lambda: shutil.rmtree(outside))
attempt("make pipe", lambda: os.mkfifo(outside + "/pipe"))
attempt("mode", lambda: os.chmod(file, 0o777))
attempt("mode of an open file", lambda: os.fchmod(os.open(file, os.O_RDONLY), 0o777))
attempt("owner", lambda: os.chown(file, os.getuid(), os.getgid()))
attempt("times", lambda: os.utime(file, (1, 1)))
attempt("attribute", lambda: os.setxattr(file, "user.x", b"x"))
attempt("through a link", lambda: open("/proc/self/root" + file, "w"))
attempt("a device", lambda: open("/dev/kmsg", "w"))
attempt("settings of the kernel", lambda: open("/proc/sys/kernel/core_pattern", "w"))
attempt("climb", lambda: open(inside + "/../outside/climbed", "w"))
"""


def snapshot(folder: Path) -> list[tuple[str, int, int, str]]:
    """Names, modes, times and contents."""
    return [
        (
            str(path),
            path.lstat().st_mode,
            path.lstat().st_mtime_ns,
            path.read_text() if path.is_file() else "",
        )
        for path in sorted(folder.rglob("*"))
    ]


def test_no_change_outside(attempting: Attempt, under: Protections, tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    for folder in (outside, inside, outside / "folder"):
        folder.mkdir()
    (outside / "file").write_text("precious")
    before = snapshot(outside)
    outcomes = attempting(_CHANGES, under, outside, inside, writable=[inside])
    assert {name for name, outcome in outcomes.items() if outcome == "done"} == set()
    assert len(outcomes) == 26
    assert snapshot(outside) == before


def test_the_writable_folder_can_be_used(
    attempting: Attempt, under: Protections, tmp_path: Path
) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    program = """
    os.chdir(sys.argv[1])
    attempt("create", lambda: open("a", "w").write("text"))
    attempt("rename", lambda: os.rename("a", "b"))
    attempt("make folder", lambda: os.mkdir("folder"))
    attempt("move", lambda: os.rename("b", "folder/c"))
    attempt("overwrite", lambda: open("folder/c", "w").write("other"))
    attempt("shorten", lambda: open("folder/c", "r+").truncate(3))
    attempt("remove", lambda: (open("d", "w"), os.unlink("d")))
    """
    outcomes = attempting(program, under, inside, writable=[inside])
    assert set(outcomes.values()) == {"done"}, outcomes
    assert (inside / "folder" / "c").read_text() == "oth"
    assert not (inside / "d").exists()


def test_what_lean_needs_is_there(attempting: Attempt, under: Protections, tmp_path: Path) -> None:
    program = """
    import threading
    attempt("read a file", lambda: open(__file__).read())
    attempt("list /tmp", lambda: os.listdir("/tmp"))
    attempt("look at itself", lambda: open("/proc/self/status").read())
    attempt("write to nowhere", lambda: open("/dev/null", "w").write("x"))
    attempt("random numbers", lambda: open("/dev/urandom", "rb").read(8))
    attempt("a thread", lambda: threading.Thread(target=int).start())
    attempt("a pipe", os.pipe)
    attempt("its own signals", lambda: os.kill(os.getpid(), 0))
    """
    outcomes = attempting(program, under)
    assert set(outcomes.values()) == {"done"}, outcomes


def test_no_folder_is_writable_by_default(
    attempting: Attempt, under: Protections, tmp_path: Path
) -> None:
    outcomes = attempting(
        "attempt('create', lambda: open(sys.argv[1], 'w'))", under, tmp_path / "x"
    )
    assert outcomes["create"] != "done"
    assert not (tmp_path / "x").exists()


def test_without_protections_all_of_it_happens(attempting: Attempt, tmp_path: Path) -> None:
    """So that the attempts are real ones."""
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    for folder in (outside, inside, outside / "folder"):
        folder.mkdir()
    (outside / "file").write_text("precious")
    off = Protections(None, None, None, None, None, None)
    outcomes = attempting(_CHANGES, off, outside, inside)
    for name in ("create", "overwrite", "empty on reading", "truncate", "remove", "make folder"):
        assert outcomes[name] == "done"
    assert not (outside / "folder").exists()
