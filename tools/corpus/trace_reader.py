"""Reads a LeanDojo trace with lean-dojo: a program of its own, started by `tools.corpus.leandojo`.

    trace_reader.py ROOT FILE...

Each FILE, a path below ROOT, is a `.trace.xml` or an `.ast.json` where lean-dojo puts them. For
each, in order, one line of JSON: what the trace has of the Lean file behind it, or why it cannot
be read. lean-dojo reads its settings, sets up logging and makes a cache folder when it is imported,
which is why it has a process, and an environment, to itself.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO


def main(root: Path, files: list[str], out: TextIO) -> None:
    """Write a line for each trace file."""
    from lean_dojo.data_extraction.traced_data import TracedFile, TracedRepo

    repo = _repository(root)
    for name in files:
        try:
            path = root / name
            if name.endswith(".xml"):
                traced = TracedFile.from_xml(root, path, repo)
            else:
                traced = TracedFile.from_traced_file(root, path, repo)
            # A theorem of lean-dojo's names the repository that it comes from.
            traced.traced_repo = TracedRepo(repo, {}, root, [traced], None)
            theorems = [_theorem(one) for one in traced.get_traced_theorems()]
            record = {"trace": name, "theorems": theorems}
        # lean-dojo asserts what it expects: a trace of another version fails in any way there is.
        except Exception as error:  # noqa: BLE001
            record = {"trace": name, "problem": f"{type(error).__name__}: {error}"}
        out.write(json.dumps(record) + "\n")
        out.flush()


def _repository(root: Path) -> Any:
    """The folder as lean-dojo's repository, of which a theorem carries nothing but the name.

    Made without its initializer, which copies the whole folder twice and asks GitHub.
    """
    from lean_dojo.data_extraction.lean import LeanGitRepo, RepoType

    repo = object.__new__(LeanGitRepo)
    known = {"url": str(root), "commit": "", "repo": None, "lean_version": ""}
    for field, value in {**known, "repo_type": RepoType.LOCAL}.items():
        object.__setattr__(repo, field, value)
    return repo


def _theorem(traced: Any) -> dict[str, Any]:
    return {
        "name": traced.theorem.full_name,
        "line": traced.start.line_nb,
        # lean-dojo counts columns from 1.
        "column": traced.start.column_nb - 1,
        "premises": traced.get_premise_full_names(),
    }


if __name__ == "__main__":
    # What lean-dojo prints is not part of the answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    main(Path(sys.argv[1]), sys.argv[2:], answers)
