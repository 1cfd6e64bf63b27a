"""Which bound variables of a printed proof term occur in it: what ``#print`` says under ``pp.raw``.

The raw printer writes every binder as ``(name : type)`` or ``have name : type := value;`` and
renames a variable that would be captured, so an occurrence means the innermost binder of its name.
"""

from __future__ import annotations

import re

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
