"""Many candidates for one theorem in one text, each under a name of its own.

The text is the theorem's context and then, for each candidate, its command with the theorem
renamed and stripped of doc comment and attributes (a ``@[simp]`` copy would help its siblings),
followed by the question for its axioms. This module lays the text out and reads the answers;
:mod:`tools.lean.judge` decides what they mean.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tools.lean import audit
from tools.lean.analysis import OPTIONS, kind_of, read_commands, seconds_of
from tools.lean.declarations import UNLISTED, split_name
from tools.lean.messages import Message
from tools.lean.problem import Problem
from tools.lean.source import Source
from tools.lean.suggestions import read_suggestion
from tools.lean.syntax import Syntax

# Options stand in the text, because those of a snapshot come with it (tools.lean.compiled). A Lean
# that does not know one of them says so above the first slot, where nothing is read.
_PRELUDE = "".join(
    f"set_option {option.replace('=', ' ')}\n"
    for option in (
        "linter.all=false",
        # A run that starts from a snapshot would keep the state after each command, as if for an
        # editor, and report it. A snapshot that was made under this option holds none to start at.
        "internal.cmdlineSnapshots=true",
        *OPTIONS,
    )
)
# Diagnostics of candidates are for people and models, not raw. Lean prints the trace of a command
# with the options around it, so the tree of the whole command still comes raw.
_READABLE = "set_option trace.Elab.command false in set_option pp.raw false in\n"


@dataclass(frozen=True)
class Slot:
    """Where one candidate stands in the text of a batch (bytes), and by which name."""

    name: str
    start: int
    body: int
    """Where the candidate's own command begins, behind the options around it."""
    end: int
    question: int
    """The line (from 1) of the question for its axioms."""
    shifts: tuple[tuple[int, int], ...]
    """``(from, by)``: an offset of the text at or after ``from`` becomes one of the candidate's
    own text when ``by`` is added."""
    candidate: Source
    renaming: tuple[str, str]
    """The last component of :attr:`name`, and of the theorem's own: what messages are to say."""

    def place(self, offset: int) -> int:
        """An offset of the batch's text as one of the candidate's own text."""
        for start, shift in reversed(self.shifts):  # most of a candidate is behind the last one
            if offset >= start:
                return offset + shift
        return offset

    def localise(self, source: Source, message: Message) -> Message:
        """A message about the batch's text as one about the candidate's own text."""
        offset = min(max(self.place(source.offset(message.start)), 0), len(self.candidate.data))
        text = message.text.replace("token '#print'", "end of the candidate")
        text = text.replace(*self.renaming)
        return replace(message, text=text, start=self.candidate.position(offset), end=None)


@dataclass
class Answer:
    """What Lean said about one slot."""

    errors: list[Message] = field(default_factory=list)
    """From its first byte up to the question, whose first word ends an unfinished candidate; with
    places in the candidate's own text."""
    stray: list[Message] = field(default_factory=list)
    """Errors behind that, up to the next slot: an earlier slot's unfinished comment, perhaps."""
    heard: bool = False
    """Whether the question got an answer about this slot, be it that there is no such constant."""
    warns_of_sorry: bool = False
    suggestions: list[str] = field(default_factory=list)
    """What searching tactics found, in source order."""
    axioms: tuple[str, ...] | None = None
    """``None`` without positive evidence that the declaration exists."""
    syntax: Syntax | None = None
    """The candidate's declaration in offsets of its own text; ``None`` unless Lean parsed the slot
    as exactly the one command that it should be."""
    seconds: float = 0.0
    """Lean's time for the slot's command."""
    placed: bool = False
    """Whether a command was traced that begins where the slot's own does."""
    commands: int = 0
    """How many commands Lean found in the slot. Where it is more than one, whatever Lean said of
    later slots may be that command's doing, and counts for nothing."""


@dataclass(frozen=True)
class Batch:
    """The text of a batch and its slots, in the order of the candidates."""

    source: Source
    slots: tuple[Slot, ...]


def lay_out(
    problem: Problem,
    candidates: Sequence[str],
    *,
    rename: bool = True,
    heartbeats: int | None = None,
) -> Batch:
    """The text that judges several candidates (whole declarations) in one run.

    Without ``rename`` the theorem keeps its name, so that a recursive proof finds itself: only
    one candidate has room then. ``heartbeats`` bounds each candidate.
    """
    # What stands above may end in a tactic block, which `set_option … in` would continue.
    writer = _Writer(f"{problem.context}\nsection end\n{_PRELUDE}")
    if heartbeats is not None:
        writer.add(f"set_option maxHeartbeats {heartbeats}\n")
    slots = [
        _write(writer, problem, candidate, index if rename else None)
        for index, candidate in enumerate(candidates)
    ]
    return Batch(Source("".join(writer.parts)), tuple(slots))


def read_answers(batch: Batch, problem: Problem, messages: Iterable[Message]) -> list[Answer]:
    """What Lean said about each slot of a batch."""
    starts = [slot.start for slot in batch.slots]
    questions = {slot.question: index for index, slot in enumerate(batch.slots)}
    answers = [Answer() for _ in batch.slots]
    traces: list[list[Message]] = [[] for _ in batch.slots]
    for message in messages:
        if message.severity == "information" and message.start.line in questions:
            slot = batch.slots[questions[message.start.line]]
            told = audit.parse_axioms([message.text], slot.name)
            if told is not None:
                answer = answers[questions[message.start.line]]
                answer.axioms, answer.heard = told, True
            continue
        index = bisect.bisect_right(starts, batch.source.offset(message.start)) - 1
        if index < 0:
            continue  # about the context
        if message.severity == "error":
            place = (message.start.line, message.start.column)
            slot, answer = batch.slots[index], answers[index]
            own = place <= (slot.question, 0)
            (answer.errors if own else answer.stray).append(slot.localise(batch.source, message))
            if message.start.line == slot.question and message.start.column > 0:
                answer.heard = audit.last_component(slot.name) in message.text or answer.heard
        elif message.is_trace:
            traces[index].append(message)
        elif (
            suggestion := read_suggestion(message.text)
        ) is not None and problem.mark not in suggestion:
            answers[index].suggestions.append(suggestion)
        elif message.warns_of_sorry:
            answers[index].warns_of_sorry = True
    trusted = True
    for index, slot in enumerate(batch.slots):
        if not trusted:
            answers[index] = Answer()
            continue
        answer = answers[index]
        traced = [m for m in traces[index] if batch.source.offset(m.start) < slot.end]
        around = [m for m in traced if _is_around(batch.source, slot, m)]
        answer.placed = bool(around)
        answer.seconds = max((seconds_of(message) for message in around), default=0.0)
        answer.commands = _count_commands(batch.source, traced)
        # Within the candidate commands are not traced, so one that is does not belong there.
        inner = any(batch.source.offset(m.start) > slot.body and kind_of(m) for m in traced)
        answer.placed = answer.placed and not (inner and answer.commands == 1)
        trusted = answer.commands <= 1 and not inner
        if answer.axioms is not None and not answer.errors:
            _read_syntax(batch.source, slot, problem, traced, answer)
    return answers


def _is_around(source: Source, slot: Slot, trace: Message) -> bool:
    """Whether a trace is of the command that begins a slot, and reaches into the candidate."""
    starts = source.offset(trace.start) == slot.start
    return starts and trace.end is not None and source.offset(trace.end) > slot.body


def _count_commands(source: Source, traced: Iterable[Message]) -> int:
    """How many of some traces are not inside another one."""
    ranges = sorted(
        (source.offset(m.start), -source.offset(m.end)) for m in traced if m.end is not None
    )
    count = covered = 0
    for start, negated in ranges:
        if start >= covered:
            count, covered = count + 1, max(-negated, start + 1)
    return count


def _read_syntax(
    source: Source, slot: Slot, problem: Problem, own: list[Message], answer: Answer
) -> None:
    ends = [source.offset(m.end) for m in own if m.end is not None]
    if not own or max(ends) != slot.end:
        return
    commands = list(read_commands(source, own, slot.place))
    if len(commands) != 1:
        return
    original = problem.declaration.syntax
    found = commands[0].syntax.find(original.kind)
    if found is None:
        return
    modifiers = original[0].moved(-original.start)
    answer.syntax = Syntax(original.kind, 0, found.end, (modifiers, *found.children[1:]))


class _Writer:
    """Text in pieces, with its length in bytes and its number of lines."""

    def __init__(self, text: str) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.line = 1
        self.add(text)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text.encode("utf-8"))
        self.line += text.count("\n")


def _write(writer: _Writer, problem: Problem, candidate: str, index: int | None) -> Slot:
    declaration, command = problem.declaration, problem.declaration.command
    identifier = declaration.identifier
    assert identifier is not None, "only named theorems are judged"
    text = Source(candidate)
    # Lean's layout rules look at the column of the command, and of the options before it.
    indent = " " * problem.source.column(command.start)
    writer.add("\n" + indent)
    start = writer.size
    writer.add(_READABLE + indent)
    body = writer.size
    writer.add(problem.source.slice(command.start, declaration.start))

    shifts: list[tuple[int, int]] = []

    def keep(low: int, high: int) -> None:
        shifts.append((writer.size, low - writer.size))
        writer.add(text.slice(low, high))

    base = declaration.start
    position = 0
    for part in declaration.syntax[0].children:
        if not part.is_empty and any(child.kind in UNLISTED for child in part.children):
            keep(position, part.start - base)
            # The line breaks stay, for Lean's layout rules.
            writer.add("\n" * text.slice(part.start - base, part.end - base).count("\n"))
            position = part.end - base
    keep(position, identifier.start - base)
    shifts.append((writer.size, identifier.start - base - writer.size))
    position = identifier.end - base
    if index is None:
        writer.add(identifier.value)
    else:
        writer.add(_renamed(identifier.value, index, problem.mark))
        # What stands behind the name keeps its column, for lines below that are aligned with it.
        whole = declaration.body.find("Command.declId") or identifier
        keep(position, whole.end - base)
        position = whole.end - base
        writer.add("\n" + " " * problem.source.column(whole.end))
    keep(position, len(text.data))

    writer.add(problem.source.slice(declaration.end, command.end))
    end = writer.size
    writer.add("\n")
    name = problem.name if index is None else _renamed(problem.name, index, problem.mark)
    question = writer.line
    writer.add(audit.axioms_command(name))
    renaming = audit.last_component(name), audit.last_component(problem.name)
    return Slot(name, start, body, end, question, tuple(shifts), text, renaming)


def _renamed(name: str, index: int, mark: str) -> str:
    """A name's copy for one slot, by a last component that begins with an underscore.

    Such names are internal for Lean: ``exact?`` in another slot does not find them.
    """
    *space, last = split_name(name)
    quote = "«" if last.startswith("«") else ""
    return ".".join([*space, f"{quote}{mark}{index}_{last.removeprefix('«')}"])
