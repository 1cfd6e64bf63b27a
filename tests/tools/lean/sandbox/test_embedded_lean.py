"""The embedded Lean runs native code that a text names, and that code is confined.

Each text binds a declaration to a function inside Lean and has a macro call it, which the first
`trivial` after it expands. None needs an option or a command that evaluates something.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.errors import LeanCrashed
from tools.lean.process import Run, run_lean
from tools.lean.sandbox import Limits, Protections
from tools.lean.toolchain import Toolchain

_CALL = """
def evil : Lean.Macro := fun stx _ state => match {call} with
  | {pattern} => .ok stx state
  | _ => .error .unsupportedSyntax state
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem t : True := by trivial
"""
_MAKE_FOLDER = """
namespace IO.FS
@[extern "x"] opaque createDirAll : String → Nat → Lean.Name
end IO.FS
"""


def run(
    toolchain: Toolchain,
    text: str,
    *options: str,
    limits: Limits | None = None,
    writable: tuple[Path, ...] = (),
) -> Run:
    return run_lean(
        [*toolchain.argv, "--stdin", "--json", *options],
        text,
        environment=toolchain.environment,
        directory=None,
        seconds=60,
        limits=limits,
        writable=writable,
    )


def making_a_folder(folder: Path) -> str:
    call = f'IO.FS.createDirAll "{folder}" 0'
    return _MAKE_FOLDER + _CALL.format(call=call, pattern=".anonymous")


def test_lean_works_confined(toolchain: Toolchain, confining: Protections) -> None:
    result = run(toolchain, "theorem t : True := trivial\n#print axioms t\n")
    assert result.complete
    assert [message.severity for message in result.messages] == ["information"]
    assert 50 << 20 < result.peak_memory < 1 << 30


def test_lean_writes_where_it_may_and_nowhere_else(
    toolchain: Toolchain, confining: Protections, tmp_path: Path
) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    text = "theorem t : True := trivial\n"
    assert run(toolchain, text, f"-o{inside}/T.olean", writable=(inside,)).complete
    assert [path.name for path in inside.iterdir()] == ["T.olean"]
    with pytest.raises(LeanCrashed, match="failed to create file"):
        run(toolchain, text, f"-o{outside}/T.olean", writable=(inside,))
    assert list(outside.iterdir()) == []


def test_native_code_makes_no_folder(
    toolchain: Toolchain, confining: Protections, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(toolchain, making_a_folder(tmp_path / "made"))
    assert not (tmp_path / "made").exists()
    monkeypatch.setenv("BURNISH_SANDBOX", "off")
    run(toolchain, making_a_folder(tmp_path / "made"))
    assert (tmp_path / "made").is_dir()  # so that the attempt above was a real one


@pytest.mark.parametrize(
    ("definition", "limits", "limit"),
    [
        ("fun n => match n with | 0 => 0 | n+1 => bomb n + 1", Limits(memory=400 << 20), "memory"),
        ("fun n => match n with | 0 => 0 | n+1 => bomb (n+1)", Limits(cpu=1), "processor time"),
    ],
)
def test_native_bombs_are_stopped(
    toolchain: Toolchain, confining: Protections, definition: str, limits: Limits, limit: str
) -> None:
    text = f"partial def bomb : Nat → Nat := {definition}\n" + _CALL.format(
        call="bomb 1000000000000", pattern="0"
    )
    result = run(toolchain, text, limits=limits)
    assert not result.complete
    assert limit in result.limit
    assert result.peak_memory < 2 << 30


def test_an_exhausted_stack_is_a_crash(toolchain: Toolchain) -> None:
    text = "partial def deep : Nat → Nat := fun n => deep (n + 1) + 1\n"
    with pytest.raises(LeanCrashed):
        run(toolchain, text + _CALL.format(call="deep 0", pattern="0"), "-s8192")
