"""Object files read back by another process: what must be the same, and what the kernel says."""

from __future__ import annotations

import functools
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tools.errors import LeanCrashed
from tools.lean.analysis import Analysis, analyse
from tools.lean.check import check
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.read_back import ImportReader, KernelReader, ReadBack, reader_for
from tools.lean.source import Source
from tools.lean.toolchain import Toolchain

FILE = """\
axiom choice : ∀ p : Prop, p ∨ ¬p
namespace A
theorem target (p : Prop) : p ∨ ¬p := choice p
theorem other (n : Nat) : n = n := rfl
def double (n : Nat) : Nat := n + n
def three : Nat := 3
theorem target.step_1 : 3 = 3 := rfl
def by_match (n : Nat) : Nat := match n with | 0 => 5 | _ + 1 => 7
private theorem own : 1 = 1 := rfl
end A
"""
LEANCHECKER = """\
#!{python}
import os, sys
sys.path.insert(0, os.path.dirname(os.path.dirname({script!r})))
from replay.runtime import Lean
for folder in os.environ["LEAN_PATH"].split(os.pathsep):
    path = os.path.join(folder, sys.argv[1] + ".olean")
    if os.path.exists(path):
        lean = Lean({library!r})
        module = lean.read_module(path)
        lean.replay(module, lean.import_modules(module.imports))
        sys.stdout.flush()
        os._exit(0)
sys.exit("no such module")
"""
Read = Callable[[str], ReadBack]


@functools.cache
def original(lean: Lean) -> tuple[Analysis, Problem]:
    source = Source(FILE)
    analysis, _ = analyse(lean, source)
    reports = check(lean, analysis)
    index = next(i for i, d in enumerate(analysis.declarations) if d.name == "A.target")
    report = reports[index]
    statement, axioms = report.statement or "", report.axioms or ()
    declaration = analysis.declarations[index]
    return analysis, Problem(source, declaration, lean.fingerprint, statement, axioms)


def compiled(lean: Lean, text: str, path: Path) -> Path:
    run = lean.run(text, ("maxErrors=0",), arguments=["-o", str(path)], writable=[path.parent])
    assert path.is_file(), [m.text for m in run.messages]
    return path


@pytest.fixture
def checked(toolchain: Toolchain, tmp_path: Path) -> Lean:
    """The embedded Lean as any other, with a `leanchecker` beside it."""
    *_, program, library = toolchain.replay
    script = tmp_path / "leanchecker"
    script.write_text(LEANCHECKER.format(python=sys.executable, script=program, library=library))
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return Lean(replace(toolchain, replay=(), leanchecker=script))


@pytest.fixture(params=["kernel", "import"])
def read(request: pytest.FixtureRequest, lean: Lean, checked: Lean, tmp_path: Path) -> Read:
    """Reads back a text as the candidate's file, in both ways."""
    analysis, problem = original(lean)
    chosen = lean if request.param == "kernel" else checked
    reader = reader_for(chosen, analysis, 60.0)
    assert isinstance(reader, KernelReader if request.param == "kernel" else ImportReader)
    before = compiled(lean, FILE, tmp_path / "original.olean")

    def read(text: str) -> ReadBack:
        after = compiled(lean, text, tmp_path / "Candidate.olean")
        return reader.read(problem, before, after, None)

    return read


def test_an_honest_file(read: Read) -> None:
    back = read(FILE.replace(":= choice p", ":= by\n  exact choice p"))
    assert back.objections == ()
    assert back.axioms == ("choice",)
    # What `leanchecker` does not compare, the verdict says.
    assert back.caveat == "" or "only the statements" in back.caveat


CHANGES = [
    ("p ∨ ¬p := choice p", "¬p ∨ p := (choice p).symm", "target no longer states"),
    ("(n : Nat) : n = n", "(n : Nat) : n + 0 = n", "other no longer states"),
]


@pytest.mark.parametrize(("old", "new", "reason"), CHANGES)
def test_a_changed_statement(read: Read, old: str, new: str, reason: str) -> None:
    back = read(FILE.replace(old, new))
    changed = back.statement is not None and back.statement != original_statement(read)
    assert any(reason in told for told in back.objections) or changed


def original_statement(read: Read) -> str | None:
    return read(FILE).statement


def test_new_axioms_are_seen(read: Read) -> None:
    text = FILE.replace("namespace A\n", "axiom more : ∀ p : Prop, p ∨ ¬p\nnamespace A\n")
    back = read(text.replace(":= choice p", ":= more p"))
    assert back.axioms == ("more",)


def test_sorry_is_an_axiom(read: Read) -> None:
    assert read(FILE.replace(":= choice p", ":= sorry")).axioms == ("sorryAx",)


def test_what_the_kernel_never_saw(read: Read) -> None:
    text = f"set_option debug.skipKernelTC true\n{FILE}theorem bad : 1 = 2 := by decide +kernel\n"
    back = read(text)
    assert any("kernel refuses" in told for told in back.objections)


ONLY_BY_KERNEL = [
    ("n + n", "n + n + 0", "double is no longer defined"),
    ("n + n", "n * 2", "double is no longer defined"),
    (":= 3", ":= 5", "three is no longer defined"),
    ("def double (n : Nat) : Nat := n + n\n", "", "double is no longer declared"),
    ("end A", "theorem more : 1 = 1 := rfl\nend A", "more is declared"),
    ("end A", "axiom more : 1 = 2\nend A", "more is declared"),
    ("end A", "theorem x_1 : 1 = 1 := rfl\nend A", "x_1 is declared"),
    ("end A", "end A\ntheorem x_1 : 1 = 1 := rfl", "x_1 is declared"),
    ("step_1 : 3 = 3", "step_1 : 4 = 4", "step_1 no longer states"),
    ("| 0 => 5", "| 0 => 6", "by_match is no longer defined"),
    ("theorem target", "def target", "target is no longer a theorem"),
    ("own : 1 = 1", "own : 2 = 2", "own no longer states"),
]


@pytest.mark.parametrize(("old", "new", "reason"), ONLY_BY_KERNEL)
def test_the_kernels_own_reader_compares_everything(
    lean: Lean, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    analysis, problem = original(lean)
    before = compiled(lean, FILE, tmp_path / "original.olean")
    after = compiled(lean, FILE.replace(old, new), tmp_path / "Candidate.olean")
    back = KernelReader(lean, analysis, 60.0).read(problem, before, after, None)
    assert any(reason in told for told in back.objections), back


def test_another_match_above_changes_the_names_of_later_ones_only(
    lean: Lean, tmp_path: Path
) -> None:
    """Lean uses the match of one declaration again in a later one."""
    analysis, problem = original(lean)
    matching = FILE.replace(
        ":= choice p", ":= match (0 : Nat) with | 0 => choice p | _ + 1 => choice p"
    )
    before = compiled(lean, matching, tmp_path / "original.olean")
    after = compiled(lean, FILE, tmp_path / "Candidate.olean")
    read = KernelReader(lean, analysis, 60.0)
    assert read.read(problem, before, after, None).objections == ()
    assert read.read(problem, after, before, None).objections == ()


def test_a_private_theorem_is_found_by_the_name_it_was_written_with(
    lean: Lean, tmp_path: Path
) -> None:
    analysis, problem = original(lean)
    own = next(d for d in analysis.declarations if d.name == "A.own")
    before = compiled(lean, FILE, tmp_path / "original.olean")
    private = replace(problem, declaration=own)
    back = KernelReader(lean, analysis, 60.0).read(private, before, before, None)
    assert back == ReadBack((), ())


def test_axioms_of_the_original_are_known_by_their_printed_names(
    lean: Lean, tmp_path: Path
) -> None:
    analysis, problem = original(lean)
    quoted = FILE.replace("choice", "«my choice»")
    before = compiled(lean, quoted, tmp_path / "original.olean")
    read = KernelReader(lean, analysis, 60.0)
    known = replace(problem, axioms=("«my choice»",))
    assert read.read(known, before, before, None).axioms == ("«my choice»",)
    more = quoted.replace("namespace A", "axiom «my».choice : ∀ p : Prop, p ∨ ¬p\nnamespace A")
    after = compiled(
        lean, more.replace(":= «my choice» p", ":= «my».choice p"), tmp_path / "Candidate.olean"
    )
    assert read.read(known, before, after, None).axioms == ("my.choice",)


def test_no_answer_is_no_verdict(lean: Lean, tmp_path: Path) -> None:
    analysis, problem = original(lean)
    before = compiled(lean, FILE, tmp_path / "original.olean")
    garbage = tmp_path / "Candidate.olean"
    garbage.write_bytes(b"garbage")
    with pytest.raises(LeanCrashed):
        KernelReader(lean, analysis, 60.0).read(problem, before, garbage, None)


def test_an_object_file_that_cannot_be_imported_says_nothing(
    checked: Lean, lean: Lean, tmp_path: Path
) -> None:
    analysis, problem = original(lean)
    before = compiled(lean, FILE, tmp_path / "original.olean")
    garbage = tmp_path / "Candidate.olean"
    garbage.write_bytes(b"garbage")
    back = reader_for(checked, analysis, 60.0).read(problem, before, garbage, None)
    assert back.objections == ()
    assert back.axioms is None
