"""Which hypotheses occur in a finished proof: what ``#print`` says under ``pp.raw``.

The raw printer writes every binder as ``(name : type)`` or ``have name : type := value;`` and
renames a variable that would be captured, so an occurrence means the innermost binder of its name.
It prints no ids: a binder is that of a hypothesis with its name and, the ids of variables aside,
its type; of several such, those of the proof and of the term are taken in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tools.lean.structure.identities import without_metadata
from tools.lean.structure.tree import ProofTree

_TOKEN = re.compile(
    r"(?P<binder>(?:[({\[⦃]|\b(?:have|let) )(?P<bound>[^\s(){}\[\],;:]+) :\s)"
    r"|(?P<open>[({\[⦃])|(?P<close>[)}\]⦄])|(?P<semicolon>;)"
    r"|(?P<name>[^\s(){}\[\]⦃⦄,;]+)"
)
_OPENING = "({[⦃"
_HYGIENE = re.compile(r"\._@\..*|✝.*")
_WORD = re.compile(r"[^\s(){}\[\]⦃⦄,;]+|\S")
_IDS = ("_uniq.", "?_uniq.")
_VALUE = ":="


@dataclass
class Binder:
    """A variable that a printed term binds."""

    name: str
    """Without Lean's hygiene marks."""
    type: str
    is_used: bool = False


@dataclass
class _Scope:
    """Parentheses, or the value of a ``have`` up to its semicolon."""

    value_of: tuple[str, Binder] | None = None
    names: list[str] = field(default_factory=list)
    typed: tuple[int, Binder] | None = None
    """The binder whose type is being read here, and where that begins."""


def binders(term: str) -> list[Binder]:
    """Every binder of a printed term, in order."""
    made: list[Binder] = []
    known: dict[str, list[Binder]] = {}  # a name's binders that are in scope, innermost last
    scopes = [_Scope()]

    def bind(name: str, binder: Binder) -> None:
        known.setdefault(name, []).append(binder)
        scopes[-1].names.append(name)

    def leave() -> None:
        if len(scopes) > 1:
            for name in scopes.pop().names:
                known[name].pop()

    def end_type(end: int) -> Binder | None:
        if scopes[-1].typed is None:
            return None
        start, binder = scopes[-1].typed
        binder.type = term[start:end].rstrip()
        scopes[-1].typed = None
        return binder

    pending: list[str] = []  # names of `have` whose value has not begun
    for token in _TOKEN.finditer(term):
        if token["binder"] is not None:
            binder = Binder(_HYGIENE.sub("", token["bound"]), "")
            made.append(binder)
            if token["binder"][0] in _OPENING:
                bind(token["bound"], binder)  # its scope outlives its own parentheses
                scopes.append(_Scope())
            else:
                pending.append(token["bound"])
            scopes[-1].typed = token.end(), binder
        elif token["open"] is not None:
            scopes.append(_Scope())
        elif token["close"] is not None:
            while scopes[-1].value_of is not None:
                leave()
            end_type(token.start())
            leave()
        elif token["semicolon"] is not None:
            if (ended := scopes[-1].value_of) is not None:
                leave()
                bind(*ended)
        elif token["name"] == _VALUE:
            stated = end_type(token.start())
            if stated is not None and pending:
                scopes.append(_Scope((pending.pop(), stated)))
        elif innermost := known.get(token["name"]):
            innermost[-1].is_used = True
    return made


def used_hypotheses(tree: ProofTree, term: str | None, types: Mapping[str, str]) -> frozenset[str]:
    """Ids of the hypotheses that the finished proof uses.

    ``types`` are theirs, printed raw, with names for ids where they are known. One without a binder
    in the term counts as used if a step names it.
    """
    named = {i for step in tree.walk() for run in step.runs for i in run.locals}
    bound: dict[str, list[Binder]] = {}
    for binder in binders(term or ""):
        bound.setdefault(binder.name, []).append(binder)
    ids: dict[str, dict[str, None]] = {}
    for goal in tree.goals.values():
        for hypothesis in goal.hypotheses:
            ids.setdefault(hypothesis.id.rpartition("#")[0], {})[hypothesis.id] = None
    used: set[str] = set()
    for base, identities in ids.items():
        told = bound.get(base, [])
        if not told:
            used.update(named & identities.keys())
            continue
        for group, candidates in _grouped(list(identities), told, types):
            if len(group) == len(candidates):
                used.update(i for i, b in zip(group, candidates, strict=True) if b.is_used)
            elif any(binder.is_used for binder in candidates):
                used.update(group)
    return frozenset(used)


def _grouped(
    identities: Sequence[str], told: Sequence[Binder], types: Mapping[str, str]
) -> list[tuple[list[str], Sequence[Binder]]]:
    """Hypotheses of one name that look alike, with the binders that may be theirs."""
    groups: dict[tuple[int, ...], list[str]] = {}
    words = [_WORD.findall(without_metadata(binder.type)) for binder in told]
    for identity in identities:
        own = _WORD.findall(types.get(identity, ""))
        fitting = tuple(index for index, other in enumerate(words) if _fit(own, other))
        groups.setdefault(fitting, []).append(identity)
    if () in groups:  # what is not told apart by type is told by name
        return [(list(identities), told)]
    return [(group, [told[index] for index in fitting]) for fitting, group in groups.items()]


def _fit(own: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a type with ids of variables is the type with their names."""
    return len(own) == len(other) and all(
        one == two or one.startswith(_IDS) for one, two in zip(own, other, strict=True)
    )
