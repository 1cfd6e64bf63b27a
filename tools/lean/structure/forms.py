"""Whether an InfoTree has a form that we can read: Lean's versions print it in different ways.

Read are the form with kinds in brackets (``• [Tactic] @ ⟨2, 2⟩-⟨2, 13⟩ @ …``) and the older one
without (``• Tactic @ …``), with and without elaborators. A form that is not known must not pass for
a proof in which nothing happened.
"""

from __future__ import annotations

from collections.abc import Iterable

from tools.lean.infotree import InfoNode

_LONGEST = 60


def unread_form(nodes: Iterable[InfoNode], *, should_have_run: bool) -> str | None:
    """What about the tree of one declaration we cannot read, in a few words; ``None`` if nothing.

    ``should_have_run`` says that the declaration has tactics and that Lean complains of nothing.
    """
    tactics = [node for node in nodes if node.kind == "Tactic" and not node.synthetic]
    if not tactics:
        return "it names no tactic that ran" if should_have_run else None
    if all(node.start < 0 for node in tactics):
        return f"its places in the text: {_beginning(tactics[0].content)!r}"
    for node in tactics:
        if not node.has_goals:
            return f"a tactic without the goals before and after it: {_beginning(node.body)!r}"
        for text in node.unread_goals:
            return f"its goals: {_beginning(text)!r}"
    return None


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
