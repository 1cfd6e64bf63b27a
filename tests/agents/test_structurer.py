"""Long proofs are attacked where most of their tactics are; short ones as a whole."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from agents.runtime import RunContext
from agents.sketcher import render
from agents.structurer import choose_regions
from tools.lean.tactics import tactic_steps

MakeContext = Callable[..., RunContext]


def _conjunction(size: int) -> str:
    """A proof in two blocks, of which the second one is three times as long."""
    short = "".join(f"    have a{n} : True := trivial\n" for n in range(size))
    long = "".join(f"    have b{n} : True := trivial\n" for n in range(3 * size))
    return (
        "theorem t : True ∧ True := by\n  constructor\n"
        f"  · skip\n{short}    trivial\n  · skip\n{long}    trivial\n"
    )


def test_the_first_look_and_the_later_ones_take_in_everything(make_context: MakeContext) -> None:
    view = make_context(_conjunction(11)).original
    assert [choose_regions(view, focus) for focus in (1, 3, 4)] == [[], [], []]


def test_a_short_proof_is_never_looked_at_in_parts(make_context: MakeContext) -> None:
    assert choose_regions(make_context(_conjunction(2)).original, 2) == []


def test_the_heaviest_blocks_come_first(make_context: MakeContext) -> None:
    view = make_context(_conjunction(11)).original
    texts = [view.text.slice(one.start, one.end) for one in choose_regions(view, 2)]
    assert texts[0].count("have b") == 33
    assert texts[1].count("have a") == 11


def test_a_long_block_is_cut_into_runs(make_context: MakeContext) -> None:
    view = make_context(_conjunction(30)).original
    regions = choose_regions(view, 2)
    starts = [step.node.start for step in tactic_steps(view.value) if not step.is_combinator]
    weights = [sum(one.start <= start < one.end for start in starts) for one in regions]
    # 92 tactics in runs of 40, 40 and 12; the other block makes a run with what stands before it.
    assert weights == [40, 40, 33]
    placed = sorted(regions, key=lambda one: one.start)
    assert all(a.end <= b.start for a, b in pairwise(placed))


def test_the_sketch_has_a_step_for_each_tactic(make_context: MakeContext) -> None:
    context = make_context(_conjunction(1))
    text = render(context.problem.name, context.problem.statement, context.original)
    steps = [line.strip() for line in text.splitlines() if line.strip().startswith("- ")]
    assert steps[0] == "- `constructor`"
    assert len(steps) == sum(not s.is_combinator for s in tactic_steps(context.original.value))
