"""How the results of `burnish optimize` look to people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.optimize import OptimizeOutcome
from flows.results import TheoremResult

_DIFF_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def print_outcome(console: Console, outcome: OptimizeOutcome) -> None:
    """Each theorem with its diff, then a table of all of them, then how it went."""
    summary = outcome.summary
    for result in summary.results:
        print_theorem(console, result)
    if len(summary.results) > 1:
        console.print(results_table(summary.results))
        console.print()
    console.print(_closing(outcome), soft_wrap=True)
    if not summary.finished:
        reason = summary.reason.rstrip(".")
        onward = (
            "The file has changed, so the next run starts from it."
            if any(outcome.written.values())
            else "The same command goes on from here."
        )
        console.print(f"Not finished: {reason}. {onward}", soft_wrap=True)
    for path, count in outcome.written.items():
        console.print(f"{path}: {count or 'no'} proof{'s' * (count != 1)} replaced", soft_wrap=True)
    for complaint in outcome.complaints:
        console.print(Text(complaint, style="red"), soft_wrap=True)
    for refusal in outcome.not_written:
        console.print(Text(refusal, style="red"), soft_wrap=True)


def print_theorem(console: Console, result: TheoremResult) -> None:
    place = f"{result.file}:{result.line}"
    console.print(Text.assemble((result.theorem, "bold"), "  ", place), soft_wrap=True)
    if result.failed:
        console.print(Text(f"  skipped: {result.note}", style="red"), soft_wrap=True)
        console.print()
        return
    console.print(f"  {result.metric} {_change(result)}", soft_wrap=True)
    if len(result.values_before) > 1:
        console.print(f"  {_values(result)}", soft_wrap=True)
    console.print(f"  {_said(result)}", soft_wrap=True)
    if result.caveat:
        console.print(Text(f"  The proof {result.caveat}.", style="yellow"), soft_wrap=True)
    console.print(f"  {_tried(result)}", soft_wrap=True)
    if result.front:
        console.print(_front_table(result))
    for line in result.diff.split("\n") if result.diff else ():
        # The markers of a diff come first; everything else in it is Lean's text.
        console.print(Text(line, style=_DIFF_STYLES.get(line[0:1], "")), soft_wrap=True)
    console.print()


def _change(result: TheoremResult) -> str:
    before, after = result.before, result.after
    if before is None or after is None:
        return "-"
    if not result.improved:
        return f"{before:g}, left as it is"
    share = f", {(after - before) / abs(before):.0%} better" if before else ""
    return f"{before:g} → {after:g}{share}"


def _values(result: TheoremResult) -> str:
    """All metrics that were measured."""
    return ", ".join(
        f"{name} {before:g} → {result.values_after[name]:g}"
        if result.values_after.get(name, before) != before
        else f"{name} {before:g}"
        for name, before in result.values_before.items()
    )


def _front_table(result: TheoremResult) -> Table:
    """The proofs of the Pareto front, their values and where they differ from the original."""
    names = list(result.front[0]["values"])
    table = Table("proof", *names, title="Pareto front (higher is better)", title_justify="left")
    for member in result.front:
        shown = "original" if member["attempt"] == 0 else f"attempt {member['attempt']}"
        shown += ", shown below" if result.improved and member["proof"] == result.proof else ""
        table.add_row(shown, *(f"{member['values'][name]:g}" for name in names))
    return table


def _said(result: TheoremResult) -> str:
    axioms = ", ".join(result.axioms) or "none"
    if set(result.axioms) != set(result.original_axioms):
        axioms += f" (before: {', '.join(result.original_axioms) or 'none'})"
    statement = "statement unchanged" if result.statement_unchanged else "statement changed"
    return f"Lean: {result.verdict}, {statement}, axioms: {axioms}, {result.check_seconds:.3f} s"


def _tried(result: TheoremResult) -> str:
    runs = f"{_runs(result.lean_calls)} of Lean"
    tried = f"{result.candidates} candidates tried, {runs}, {result.seconds:.1f} s"
    return f"{tried}; {result.note}" if result.note else tried


def _runs(count: int) -> str:
    return f"{count} run{'' if count == 1 else 's'}"


def results_table(results: Sequence[TheoremResult]) -> Table:
    """One line for each theorem."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("theorem", overflow="fold")
    for name in ("before", "after", "better by"):
        table.add_column(name, justify="right")
    for result in results:
        if result.before is None or result.after is None:
            table.add_row(Text(result.theorem), "-", "-", Text("skipped", style="red"))
            continue
        gain = result.after - result.before
        change = f"{gain / abs(result.before):.0%}" if result.before and gain else "="
        style = "green" if gain > 0 else ""
        table.add_row(
            Text(result.theorem),
            f"{result.before:g}",
            f"{result.after:g}",
            Text(change, style=style),
        )
    return table


def _closing(outcome: OptimizeOutcome) -> str:
    summary = outcome.summary
    improved = sum(result.improved for result in summary.results)
    skipped = sum(result.failed for result in summary.results)
    candidates = sum(result.candidates for result in summary.results)
    total = len(summary.results)
    parts = [
        f"{improved} of {total} theorem{'' if total == 1 else 's'} improved",
        f"{candidates} candidates tried",
        f"{_runs(outcome.lean_calls)} of Lean {outcome.lean['version']}",
        f"{summary.seconds:.1f} s",
        f"session {summary.session}",
    ]
    if skipped:
        parts.insert(1, f"{skipped} skipped")
    return ", ".join(parts)
