"""The replay of one object file, from the command's arguments to the report."""

from __future__ import annotations

import json
import os

from .compare import Auxiliary, axioms, objections
from .heap import share, show
from .runtime import Lean


def main(library: str, candidate: str, original: str, asked: str) -> None:
    """Print the report on the candidate's object file, compared with the original's."""
    report = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what Lean itself prints is not the report
    question = json.loads(asked)
    written = tuple(question["theorem"])
    lean = Lean(library)
    old, new = lean.read_module(original), lean.read_module(candidate)
    target = new.named(written)
    result: dict[str, object] = {"axioms": None, "kept": []}
    if target is None or target not in old.constants:
        result["objections"] = [f"{show(written)} is not declared"]
    else:
        environment = lean.import_modules(new.imports)
        share(environment)
        auxiliary = Auxiliary(lean, environment, old, set(map(tuple, question["declared"])))
        told = list(objections(lean, old, new, target, auxiliary))
        try:
            lean.replay(new, environment)
            found = axioms(lean, environment, new, target)
            before = axioms(lean, environment, old, target)
            result["axioms"] = [show(name) for name in found if name not in before]
            result["kept"] = [show(name) for name in found if name in before]
        except RuntimeError as error:
            told.append(f"Lean's kernel refuses the file: {error}")
        result["objections"] = told
    place = {"line": 1, "column": 0}
    message = {"severity": "information", "pos": place, "endPos": None, "data": json.dumps(result)}
    with os.fdopen(report, "w", encoding="utf-8") as out:
        out.write(json.dumps(message) + "\n")
