"""Branches of a split that can share their script: ``cases b <;> rfl``,
``induction n <;> simp_all``, ``constructor <;> intro h <;> simp_all``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.lean.syntax import Syntax
from tools.lean.tactics import sequence_items
from tools.rewriting.outline import Block, Outline
from tools.rewriting.portfolio import SEARCH
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import body_of, is_bullet, keyword, last, read_intro, read_split
from tools.rewriting.rewrites.close_goal import closing_tactics
from tools.rewriting.surgery import replace_suffix, too_wide

_SEQUENCED = "«tactic_<;>_»"
_MOST_INNER = 3
_SPLITTERS = frozenset({"constructor", "rcases", "obtain", "by_cases", "rintro", "cases", "split"})


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index in range(len(block.items)):
            for heading, scripts in _split(outline, block, index):
                yield from _shared(outline, block, index, heading, scripts, portfolio)


def _split(
    outline: Outline, block: Block, index: int
) -> Iterator[tuple[str, list[Sequence[Syntax]]]]:
    """A splitting tactic's text without its branches, and the branches."""
    item = block.items[index]
    split = read_split(item)
    if split is not None and index == len(block.items) - 1:
        bodies = [a.body for a in split.alternatives]
        heading = outline.slice(item.start, split.heading_end)
        scripts = [sequence_items(body) for body in bodies if body is not None]
        if len(scripts) == len(bodies):
            yield heading, list(scripts)
    rest = block.items[index + 1 :]
    if last(item.kind) == _SEQUENCED and "\n" not in outline.text(item):
        while last(item.kind) == _SEQUENCED:
            yield outline.text(item), []
            item = item[0]
        yield outline.text(item), []
        return
    if keyword(item) in _SPLITTERS and len(rest) > 1 and all(is_bullet(r) for r in rest):
        bodies = [body_of(r) for r in rest]
        yield outline.text(item), [sequence_items(body) for body in bodies if body is not None]


def _shared(
    outline: Outline,
    block: Block,
    index: int,
    heading: str,
    scripts: list[Sequence[Syntax]],
    portfolio: Sequence[str],
) -> Iterator[Proposal]:
    if "\n" in heading:
        return
    cost = outline.cost(block.items[index].start, block.items[-1].end)
    own = _script(outline, scripts) if scripts else None
    if own is not None:
        yield from _proposal(outline, block, index, [heading, *own], cost, 0.8)
    headings = [[heading]]
    intros = [read_intro(script[0]) for script in scripts if script]
    if (
        intros
        and len(intros) == len(scripts)
        and all(names and len(names) == 1 for names in intros)
    ):
        headings.append([heading, outline.text(scripts[0][0])])
    inner = _inner_headings(outline, scripts)
    headings += [[heading, *inner[:count]] for count in range(1, len(inner) + 1)]
    # One search for several goals finds several terms, and no one place to put them.
    closers = [tactic for tactic in portfolio if tactic != SEARCH]
    for steps in headings:
        for text, chance in closing_tactics(outline, block, index, closers):
            if cost - len(steps) - 1 > 0:
                # A table of values is done by computing more often than other goals are.
                likely = max(chance, 0.12) / (1 + 0.08 * cost)
                yield from _proposal(outline, block, index, [*steps, text], cost, likely)


def _script(outline: Outline, scripts: list[Sequence[Syntax]]) -> list[str] | None:
    """The steps that all branches take alike, each a text; ``None`` if they differ."""
    found = [_steps(outline, script) for script in scripts]
    if not found or found[0] is None or any(steps != found[0] for steps in found):
        return None
    return found[0]


def _steps(outline: Outline, script: Sequence[Syntax]) -> list[str] | None:
    """A branch as a chain for ``<;>``: tactics, then perhaps a split whose branches agree."""
    texts: list[str] = []
    for position, item in enumerate(script):
        split = read_split(item)
        if split is not None and position == len(script) - 1:
            bodies = [a.body for a in split.alternatives]
            inner = [sequence_items(body) for body in bodies if body is not None]
            steps = _script(outline, list(inner)) if len(inner) == len(bodies) else None
            return (
                None
                if steps is None
                else [*texts, outline.slice(item.start, split.heading_end), *steps]
            )
        if "\n" in outline.text(item) or is_bullet(item):
            return None
        texts.append(outline.text(item))
    return texts


def _inner_headings(outline: Outline, scripts: Sequence[Sequence[Syntax]]) -> list[str]:
    """The case distinctions that the branches begin with, each once, outer ones first: they may
    do for all branches."""
    found: dict[str, None] = {}
    pending = [script for script in scripts if script]
    while pending:
        script = pending.pop(0)
        split = read_split(script[0])
        if split is None or split.keyword != "cases":
            continue
        found[outline.slice(script[0].start, split.heading_end)] = None
        bodies = [a.body for a in split.alternatives]
        pending += [sequence_items(body) for body in bodies if body is not None]
    return list(found)[:_MOST_INNER]


def _proposal(
    outline: Outline, block: Block, index: int, steps: list[str], cost: int, chance: float
) -> Iterator[Proposal]:
    text = " <;> ".join(steps)
    if too_wide(text, outline.column(block.items[index].start)):
        return
    edit = replace_suffix(outline, block, index, text)
    yield Proposal((edit,), cost - text.count("<;>") - 1, chance)


REWRITE = Rewrite("share_tactic", find)
