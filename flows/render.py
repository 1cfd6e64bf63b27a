"""How the results of `burnish optimize` look to people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.front_view import print_front
from flows.history.handoff_view import print_hand_off
from flows.optimize import OptimizeOutcome
from flows.output import visible
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
    if outcome.hand_off is not None:
        print_hand_off(console, outcome.hand_off)


def print_theorem(console: Console, result: TheoremResult) -> None:
    place = f"{result.file}:{result.line}"
    console.print(Text.assemble((result.theorem, "bold"), "  ", place), soft_wrap=True)
    if result.skipped:
        console.print(Text(f"  skipped: {result.note}", style="red"), soft_wrap=True)
        console.print()
        return
    console.print(f"  {_change(result)}", soft_wrap=True)
    if len(result.values_before) > 1:
        console.print(f"  {_values(result)}", soft_wrap=True)
    console.print(f"  {_said(result)}", soft_wrap=True)
    if result.caveat:
        console.print(Text(f"  The proof {result.caveat}.", style="yellow"), soft_wrap=True)
    console.print(f"  {_tried(result)}", soft_wrap=True)
    print_front(console, result)
    print_diff(console, result.diff)
    console.print()


def print_diff(console: Console, diff: str) -> None:
    """A unified diff, or nothing for an empty one."""
    for line in diff.split("\n") if diff else ():
        # The markers of a diff come first; everything else in it is Lean's text.
        console.print(Text(visible(line), style=_DIFF_STYLES.get(line[0:1], "")), soft_wrap=True)


def _change(result: TheoremResult) -> str:
    """What became of the objective, as the end of a sentence."""
    if result.proved:
        return f"{result.metric}: proved"
    if result.verdict != "verified":
        return f"{result.metric}: not proved"
    if not result.improved:
        return f"{result.metric} {result.before:g}, left as it is"
    part = result.decisive
    before, after = part["before"], part["after"]
    share = f", {(after - before) / abs(before):.0%} better" if before else ""
    equal = f", {result.parts[0]['text']} {result.before:g}" if _is_minor(result) else ""
    return f"{part['text']} {before:g} → {after:g}{share}{equal}"


def _is_minor(result: TheoremResult) -> bool:
    """Whether it is not what counts most that got better."""
    return result.improved and result.before == result.after


def _values(result: TheoremResult) -> str:
    """All metrics that were measured."""
    return ", ".join(
        f"{name} {before:g} → {result.values_after[name]:g}"
        if result.values_after.get(name, before) != before
        else f"{name} {before:g}"
        for name, before in result.values_before.items()
    )


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
        table.add_row(
            Text(result.theorem), f"{result.before:g}", f"{result.after:g}", _better_by(result)
        )
    return table


def _better_by(result: TheoremResult) -> Text:
    """In percent, of another metric than the one that counts most with its name."""
    if result.verdict != "verified":
        return Text("not proved", style="red")
    if result.proved:
        return Text("proved", style="green")
    if not result.better_by:
        return Text("=")
    name = f"{result.decisive['text']} " if _is_minor(result) else ""
    return Text(f"{name}{result.better_by}", style="green")


def _closing(outcome: OptimizeOutcome) -> str:
    summary = outcome.summary
    proved = sum(result.proved for result in summary.results)
    improved = sum(result.improved for result in summary.results) - proved
    skipped = sum(result.skipped for result in summary.results)
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
    if proved:
        parts.insert(1, f"{proved} proved")
    return ", ".join(parts)
