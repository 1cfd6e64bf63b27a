"""A ``have`` that leaves its type to Lean gets it written out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.lean.syntax import IDENT, Syntax
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import read_have
from tools.rewriting.statement import as_goal, statement


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    edits = [
        edit for block in outline.blocks for item in block.items for edit in _typed(outline, item)
    ]
    yield from (Proposal((edit,), 0, 0.9) for edit in edits)
    if len(edits) > 1:
        yield Proposal(tuple(edits), 0, 0.8)


def _typed(outline: Outline, item: Syntax) -> Iterator[Edit]:
    have = read_have(item)
    before, after = outline.goals.before(item), outline.goals.after(item)
    if have is None or have.type is not None or before is None or after is None:
        return
    names = [token for token in item.tokens() if token.kind == IDENT]
    if not names or names[0].value != have.name or names[0].start >= have.value.start:
        return  # `have := …` has no name to put the type after
    known = {hypothesis.id for hypothesis in before.hypotheses}
    for hypothesis in after.hypotheses:
        if hypothesis.name == have.name and hypothesis.id not in known:
            stated = statement(as_goal(hypothesis, before), before)
            if stated is not None:
                yield Edit(item.start, names[0].end, f"have {have.name} : {stated.type}")


REWRITE = Rewrite("state_type", find)
