"""What `burnish doctor` says about the protections that Lean runs under, as data and as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tools.errors import UserInputError
from tools.lean.sandbox import Limits, Protections, protections
from tools.lean.sandbox.protections import LANDLOCK, SECCOMP, SWITCH

_MEANS = {
    "files": "nothing outside a scratch folder can be changed",
    "network": "no connection, in or out",
    "processes": "none is started or disturbed, none outlives Burnish",
    "memory": "up to {memory:g} GB each",
    "cpu": "as much as fits into the time limit",
    "file_size": "up to {file_size:g} GB a file",
}
_LABELS = {"cpu": "processor", "file_size": "file size"}

Line = tuple[str, str, str]
"""Label, text, style."""


def examine_protections() -> dict[str, Any]:
    """Plain JSON; tries what has not been tried yet, which changes nothing."""
    try:
        return report_on(protections())
    except UserInputError as error:
        return {"confining": False, "active": {}, "changes": [], "problem": str(error)}


def report_on(found: Protections) -> dict[str, Any]:
    """The same for protections found before."""
    limits = Limits()
    sizes = {"memory": limits.memory / 1e9, "file_size": limits.file_size / 1e9}
    active = {
        name: {
            "by": getattr(found, name),
            "means": means.format(**sizes),
            "missing": found.missing.get(name),
        }
        for name, means in _MEANS.items()
    }
    changes = [] if found.confining else _changes(" ".join(found.missing.values()))
    return {"confining": found.confining, "active": active, "changes": changes, "problem": None}


def protection_lines(report: dict[str, Any]) -> Iterator[Line]:
    """What `examine_protections` found, in lines for a terminal."""
    if report["problem"] is not None:
        yield "Protections", report["problem"], "red"
        return
    if report["confining"]:
        yield "Protections", "Lean is confined: candidates of a model can be judged", "green"
    else:
        yield "Protections", "Lean is not confined; a model's candidates are refused", "yellow"
    for name, one in report["active"].items():
        label = f"  {_LABELS.get(name, name)}"
        if one["by"]:
            yield label, f"{one['means']} ({one['by']})", ""
        else:
            yield label, f"not protected: {one['missing'] or 'not on this system'}", "yellow"
    if not report["confining"]:
        yield "  meaning", "a proof written to attack you could do whatever you can do;", ""
        yield "", "Burnish's own candidates cannot, and are judged all the same", ""
    for index, change in enumerate(report["changes"]):
        yield ("" if index else "  to change it"), change, ""


def _changes(missing: str) -> list[str]:
    """What would bring the protections back."""
    if SWITCH in missing:
        return [f"unset {SWITCH}, or set it to `on`"]
    if "only for Linux" in missing:
        return ["run Burnish on Linux, for example in a container"]
    changes = []
    if f"{LANDLOCK}: " in missing:
        changes.append("a kernel with Landlock (from Linux 5.13, where `lsm=` does not omit it)")
    if f"{SECCOMP}: " in missing:
        changes.append("a kernel with seccomp filters, on x86-64 or AArch64")
    return [*changes, "in a container: a runtime whose own filter lets these calls through"]
