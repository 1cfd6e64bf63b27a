"""Which bound variables of a printed proof term occur in it: what ``#print`` says under ``pp.raw``.

The raw printer writes every binder as ``(name : type)`` or ``have name : type := value;`` and
renames a variable that would be captured, so an occurrence means the innermost binder of its name.
"""

from __future__ import annotations

import re

from tools.lean.structure.tree import ProofTree

_TOKEN = re.compile(
    r"(?P<binder>(?:[({\[⦃]|\b(?:have|let) )(?P<bound>[^\s(){}\[\],;:]+) :\s)"
    r"|(?P<open>[({\[⦃])|(?P<close>[)}\]⦄])|(?P<name>[^\s(){}\[\]⦃⦄,;]+)"
)
_HYGIENE = re.compile(r"\._@\..*|✝.*")


def variables_used(term: str) -> list[tuple[str, bool]]:
    """Every binder's name, without Lean's hygiene marks, in order, and whether it is used."""
    binders: list[tuple[str, bool]] = []
    scopes: dict[str, list[int]] = {}  # a name's binders that are in scope, innermost last
    by_depth: list[list[str]] = [[]]
    for token in _TOKEN.finditer(term):
        if token["binder"] is not None:
            name = token["bound"]
            scopes.setdefault(name, []).append(len(binders))
            binders.append((_HYGIENE.sub("", name), False))
            by_depth[-1].append(name)  # the scope outlives the binder's own parentheses
            if token["binder"][0] in "({[⦃":
                by_depth.append([])
        elif token["open"] is not None:
            by_depth.append([])
        elif token["close"] is not None:
            if len(by_depth) > 1:
                for name in by_depth.pop():
                    scopes[name].pop()
        elif innermost := scopes.get(token["name"]):
            index = innermost[-1]
            binders[index] = (binders[index][0], True)
    return binders


def used_hypotheses(tree: ProofTree, term: str | None) -> frozenset[str]:
    """By the finished term where its binder is found there; else by what later steps name."""
    named = {i for step in tree.walk() for run in step.runs for i in run.locals}
    found: dict[str, list[bool]] = {}
    for name, is_used in variables_used(term or ""):
        found.setdefault(name, []).append(is_used)
    ids: dict[str, list[str]] = {}
    for goal in tree.goals.values():
        for h in goal.hypotheses:
            base = h.id.rpartition("#")[0]
            if h.id not in ids.setdefault(base, []):
                ids[base].append(h.id)
    used: set[str] = set()
    for base, identities in ids.items():
        told = found.get(base, [])
        for index, identity in enumerate(identities):
            if len(told) == len(identities):
                is_used = told[index]
            else:
                is_used = any(told) if told else identity in named
            if is_used:
                used.add(identity)
    return frozenset(used)
