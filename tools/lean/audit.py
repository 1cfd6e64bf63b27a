"""Asking Lean for a declaration's axioms and its elaborated statement, by full name.

Two commands are appended to a text for each name. Their answers are positive evidence: a
declaration that Lean did not add to the environment has none. ``#print`` comes first because it
cannot be read as the continuation of an unfinished term or tactic above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.lean.declarations import split_name
from tools.lean.messages import Message
from tools.lean.source import Source

_STATEMENT_OPTIONS = (
    ("pp.raw", "false"),
    ("trace.Elab.command", "false"),
    ("pp.all", "true"),
    ("pp.maxSteps", "10000000"),
    ("pp.deepTerms", "true"),
)
_ANSWER = re.compile(
    r"'(?P<name>.+?)' "
    r"(?:does not depend on any axioms|depends on axioms:\s*\[(?P<axioms>.*)\])\s*",
    re.DOTALL,
)


@dataclass(frozen=True)
class Audit:
    """What Lean knows by a name: ``axioms`` and ``statement`` are ``None`` where it gave none."""

    axioms: tuple[str, ...] | None
    statement: str | None


def axioms_command(name: str) -> str:
    """The line that asks for the axioms of a full name."""
    return f"#print axioms _root_.{name}\n"


def statement_command(name: str) -> str:
    """The line that asks for the elaborated statement, with nothing left implicit."""
    options = " ".join(f"set_option {key} {value} in" for key, value in _STATEMENT_OPTIONS)
    return f"{options} #check @_root_.{name}\n"


@dataclass(frozen=True)
class AuditedText:
    """A text with its questions, and the line (from 1) on which each name's questions stand."""

    text: str
    lines: dict[str, int]

    def answers(self, messages: Sequence[Message]) -> dict[str, Audit]:
        """What a run on :attr:`text` answered for each name."""
        told: dict[int, list[str]] = {}
        for message in messages:
            if message.severity == "information" and not message.is_trace:
                told.setdefault(message.start.line, []).append(message.text)
        return {
            name: Audit(parse_axioms(told.get(line, ()), name), _statement(told.get(line + 1, ())))
            for name, line in self.lines.items()
        }


def append_audit(source: Source, names: Iterable[str]) -> AuditedText:
    """The source with the questions for some full names below it."""
    text = source.text if source.text.endswith("\n") else source.text + "\n"
    line = text.count("\n") + 1
    lines: dict[str, int] = {}
    parts = [text]
    for name in names:
        parts += [axioms_command(name), statement_command(name)]
        lines[name] = line
        line += 2
    return AuditedText("".join(parts), lines)


def imports(module: str) -> Source:
    """A text that imports one module, for questions about it."""
    return Source(f"import {module}\n")


def parse_axioms(answers: Iterable[str], name: str) -> tuple[str, ...] | None:
    """The axioms of a full name in the answers of ``#print axioms``; ``None`` if none is about it.

    Lean may print the name shortened, or with a private prefix: its last component decides.
    """
    for answer in answers:
        match = _ANSWER.fullmatch(answer)
        if match is not None and last_component(match["name"]) == last_component(name):
            found = (axiom.strip() for axiom in (match["axioms"] or "").split(","))
            # Lean writes `_root_.propext` where an open namespace has a `propext` of its own.
            return tuple(sorted(axiom.removeprefix("_root_.") for axiom in found if axiom))
    return None


def last_component(name: str) -> str:
    """What a name ends in, without the marks that quote it."""
    return split_name(name)[-1].strip("«»") if name else ""


def _statement(answers: Sequence[str]) -> str | None:
    return " ".join(answers[0].split()) if answers else None
