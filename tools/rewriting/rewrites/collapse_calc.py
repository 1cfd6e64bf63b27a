"""A ``calc`` whose steps rewrite becomes one ``rw`` or ``simp`` with the rules of all steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.lean.syntax import Syntax
from tools.lean.tactics import sequence_items
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import block_of, exact_term, keyword, last, only_exact, read_rw
from tools.rewriting.surgery import replace_items, too_wide


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index, item in enumerate(block.items):
            term = exact_term(item)
            holder = term if term is not None else item
            if keyword(holder) != "calc":
                continue
            rules = _rules(outline, item)
            if not rules:
                continue
            for text, chance in _texts(rules):
                if too_wide(text, outline.column(item.start)):
                    continue
                gain = outline.cost(item.start, item.end) - text.count(";") - 1
                edit = replace_items(outline, block, index, index, text)
                if gain > 0:
                    yield Proposal((edit,), gain, chance)


def _rules(outline: Outline, item: Syntax) -> list[str]:
    """The rules that the steps rewrite with, in order; a step by a term is a rule itself."""
    rules: list[str] = []
    for step in item.walk():
        if last(step.kind) not in ("calcStep", "calcFirstStep"):
            continue
        signs = [i for i in range(len(step.children)) if step.has_atom(i, ":=")]
        if not signs:
            continue
        value = only_exact(step[signs[0] + 1])
        block = block_of(value)
        if block is None:
            if keyword(value) != "rfl":
                rules.append(" ".join(outline.text(value).split()))
            continue
        for tactic in sequence_items(block):
            rewriting = read_rw(tactic)
            if rewriting is not None:
                rules += [" ".join(outline.text(rule).split()) for rule in rewriting.rules]
    return rules


def _texts(rules: list[str]) -> Iterator[tuple[str, float]]:
    unique = list(dict.fromkeys(rules))
    flipped = [r.removeprefix("← ") if r.startswith("← ") else f"← {r}" for r in rules]
    yield f"rw [{', '.join(rules)}]", 0.5
    yield f"simp [{', '.join(unique)}]", 0.3
    yield f"rw [{', '.join(reversed(flipped))}]", 0.15
    yield f"rw [{', '.join(reversed(rules))}]", 0.15
    yield f"simp only [{', '.join(unique)}]", 0.2
    yield f"simp_all [{', '.join(unique)}]", 0.2


REWRITE = Rewrite("collapse_calc", find)
