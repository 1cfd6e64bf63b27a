"""``cases h`` (or ``induction n``) whose goals are told apart by position or by ``case`` becomes
``cases h with``, each alternative with its tag and its names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.lean.syntax import IDENT, Syntax
from tools.lean.tactics import sequence_items
from tools.rewriting.layout import shift
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import body_of, is_bullet, keyword, last
from tools.rewriting.surgery import replace_suffix, tactics_at

_MATCHED = "inductionAlts"


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index, item in enumerate(block.items):
            branches = block.items[index + 1 :]
            if not branches or keyword(item) not in ("cases", "induction"):
                continue
            if any(last(node.kind) == _MATCHED for node in item.walk()):
                continue
            goals = outline.goals.left_by(item)
            tags = [goal.case.rpartition(".")[2] for goal in goals[: len(branches)]]
            tags += [""] * (len(branches) - len(tags))
            lines = [
                _alternative(outline, branch, tag)
                for branch, tag in zip(branches, tags, strict=True)
            ]
            if all(line is not None for line in lines):
                heading = f"{outline.text(item)} with"
                text = "\n".join([heading, *(line for line in lines if line is not None)])
                named = sum(_renames(branch) is not None for branch in branches)
                edit = replace_suffix(outline, block, index, text)
                yield Proposal((edit,), named, 0.7)


def _alternative(outline: Outline, branch: Syntax, tag: str) -> str | None:
    """``| tag names =>`` with the branch's tactics; ``case`` brings a tag of its own."""
    body = body_of(branch)
    items = sequence_items(body) if body is not None else ()
    word = keyword(branch)
    if not items or not (is_bullet(branch) or word in ("case", "next")):
        return None
    words = [t.value for t in branch.tokens() if t.end > t.start and t.start < items[0].start]
    if word == "case":
        head = words[1 : words.index("=>")] if "=>" in words else []
    else:
        head = [tag, *(words[1 : words.index("=>")] if word == "next" else [])] if tag else []
    renamed = _renames(branch)
    if renamed is not None and len(items) > 1 and len(head) == 1:
        head, items = [*head, *renamed], items[1:]
    if not head or any(word in ("|", "@") for word in head):
        return None
    return f"| {' '.join(head)} =>\n  {shift(tactics_at(outline, items), 2)}"


def _renames(branch: Syntax) -> list[str] | None:
    """The names that the branch's first tactic gives, if it is ``rename_i``."""
    body = body_of(branch)
    items = sequence_items(body) if body is not None else ()
    if not items or keyword(items[0]) != "rename_i":
        return None
    return [token.value for token in items[0].tokens() if token.kind == IDENT]


REWRITE = Rewrite("name_cases", find)
