"""Rules of ``rw`` and ``simp`` that nothing needs go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.rewriting.edits import Edit
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import read_rw, read_simp


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for item in block.items:
            rewriting = read_rw(item) or read_simp(item)
            if rewriting is None or len(rewriting.rules) < 2:
                continue
            rules = rewriting.rules
            for index, rule in enumerate(rules):
                if index + 1 < len(rules):
                    edit = Edit(rule.start, rules[index + 1].start, "")
                else:
                    edit = Edit(rules[index - 1].end, rule.end, "")
                yield Proposal((edit,), 0, 0.25)


REWRITE = Rewrite("drop_rules", find)
