"""What Lean says a file is: its commands, its declarations, and what it complains about.

One run of Lean with its syntax trace on. Everything is derived from that run's messages, so an
analysis is stored as those messages and read back without Lean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tools.errors import UserInputError
from tools.lean import raw_syntax
from tools.lean.declarations import Declaration, find_declarations
from tools.lean.gate import options_set
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.process import Run
from tools.lean.source import Source
from tools.lean.syntax import Syntax

OPTIONS = (
    *raw_syntax.OPTIONS,
    # Axioms are compared by name, so the namespace that is open must not shorten them.
    "pp.fullNames=true",
    # The profiler puts its seconds on each traced command. The threshold keeps all other trace
    # nodes out, and work that runs beside the command would not be counted.
    "trace.profiler=true",
    "trace.profiler.threshold=1000000000",
    "Elab.async=false",
    "maxErrors=0",
)
"""Options of every run whose commands are to be found again."""

_HEADER = re.compile(r"\[Elab\.command\] (?:\[(?P<seconds>[0-9.]+)\] )?[^\s(]*\s*(?=\()")


_KIND = re.compile(_HEADER.pattern + r"\((?:\d+:)?(?P<kind>[^\s:()]+)")
_PRINTED_OPTION = re.compile(r"\[Elab\.command\] (?:\[[0-9.]+\] )?\S*\s*set_option (?P<name>\S+)")
_BLINDING = ("pp.raw", "pp.fullNames", "trace.Elab.command")


class BlindingOption(UserInputError):
    """A file sets an option under which Lean does not tell what it parsed."""


Outline = tuple[str, int, int]
"""A command's kind, and the bytes where it begins and ends."""


@dataclass(frozen=True)
class Command:
    """One top-level command as Lean parsed it, and the seconds that Lean spent on it."""

    syntax: Syntax
    seconds: float


@dataclass(frozen=True)
class Analysis:
    """A file as Lean sees it. ``messages`` are those of the run, traces included."""

    source: Source
    messages: tuple[Message, ...]

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        return tuple(read_commands(self.source, self.messages))

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        return tuple(outline for outline, _ in outlines(self.source, self.messages))

    @cached_property
    def declarations(self) -> tuple[Declaration, ...]:
        return find_declarations(command.syntax for command in self.commands)

    @cached_property
    def diagnostics(self) -> tuple[Message, ...]:
        """Errors, warnings and information, without traces."""
        return tuple(message for message in self.messages if not message.is_trace)

    def seconds_of(self, declaration: Declaration) -> float:
        """Lean's time for the command that holds the declaration."""
        start = declaration.command.start
        return next(c.seconds for c in self.commands if c.syntax.start == start)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON with the source text and Lean's messages."""
        return {
            "text": self.source.text,
            "messages": [message.to_json() for message in self.messages],
        }

    @staticmethod
    def from_json(record: dict[str, Any]) -> Analysis:
        messages = tuple(Message.from_json(message) for message in record["messages"])
        return Analysis(Source(record["text"]), messages)


def read_commands(
    source: Source,
    messages: Iterable[Message],
    place: Callable[[int], int] = lambda offset: offset,
) -> Iterator[Command]:
    """The commands that a run traced, in source order, each top-level command once."""
    for start, end, message, header in _top_level(source, messages, _HEADER):
        syntax = raw_syntax.parse_command(message.text[header.end() :], start, end, place)
        if syntax.kind != "Command.eoi":
            yield Command(syntax, float(header["seconds"] or 0.0))


def _top_level(
    source: Source, messages: Iterable[Message], pattern: re.Pattern[str]
) -> Iterator[tuple[int, int, Message, re.Match[str]]]:
    """The traces that match a pattern and are not inside another such one, with their byte ranges.

    Those inside are of commands that a macro made.
    """
    covered = -1
    for start, end, message in _outermost_first(source, messages):
        match = pattern.match(message.text)
        if match is not None and start >= covered:
            covered = max(end, start + 1)
            yield start, end, message, match


def outlines(source: Source, messages: Iterable[Message]) -> Iterator[tuple[Outline, Message]]:
    """The commands that a run traced, in source order, and the trace of each, which is not read.

    Several times as fast as :func:`read_commands`, for who wants to know only what is where.
    """
    for start, end, message, match in _top_level(source, messages, _KIND):
        if match["kind"] != "Command.eoi":
            yield (match["kind"], start, end), message


def kind_of(trace: Message) -> str | None:
    """The kind of the command that a trace is of."""
    found = _KIND.match(trace.text)
    return found["kind"] if found is not None else None


def seconds_of(trace: Message) -> float:
    """Lean's time for the command that a trace is of."""
    header = _HEADER.match(trace.text)
    return float(header["seconds"] or 0.0) if header is not None else 0.0


def reached_the_end(source: Source, messages: Iterable[Message]) -> bool:
    """Whether a traced run told of the text's end, and of no place beyond it.

    Lean's silence about a part of a text says nothing where its messages may have been lost.
    """
    lines = source.data.count(b"\n") + 1
    seen = False
    for message in messages:
        if message.start.line > lines:
            return False
        seen = seen or (message.is_trace and kind_of(message) == "Command.eoi")
    return seen


def _outermost_first(source: Source, messages: Iterable[Message]) -> list[tuple[int, int, Message]]:
    """Traces with their byte ranges in source order, wider ones before those inside them.

    Lean reports a macro after what it made: of `theorem A.b` and the `theorem b` that it becomes
    inside `namespace A`, both of one range, the later is the one that was written.
    """
    traces = [
        (source.offset(message.start), source.offset(message.end), message)
        for message in messages
        if message.is_trace and message.end is not None
    ]
    traces.reverse()
    return sorted(traces, key=lambda trace: (trace[0], -trace[1]))


def errors_within(
    source: Source, messages: Iterable[Message], start: int, end: int
) -> Iterator[Message]:
    """The errors among some messages that begin within ``start..end`` (bytes)."""
    for message in messages:
        if message.severity == "error" and start <= source.offset(message.start) < end:
            yield message


def analyse(lean: Lean, source: Source, seconds: float | None = None) -> tuple[Analysis, Run]:
    """Ask Lean what a file is; the run, of at most so many seconds, tells whether it came to the
    end.

    Raises :class:`BlindingOption`, and what :meth:`tools.lean.lean.Lean.run` raises.
    """
    run = lean.run(source.text, OPTIONS, seconds)
    analysis = Analysis(source, run.messages)
    _refuse_blinding(analysis)
    return analysis, run


def _refuse_blinding(analysis: Analysis) -> None:
    """Options in the file that would hide its later commands from us, or misplace them."""
    commands = [command.syntax for command in analysis.commands]
    tops = [node for node in commands if node.kind == "Command.set_option"]
    found = [(node.start, name) for node, name in options_set(tops)]
    # `set_option pp.raw false` is traced under itself, and so not as a tree.
    for start, end, message in _outermost_first(analysis.source, analysis.messages):
        printed = _PRINTED_OPTION.match(message.text)
        if printed and not any(c.start <= start and end <= c.end for c in commands):
            found.append((start, printed["name"]))
    for start, name in found:
        if name.startswith(_BLINDING):
            line = analysis.source.position(start).line
            raise BlindingOption(
                f"Line {line} sets the option {name}, which hides from Burnish what stands below "
                "it. Take it out while Burnish works on the file."
            )
