"""The demonstration (`make demo`): polish the proofs in `examples/`, then check them afresh.

Works on copies in ``.burnish/demo``. The last word is that of separate ``burnish check`` processes
on the rewritten files; the exit status is 1 if one of them does not check.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.commands.model_options import DEFAULT_CANDIDATES, DEFAULT_ROUNDS
from flows.commands.optimize import DEFAULT_SECONDS
from flows.logging import configure_logging
from flows.optimize import OptimizeOutcome, Options, optimize_targets
from flows.output import progress, progress_console, result_console
from flows.progress import observer_for
from flows.render import print_theorem
from flows.results import TheoremResult
from tools.errors import BurnishError

_EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_SCRATCH = Path(".burnish") / "demo"


def main() -> int:
    """Run the demonstration; the exit status."""
    configure_logging(0, as_json=False, color=False)
    console = result_console()
    files = _copies()
    options = Options(
        metric="length",
        rounds=DEFAULT_ROUNDS,
        candidates=DEFAULT_CANDIDATES,
        seconds=DEFAULT_SECONDS,
        write=True,
        lean=None,
    )
    with observer_for(progress_console()) as observer:
        outcome = optimize_targets([str(file) for file in files], options, observer, progress)
    results = outcome.summary.results
    best = max(results, key=reduction)
    print_theorem(console, best)
    checked = [_check(console, file) for file in files]
    console.print()
    console.print(_table(results))
    console.print()
    console.print(_closing(outcome), soft_wrap=True)
    for refusal in outcome.not_written:
        console.print(refusal, soft_wrap=True)
    worse = [one.theorem for one in results if reduction(one) < 0]
    return 0 if all(checked) and not outcome.failed and not worse else 1


def reduction(result: TheoremResult) -> float:
    """Which part of the tactics is gone: 0 if nothing changed, 0.75 if one of four is left."""
    if not result.before or result.after is None:
        return 0.0
    return 1 - result.after / result.before


def _copies() -> list[Path]:
    """Fresh copies of the examples."""
    _SCRATCH.mkdir(parents=True, exist_ok=True)
    (_SCRATCH.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    files = sorted(_EXAMPLES.glob("*.lean"))
    if not files:
        raise BurnishError(f"There are no examples in {_EXAMPLES}.")
    return [Path(shutil.copy(file, _SCRATCH / file.name)) for file in files]


def _check(console: Console, file: Path) -> bool:
    """A fresh process's opinion on a rewritten file."""
    command = [str(Path(sys.executable).with_name("burnish")), "check", str(file)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    told = (run.stdout or run.stderr).strip().splitlines()
    verdict = "checks" if run.returncode == 0 else "DOES NOT CHECK"
    said = told[-1] if told else "silent"
    console.print(f"burnish check {file}: {verdict} ({said})", soft_wrap=True)
    if run.returncode != 0:
        sys.stderr.write(run.stdout + run.stderr)
    return run.returncode == 0


def _table(results: Sequence[TheoremResult]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("file")
    table.add_column("theorem", overflow="fold")
    for name in ("before", "after", "reduction"):
        table.add_column(name, justify="right")
    for result in results:
        if result.before is None or result.after is None:
            row = ("-", "-", Text("skipped", style="red"))
        else:
            share = reduction(result)
            style = "green" if share > 0 else "red" if share < 0 else ""
            row = (f"{-result.before:g}", f"{-result.after:g}", Text(f"{share:.0%}", style=style))
        table.add_row(Path(result.file).name, Text(result.theorem), *row)
    return table


def _closing(outcome: OptimizeOutcome) -> str:
    results = outcome.summary.results
    mean = sum(reduction(result) for result in results) / max(1, len(results))
    improved = sum(result.improved for result in results)
    return (
        f"Mean reduction of the number of tactics: {mean:.1%} over {len(results)} theorems "
        f"({improved} improved), {outcome.lean_calls} runs of Lean "
        f"{outcome.lean['version']}, {outcome.summary.seconds:.1f} s, "
        f"session {outcome.summary.session}"
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BurnishError as error:
        sys.stderr.write(f"demo: {error}\n")
        sys.exit(2)
