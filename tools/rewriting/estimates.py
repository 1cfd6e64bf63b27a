"""What a change would gain in a metric, judged by its text alone: Lean has not seen it yet.

An estimate only ranks candidates; the metrics themselves are in :mod:`tools.metrics`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from tools.lean.syntax import IDENT, Syntax
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Outline, introduced
from tools.rewriting.proposal import Proposal
from tools.rewriting.reading import keyword, last, parts, tokens

Estimate: TypeAlias = Callable[[Proposal], float]
"""The gain of a proposal for the proof that the estimate was made for; more is better."""

_TOKEN = re.compile(r"[^\W\d][\w'.!?₀-₉]*|\d+|[:=<>|]+|\S")
_NAME = re.compile(r"[^\W\d][\w'₀-₉]*(?:\.[^\W\d][\w'₀-₉]*)*")
_STATED = re.compile(r"\bhave(?:I|')?\b[^:\n]*:(?!=)")
_WEIGHTS = {
    "grind": 40.0, "aesop": 40.0, "linarith": 20.0, "omega": 20.0, "simp_all": 15.0, "ring": 15.0,
    "norm_num": 12.0, "exact?": 12.0, "simp": 8.0, "simpa": 8.0, "decide": 8.0, "trivial": 3.0,
    "rw": 3.0, "rwa": 3.0, "contradiction": 2.0, "induction": 2.0, "cases": 2.0, "rcases": 2.0,
    "obtain": 2.0, "constructor": 1.0, "have": 1.0, "apply": 1.0, "intro": 0.5, "exact": 0.5,
    "only": -5.0,
}  # fmt: skip
"""What a tactic costs Lean, in units of a plain one; the ``only`` of a ``simp`` saves of that."""
_BRITTLE = re.compile(r"\brename_i\b|‹|\brotate_(?:left|right)\b|\bswap\b|\bpick_goal\b")
_POSITIONAL = frozenset({"rename_i", "rotate_left", "rotate_right", "swap", "pick_goal"})
_CONSTRUCTORS = frozenset({"intro", "inl", "inr", "mk", "rfl", "succ", "zero", "some", "none"})
"""Fields of names that are no theorems: by far the most frequent constructors."""
_SIMP = frozenset({"simp", "simp_all", "dsimp"})


def tactics(outline: Outline) -> Estimate:
    """Tactics saved: the length, and what comes down with it (depth, width)."""
    return lambda proposal: proposal.gain


def facts(outline: Outline) -> Estimate:
    """Facts stated that modularity would count."""
    return lambda proposal: proposal.facts


def share_stated(outline: Outline) -> Estimate:
    """The change of the share of tactics that state a type: declarativity."""
    total = _total(outline)
    stated = _stated(outline.text(outline.view.value))

    def gain(proposal: Proposal) -> float:
        after = (stated + _newly_stated(outline, proposal)) / max(total - proposal.gain, 1)
        return after - stated / max(total, 1)

    return gain


def mixed(outline: Outline) -> Estimate:
    """Five for each fact stated, less one for each tactic."""
    return lambda proposal: 5 * _newly_stated(outline, proposal) + proposal.gain


def names(outline: Outline) -> Estimate:
    """Distinct names from elsewhere that the proof no longer names: dependency."""
    local = _local_names(outline)
    places = [
        token
        for token in outline.view.value.tokens()
        if token.kind == IDENT and _is_theorem(outline, token.value, local)
    ]
    named = Counter(token.value for token in places)
    starts = [token.start for token in places]

    def gain(proposal: Proposal) -> float:
        gone: Counter[str] = Counter()
        added: set[str] = set()
        for edit in proposal.edits:
            first, end = bisect_left(starts, edit.start), bisect_left(starts, edit.end)
            gone.update(token.value for token in places[first:end])
            found = _NAME.findall(edit.text)
            added |= {name for name in found if name in named or _is_far(name, local)}
        lost = {name for name, count in gone.items() if count == named[name]}
        return len(lost - added) - len(added - named.keys())

    return gain


def token_count(outline: Outline) -> Estimate:
    """Tokens saved."""
    return lambda proposal: sum(
        len(_TOKEN.findall(old)) - len(_TOKEN.findall(edit.text))
        for edit, old in _replaced(outline, proposal)
    )


def cost(outline: Outline) -> Estimate:
    """What Lean is spared, in units of a plain tactic: heartbeats."""
    return lambda proposal: sum(
        _cost(old) - _cost(edit.text) for edit, old in _replaced(outline, proposal)
    )


def brittle(outline: Outline) -> Estimate:
    """Brittle steps that go."""
    places = sorted(_brittle_places(outline))

    def gain(proposal: Proposal) -> float:
        gone = sum(_touches(start, end, proposal.edits) for start, end in places)
        return gone - sum(len(_BRITTLE.findall(edit.text)) for edit in proposal.edits)

    return gain


def anything(outline: Outline) -> Estimate:
    """The same for all: where a proof is wanted, not a better one."""
    return lambda proposal: 1.0


def _total(outline: Outline) -> int:
    return outline.cost(outline.view.value.start, outline.view.value.end)


def _replaced(outline: Outline, proposal: Proposal) -> Iterator[tuple[Edit, str]]:
    return ((edit, outline.slice(edit.start, edit.end)) for edit in proposal.edits)


def _stated(text: str) -> int:
    return len(_STATED.findall(text))


def _newly_stated(outline: Outline, proposal: Proposal) -> int:
    return sum(_stated(edit.text) - _stated(old) for edit, old in _replaced(outline, proposal))


def _cost(text: str) -> float:
    return sum(_WEIGHTS.get(word, 0.1) for word in _TOKEN.findall(text))


def _touches(start: int, end: int, edits: Iterable[Edit]) -> bool:
    return any(edit.start < end and start < edit.end for edit in edits)


def _is_theorem(outline: Outline, name: str, local: frozenset[str]) -> bool:
    """Whether a name may be a theorem's from elsewhere, as far as the tree or its shape tells."""
    field = name.rpartition(".")[2]
    if name.split(".")[0] in local or field in _CONSTRUCTORS:
        return False
    if not outline.goals.is_known:
        return True
    return any(c == name or c.endswith(f".{name}") for c in outline.goals.constants)


def _is_far(name: str, local: frozenset[str]) -> bool:
    head, _, field = name.partition(".")
    is_constructor = field in _CONSTRUCTORS
    return bool(field) and head[0].isupper() and head not in local and not is_constructor


def _local_names(outline: Outline) -> frozenset[str]:
    found = {*outline.parameters, *outline.goals.hypotheses}
    for block in outline.blocks:
        for item in block.items:
            found.update(introduced(item))
    for node in outline.view.value.walk():
        kind = last(node.kind)
        if kind in ("basicFun", "funBinder", "inductionAltLHS", "caseArg", "matchAltExpr"):
            found.update(word for word in tokens(node) if _NAME.fullmatch(word))
    return frozenset(found)


def _brittle_places(outline: Outline) -> Iterator[tuple[int, int]]:
    for block in outline.blocks:
        for index, item in enumerate(block.items):
            first = next(item.tokens())
            word = keyword(item)
            named = {t.value: t.start for t in item.tokens() if t.end > t.start}
            gives_names = word in ("next", "case") and _arguments(item) > (word == "case")
            bare = word in _SIMP and not any(part.value == "only" for part in parts(item))
            loose = bare and index + 1 < len(block.items)
            if word in _POSITIONAL or gives_names or loose:
                yield first.start, first.end
            if "‹" in named:
                yield named["‹"], named["‹"] + 1


def _arguments(item: Syntax) -> int:
    """The words between a keyword and its ``=>``."""
    words = tokens(item)
    return words.index("=>") - 1 if "=>" in words else 0
