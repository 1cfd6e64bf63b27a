"""How the story of a session looks to people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.history.listing_view import STATE_STYLES, moment, part_line, short_files
from flows.history.rounds import INHERITED, Complaint, Round, Tally, Tried
from flows.history.story import Step, Story, TheoremStory
from flows.output import visible
from flows.render import print_diff
from storage.overview import AttemptOverview
from storage.records import MessageRecord

_ROUNDS_TOLD = 6
"""Of so many theorems every round is told without being asked."""
_WAYS = 6


def print_story(console: Console, told: Story, *, everything: bool = False) -> None:
    """What was asked, then each theorem round by round; of many theorems a line each, unless
    ``everything`` is wanted."""
    _print_head(console, told)
    for part in told.parts:
        console.print(visible(f"  {part_line(part)}"), soft_wrap=True)
    if told.messages:
        _print_conversation(console, told.messages)
        return
    if everything or len(told.theorems) <= _ROUNDS_TOLD:
        for one in told.theorems:
            console.print()
            _print_theorem(console, one)
    else:
        console.print()
        _print_theorems(console, told.theorems)
        console.print()
        console.print(
            f"--theorem NAME tells the rounds of one of the {len(told.theorems)} theorems, "
            "--rounds those of all.",
            soft_wrap=True,
        )


def _print_conversation(console: Console, messages: Sequence[MessageRecord]) -> None:
    console.print()
    for one in messages:
        who = f"{one.turn}> " if one.role == "user" else "   "
        lines = visible(one.text).split("\n")
        style = "bold" if one.role == "user" else ""
        for number, line in enumerate(lines):
            mark = who if number == 0 else "   "
            console.print(Text(f"  {mark}{line}", style=style), soft_wrap=True)


def print_attempts(console: Console, attempts: Sequence[AttemptOverview]) -> None:
    """One line for each attempt."""
    if not console.is_terminal:
        for one in attempts:
            console.print("  ".join(_attempt(one)), soft_wrap=True)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("attempt", "theorem", "round", "made by", "verdict", "values or reason"):
        table.add_column(column, overflow="fold")
    for one in attempts:
        table.add_row(*map(Text, _attempt(one)))
    console.print(table)


def _attempt(one: AttemptOverview) -> list[str]:
    values = ", ".join(f"{name} {value:g}" for name, value in one.scores.items())
    return [
        str(one.id),
        visible(one.theorem),
        f"round {one.round}",
        visible("+".join(one.rewrites) or one.proposer),
        one.verdict or "not judged",
        visible(values if one.verdict == "verified" else one.reason),
    ]


def _print_head(console: Console, told: Story) -> None:
    record = told.record
    state = Text(told.state, style=STATE_STYLES.get(told.state, "green"))
    console.print(Text.assemble((record.id, "bold"), f"  {record.kind}, ", state), soft_wrap=True)
    if told.command is not None:
        console.print(visible(f"  {told.command}"), soft_wrap=True)
    else:
        console.print(f"  on {short_files(told.files)}", soft_wrap=True)
    if record.parent_session_id is not None:
        note = f", {record.parent_note}" if record.parent_note else ""
        console.print(visible(f"  from {record.parent_session_id}{note}"), soft_wrap=True)
    if told.children:
        console.print(f"  led to {', '.join(told.children)}", soft_wrap=True)
    console.print(f"  {_times(told)}", soft_wrap=True)
    if told.theorems or not told.parts:
        console.print(f"  {_tallied(told.tally)}", soft_wrap=True)
    said = [
        f"{count} {noun}{'' if count == 1 else 's'}"
        for count, noun in ((len(told.messages), "message"), (told.preferences, "preference"))
        if count
    ]
    if said:
        console.print(f"  {', '.join(said)}", soft_wrap=True)
    if told.reason:
        console.print(visible(f"  Why it stopped: {told.reason}"), soft_wrap=True)


def _times(told: Story) -> str:
    stretches = told.stretches
    text = f"begun {moment(told.record.created_at)}, last worked on "
    text += moment(told.record.updated_at)
    if len(stretches) > 1:
        killed = sum(one.ended is None for one in stretches[:-1])
        text += f", worked on {len(stretches)} times"
        text += f" ({killed} of them broken off)" if killed else ""
    return text


def _print_theorem(console: Console, one: TheoremStory) -> None:
    console.print(Text.assemble((visible(one.theorem), "bold"), f"  {_place(one)}"), soft_wrap=True)
    console.print(visible(f"  {_standing(one)}"), soft_wrap=True)
    steps = {step.round: step for step in one.steps}  # the last of each round
    for each in one.rounds:
        _print_round(console, each, steps.get(each.number))
    if one.result is not None and one.is_confirmed:
        print_diff(console, one.result.diff)
    elif one.best is not None:
        console.print("  the best so far, which is not confirmed in its file yet:")
        for line in one.best.proof.split("\n"):
            console.print(Text(f"    {visible(line)}"), soft_wrap=True)


def _place(one: TheoremStory) -> str:
    return visible(f"{one.file}:{one.result.line}" if one.result is not None else one.file)


def _standing(one: TheoremStory) -> str:
    result = one.result
    if result is None:
        scores = [one.original_score, one.steps[-1].score if one.steps else one.original_score]
        change = " → ".join(f"{score[0]:g}" for score in scores if score)
        return f"{change or 'nothing is known yet'}; interrupted before it could be confirmed"
    if result.before is None or result.after is None:
        return f"skipped: {result.note}"
    change = f"{result.metric} {result.before:g}"
    if result.improved:
        change += f" → {result.after:g}"
        more = ", ".join(
            f"{name} {result.values_before[name]:g} → {value:g}"
            for name, value in result.values_after.items()
            if result.values_before.get(name, value) != value
        )
        change += f" ({more})" if len(result.values_after) > 1 and more else ""
    else:
        change += ", left as it is"
    return f"{change}; {result.note}" if result.note else change


def _print_round(console: Console, each: Round, step: Step | None) -> None:
    name = "taken over" if each.number == INHERITED else f"round {each.number}"
    console.print(f"  {name}: {_tallied(each.tally)}", soft_wrap=True)
    if each.number != INHERITED and each.tally.unjudged < each.tally.attempts:
        ways = [_way(one) for one in each.ways[:_WAYS]]
        more = len(each.ways) - len(ways)
        told = ", ".join(ways) + (f" and {more} more" if more else "")
        console.print(visible(f"    verified by way: {told}"), soft_wrap=True)
    for one in each.complaints:
        console.print(visible(f"    Lean: {_complaint(one)}"), soft_wrap=True)
    if each.unreadable:
        console.print(f"    {each.unreadable} answers could not be read")
    if step is not None:
        attempt = f", attempt {step.attempt}" if step.attempt else ""
        way = f" by {step.way}" if step.way else ""
        score = ", ".join(f"{value:g}" for value in step.score)
        console.print(Text(visible(f"    best: {score}{way}{attempt}"), style="green"))


def _way(one: Tried) -> str:
    return f"{one.way} {one.tally.verified}/{one.tally.attempts}"


def _complaint(one: Complaint) -> str:
    place = f"line {one.line} of attempt {one.attempt}: {one.code}"
    return f"{one.text} ({one.count}×; {place})"


def _tallied(tally: Tally) -> str:
    counts = asdict(tally)
    attempts = counts.pop("attempts")
    if not attempts:
        return "nothing was tried"
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return f"{attempts} tried: {told}".replace("unjudged", "not judged")


def _print_theorems(console: Console, theorems: Sequence[TheoremStory]) -> None:
    if console.is_terminal:
        console.print(_table(theorems))
        return
    for one in theorems:
        told = f"{one.theorem}  {_tallied(one.tally)}; {_standing(one)}"
        console.print(visible(told), soft_wrap=True)


def _table(theorems: Sequence[TheoremStory]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("theorem", overflow="fold")
    for name in ("tried", "verified", "rounds"):
        table.add_column(name, justify="right")
    table.add_column("how it stands", overflow="fold")
    for one in theorems:
        rounds = sum(each.number != INHERITED for each in one.rounds)
        table.add_row(
            Text(visible(one.theorem)),
            str(one.tally.attempts),
            str(one.tally.verified),
            str(rounds),
            Text(visible(_standing(one))),
        )
    return table
