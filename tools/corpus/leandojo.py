"""A repository that LeanDojo traced, read by lean-dojo itself (:mod:`tools.corpus.trace_reader`).

The trace says which theorems there are and what they use; the repository's own files are what Lean
checks. Only the repository itself is taken, not the packages that were traced with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools.corpus.corpus import LeftOut
from tools.corpus.listing import ListedFile, Listing, TracedTheorem
from tools.errors import BurnishError, UserInputError

REQUIREMENT = "lean-dojo>=4.20,<5"
"""As pyproject.toml has it in the extra `corpus`."""
_TRACES = Path(".lake", "build", "ir")
_PARSED, _WRITTEN = ".trace.xml", ".ast.json"
"""What lean-dojo saves of a traced repository, and what its Lean program wrote before that."""
_READER = Path(__file__).with_name("trace_reader.py")
_AT_ONCE = 200
"""Files for one process: its command line has an end, and lean-dojo's trees need memory."""
_SETTINGS = frozenset(
    (
        *("CACHE_DIR", "TMP_DIR", "NUM_PROCS", "VERBOSE", "DEBUG", "LOAD_USED_PACKAGES_ONLY"),
        *("TACTIC_CPU_LIMIT", "TACTIC_MEMORY_LIMIT", "GITHUB_ACCESS_TOKEN"),
    )
)
"""What lean-dojo reads in the environment; a token would make it call GitHub as it is imported."""


def is_traced(folder: Path) -> bool:
    """Whether LeanDojo has left a trace of this project."""
    traces = folder / _TRACES
    return any(next(traces.rglob(f"*{kind}"), None) for kind in (_PARSED, _WRITTEN))


def list_traced(folder: Path) -> Listing:
    """The files and theorems of a trace, by the order of the files' paths.

    A file whose trace cannot be read, or that changed since it was traced, is left out. Raises
    :class:`UserInputError` if lean-dojo is not installed, and :class:`BurnishError` if it cannot
    be run.
    """
    if find_spec("lean_dojo") is None:
        raise UserInputError(
            f"{folder} holds a LeanDojo trace, which lean-dojo reads, and that is not installed: "
            f"run `{sys.executable} -m pip install '{REQUIREMENT}'`, then the same command again; "
            "or add it without the trace by --as lake or --as folder."
        )
    root = folder.resolve()
    files: list[ListedFile] = []
    left_out: list[LeftOut] = []
    names = list(_trace_files(root))
    for start in range(0, len(names), _AT_ONCE):
        for record in _read(root, names[start : start + _AT_ONCE]):
            source = _source(record["trace"])
            if "problem" in record:
                left_out.append(LeftOut(source, None, _reason(record["problem"])))
            elif not (root / source).resolve().is_relative_to(root):
                left_out.append(LeftOut(source, None, "it is a link that leads out of the folder"))
            else:
                traced = tuple(_theorem(one) for one in record["theorems"])
                files.append(ListedFile(root / source, source, traced=traced))
    return Listing(
        "leandojo", root, tuple(sorted(files, key=lambda file: file.name)), tuple(left_out)
    )


def _trace_files(root: Path) -> Iterator[str]:
    """One trace of each file, the parsed one if there are both: it knows the file's checksum."""
    folder = root / _TRACES
    parsed = {str(path)[: -len(_PARSED)] for path in folder.rglob(f"*{_PARSED}")}
    written = {str(path)[: -len(_WRITTEN)] for path in folder.rglob(f"*{_WRITTEN}")}
    for stem in sorted(parsed | written):
        path = Path(stem + (_PARSED if stem in parsed else _WRITTEN))
        yield path.relative_to(root).as_posix()


def _read(root: Path, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What lean-dojo says of some trace files, in order."""
    with tempfile.TemporaryDirectory(prefix="burnish-") as scratch:
        kept = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
        settings = {
            "CACHE_DIR": str(Path(scratch, "cache")),
            "DISABLE_REMOTE_CACHE": "1",
            "NUM_PROCS": "1",
            # It would look for an `.env` file in all folders above the installed package.
            "PYTHON_DOTENV_DISABLED": "1",
        }
        done = subprocess.run(
            # Safe path: beside the reader lie modules that are not meant for it.
            [sys.executable, "-P", str(_READER), str(root), *names],
            cwd=scratch,
            env={**kept, **settings},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    records = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode != 0 or len(records) != len(names):
        said = done.stderr.strip().splitlines()[-1:] or [f"exit status {done.returncode}"]
        raise BurnishError(f"lean-dojo could not read the trace in {root}: {said[0]}")
    yield from records


def _theorem(record: dict[str, Any]) -> TracedTheorem:
    return TracedTheorem(
        record["name"], record["line"], record["column"], tuple(record["premises"])
    )


def _source(trace: str) -> str:
    """The Lean file that a trace file is about."""
    stem = trace.removesuffix(_PARSED).removesuffix(_WRITTEN)
    return Path(stem).relative_to(_TRACES).as_posix() + ".lean"


def _reason(problem: str) -> str:
    if problem.startswith("AssertionError"):
        return "its trace does not fit it: it changed since it was traced, or by another version"
    return f"lean-dojo cannot read its trace ({problem})"
