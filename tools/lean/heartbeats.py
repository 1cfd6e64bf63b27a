"""What elaborating a declaration costs Lean, in heartbeats: read from its profiler.

With ``trace.profiler.useHeartbeats`` the profiler counts Lean's small allocations instead of
seconds, and those repeat from run to run. Its threshold is set so high that it reports nothing
beyond the commands that are traced anyway: reporting everything (threshold 0) makes the same run
eight times as slow and the counts a tenth higher.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tools.errors import BurnishError
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.source import Source

OPTIONS = (
    "trace.Elab.command=true",
    "trace.profiler=true",
    "trace.profiler.useHeartbeats=true",
    "trace.profiler.threshold=1000000000",
    # Work that runs beside the command would not be counted as its own.
    "Elab.async=false",
    "maxErrors=0",
    # The commands' texts, which the trace repeats, are not looked at.
    "pp.maxSteps=1",
)
"""The options of a run that counts heartbeats."""

_COUNT = re.compile(r"\[Elab\.command\] \[(?P<count>[0-9]+(?:\.[0-9]+)?)\]")


class CostUnknown(BurnishError):
    """This Lean does not tell what a declaration costs, or did not come to its end."""


def heartbeats(
    lean: Lean, source: Source, declarations: Sequence[Declaration]
) -> tuple[float, ...]:
    """The heartbeats of some declarations of a file, in their order, in one run of Lean.

    The count is that of the whole top-level command, so those of a ``mutual`` block share one.

    Raises :class:`CostUnknown`, and what :meth:`tools.lean.lean.Lean.run` raises.
    """
    if not declarations:
        return ()
    text = Source(source.slice(0, max(d.command.end for d in declarations)) + "\n")
    run = lean.run(text.text, OPTIONS)
    counts = read_heartbeats(text, run.messages)
    missing = [d.name for d in declarations if d.command.start not in counts]
    if missing:
        why = f"it was stopped at {run.limit}" if not run.complete else "its profiler is silent"
        raise CostUnknown(f"Lean did not tell the heartbeats of {missing[0]}: {why}.")
    return tuple(counts[d.command.start] for d in declarations)


def read_heartbeats(source: Source, messages: Iterable[Message]) -> dict[int, float]:
    """The heartbeats of the commands that a run traced, by the bytes where they begin.

    Raises :class:`CostUnknown` if the numbers are seconds: an older Lean knows nothing else.
    """
    found: dict[int, float] = {}
    for message in messages:
        match = _COUNT.match(message.text) if message.is_trace else None
        if match is None:
            continue
        count = float(match["count"])
        if not count.is_integer():
            raise CostUnknown(
                "This Lean's profiler counts seconds only; heartbeats need a Lean that knows the "
                "option trace.profiler.useHeartbeats."
            )
        # What a macro made has the command's place; the command as written is told last.
        found[source.offset(message.start)] = count
    return found
