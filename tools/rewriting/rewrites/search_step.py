"""Automation tells what it found: ``simp`` becomes ``simp?``, a closing ``omega`` or ``grind``
becomes ``exact?``. A proof that searches is never accepted; what the search found takes its place
and is judged anew (:mod:`tools.lean.suggestions`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.lean.syntax import ATOM, Syntax
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Outline
from tools.rewriting.portfolio import SEARCH
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import parts

_TELLING = frozenset({"simp", "simp_all", "simpa", "dsimp", "aesop", "grind"})
"""Tactics with a form that says what it used, where the Lean at hand has it."""
_CLOSING = frozenset(
    {"omega", "grind", "decide", "simp_all", "aesop", "linarith", "norm_num", "tauto", "trivial"}
)


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for item in outline.view.value.walk():
        if item.kind.startswith("Tactic.") and not item.is_token:
            for text, chance in _searches(outline, item, portfolio):
                yield Proposal((Edit(item.start, item.end, text),), 0, chance)


def _searches(
    outline: Outline, item: Syntax, portfolio: Sequence[str]
) -> Iterator[tuple[str, float]]:
    first = item[0]
    if first.kind != ATOM or first.value not in _TELLING | _CLOSING:
        return
    if first.value in _TELLING and not any(part.value == "only" for part in parts(item)):
        yield f"{first.value}?{outline.slice(first.end, item.end)}", 0.8
    if first.value in _CLOSING and SEARCH in portfolio:
        yield SEARCH, 0.3


REWRITE = Rewrite("search_step", find)
