"""A chain of equations becomes one ``rw`` or ``simp``: a ``calc`` whose steps rewrite, and facts
before it that its steps (or a ``rw``) rewrite with, down to the rules that those rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from tools.lean.syntax import IDENT, Syntax
from tools.lean.tactics import sequence_items
from tools.rewriting.outline import Block, Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import (
    Have,
    block_of,
    exact_term,
    keyword,
    only_exact,
    read_have,
    read_rw,
    read_steps,
)
from tools.rewriting.surgery import replace_items, too_wide

_MOST_TURNED = 4


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index, item in enumerate(block.items):
            holder = exact_term(item) or item
            rewriting = read_rw(item)
            is_calc = keyword(holder) == "calc"
            plain = rewriting is not None and rewriting.keyword == "rw" and not rewriting.location
            if not is_calc and not plain:
                continue
            first, facts = _facts_before(block, index)
            rules = _rules_of_calc(outline, item, {}) if is_calc else []
            yield from _proposals(outline, block, index, index, rules, portfolio)
            if facts:
                resolved = (
                    _rules_of_calc(outline, item, facts)
                    if is_calc
                    else _rules_of(outline, [item], facts)
                )
                yield from _proposals(outline, block, first, index, resolved, portfolio)


def _facts_before(block: Block, index: int) -> tuple[int, dict[str, Have]]:
    """The facts that stand right before an item, and where they begin."""
    facts: dict[str, Have] = {}
    while index > 0 and (have := read_have(block.items[index - 1])) is not None:
        facts.setdefault(have.name, have)
        index -= 1
    return index, facts


def _rules_of_calc(outline: Outline, item: Syntax, facts: dict[str, Have]) -> list[str]:
    """What the steps rewrite with, in order; a step by a term is a rule itself."""
    return [
        rule for step in read_steps(item) for rule in _rules_of_value(outline, step.value, facts)
    ]


def _rules_of_value(outline: Outline, value: Syntax, facts: dict[str, Have]) -> list[str]:
    inner = only_exact(value)
    block = block_of(inner)
    if block is not None:
        return _rules_of(outline, sequence_items(block), facts)
    if keyword(inner) == "rfl":
        return []
    return _resolved(outline, inner, facts)


def _rules_of(outline: Outline, items: Sequence[Syntax], facts: dict[str, Have]) -> list[str]:
    rules: list[str] = []
    for item in items:
        rewriting = read_rw(item)
        term = exact_term(item)
        if rewriting is not None:
            for rule in rewriting.rules:
                plain = len(list(rule.tokens())) == 1
                text = " ".join(outline.text(rule).split())
                rules += _resolved(outline, rule[-1], facts) if plain else [text]
        elif term is not None or keyword(item) == "apply":
            rules += _resolved(outline, item[1], facts)
    return rules


def _resolved(outline: Outline, rule: Syntax, facts: dict[str, Have]) -> list[str]:
    """A rule, or what the fact that it names rests on."""
    if rule.kind == IDENT and rule.value in facts:
        others = {name: have for name, have in facts.items() if name != rule.value}
        return _rules_of_value(outline, facts[rule.value].value, others)
    return [" ".join(outline.text(rule).split())]


def _proposals(
    outline: Outline,
    block: Block,
    first: int,
    last_: int,
    rules: list[str],
    portfolio: Sequence[str],
) -> Iterator[Proposal]:
    start, end = block.items[first].start, block.items[last_].end
    gain = outline.cost(start, end) - 1
    if not rules or gain <= 0:
        return
    for text, chance in _texts(rules, portfolio):
        if not too_wide(text, outline.column(start)):
            edit = replace_items(outline, block, first, last_, text)
            yield Proposal((edit,), gain, chance)


def _texts(rules: list[str], portfolio: Sequence[str]) -> Iterator[tuple[str, float]]:
    unique = list(dict.fromkeys(rules))
    yield f"rw [{', '.join(rules)}]", 0.5
    if "simp" in portfolio:
        yield f"simp [{', '.join(unique)}]", 0.3
        yield f"simp only [{', '.join(unique)}]", 0.15
    if "simp_all" in portfolio:
        yield f"simp_all [{', '.join(unique)}]", 0.25
    if len(rules) > 1:
        yield f"rw [{', '.join(_turned(rule) for rule in reversed(rules))}]", 0.15
    if len(rules) <= _MOST_TURNED:
        for turns in list(product((False, True), repeat=len(rules)))[1:]:
            chosen = [_turned(r) if turn else r for r, turn in zip(rules, turns, strict=True)]
            yield f"rw [{', '.join(chosen)}]", 0.12


def _turned(rule: str) -> str:
    return rule.removeprefix("←").lstrip() if rule.startswith("←") else f"← {rule}"


REWRITE = Rewrite("collapse_chain", find)
