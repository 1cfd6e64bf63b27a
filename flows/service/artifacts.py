"""What the dashboard shows of a run beside its state, as text: pure functions of results.

Names and proofs may be anything. In Markdown they stand in code alone, in fences and spans that are
longer than any run of backticks within; control characters are shown as escapes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any

from flows.output import visible
from flows.results import TheoremResult

_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
_SPACES = re.compile(r"\s+")
_BACKTICKS = re.compile(r"`+")
_KEY_WORDS = 40
_KEY_DIGITS = 8


def artifact_key(*parts: str) -> str:
    """A key of lower-case letters, digits and dashes: readable, and another one for other parts."""
    words = _NOT_IN_A_KEY.sub("-", parts[-1].lower())[:_KEY_WORDS].strip("-")
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()
    return "-".join(filter(None, (words, digest[:_KEY_DIGITS])))


def code(text: str) -> str:
    """A text on one line of Markdown, also within a table, as nothing but code."""
    shown = _SPACES.sub(" ", visible(text)).strip() or " "
    fence = "`" * (_longest_run(shown) + 1)
    padding = " " if "`" in shown else ""
    return f"{fence}{padding}{shown}{padding}{fence}".replace("|", "\\|")


def fenced(text: str, language: str) -> str:
    """A text as a block of code."""
    shown = visible(text.strip("\n"))
    fence = "`" * max(3, _longest_run(shown) + 1)
    return f"{fence}{language}\n{shown}\n{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in _BACKTICKS.findall(text)), default=0)


def counted(count: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def results_rows(results: Sequence[TheoremResult]) -> list[dict[str, Any]]:
    """One row for each theorem: the objective, then the other metrics that were measured."""
    several = len({result.file for result in results}) > 1
    others = dict.fromkeys(name for one in results for name in one.values_before)
    if len({one.decisive["text"] for one in results}) == 1:
        others.pop(results[0].decisive["text"], None)  # it has columns of its own
    rows: list[dict[str, Any]] = []
    for result in results:
        row: dict[str, Any] = {"file": visible(result.file)} if several else {}
        part = result.decisive
        row |= {
            "theorem": visible(result.theorem),
            "result": outcome_of(result),
            "metric": visible(str(part["text"])),
            "before": number(part["before"]),
            "after": number(part["after"]),
            "better by": result.better_by,
        }
        row |= {visible(name): _change(result, name) for name in others}
        row |= {"tried": result.candidates, "seconds": round(result.seconds, 1)}
        rows.append(row | {"note": visible(result.note)})
    return rows


def outcome_of(result: TheoremResult) -> str:
    """What became of a theorem, in a word or two."""
    if result.skipped:
        return "skipped"
    if result.proved:
        return "proved"
    if result.verdict != "verified":
        return "not proved"
    if result.improved:
        return "improved"
    return "left as it is" if result.finished else "not finished"


def number(value: float | None) -> str:
    """A metric's value, or a dash where there is none."""
    return "-" if value is None else f"{value:g}"


def _change(result: TheoremResult, metric: str) -> str:
    before, after = result.values_before.get(metric), result.values_after.get(metric)
    if before == after:
        return number(before)
    return f"{number(before)} → {number(after)}"


def theorem_page(result: TheoremResult, session: str) -> str:
    """A theorem that got better: before, after, what changed, and why it was accepted."""
    part = result.decisive
    gain = result.better_by
    told = f"{code(str(part['text']))} {number(part['before'])} → {number(part['after'])}"
    return "\n\n".join(
        [
            f"# {code(result.theorem)}",
            f"**{told}{f', {gain} better' if gain else ''}** · {code(result.file)}, line "
            f"{result.line} · session {code(session)}",
            _metrics(result),
            "## Why it was accepted",
            "\n".join(f"- {reason}" for reason in _reasons(result)),
            "## After",
            fenced(result.proof, "lean"),
            "## Before",
            fenced(result.original, "lean"),
            "## Change",
            fenced(result.diff, "diff"),
        ]
    )


def _metrics(result: TheoremResult) -> str:
    """All metrics that were measured, as a table of Markdown."""
    lines = ["| metric | before | after |", "| --- | ---: | ---: |"]
    for name, before in result.values_before.items():
        after = result.values_after.get(name)
        lines.append(f"| {code(name)} | {number(before)} | {number(after)} |")
    return "\n".join(lines)


def _reasons(result: TheoremResult) -> Iterable[str]:
    yield (
        f"Lean: {result.verdict} in a fresh compile of the whole file with this proof in place, "
        f"in {result.check_seconds:.3f} s."
    )
    if result.caveat:
        yield f"The proof {code(result.caveat)}."
    yield "The statement is unchanged." if result.statement_unchanged else "The statement changed."
    axioms = ", ".join(map(code, result.axioms)) or "none"
    before = ", ".join(map(code, result.original_axioms)) or "none"
    yield f"Axioms: {axioms} (before: {before})."
    for one in result.parts:
        yield (
            f"{code(str(one['text']))}: {number(one['before'])} → {number(one['after'])} "
            "(higher is better)."
        )
    if result.rewrites:
        yield f"It was made by {', '.join(map(code, result.rewrites))}."
    yield f"{counted(result.candidates, 'candidate')} tried in {result.seconds:.1f} s."
    if result.note:
        yield f"The search ended: {code(result.note)}."
