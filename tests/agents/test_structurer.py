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


def test_a_short_proof_is_one_region(make_context: MakeContext) -> None:
    view = make_context(_conjunction(2)).original
    assert choose_regions(view, 1) == []


def test_the_heaviest_blocks_come_first(make_context: MakeContext) -> None:
    view = make_context(_conjunction(11)).original
    regions = choose_regions(view, 1)
    texts = [view.text.slice(region.start, region.end) for region in regions]
    assert texts[0].count("have b") == 33
    assert texts[1].count("have a") == 11
    starts = [step.node.start for step in tactic_steps(view.value)]
    assert any(regions[0].start <= start < regions[0].end for start in starts)


def test_regions_do_not_overlap(make_context: MakeContext) -> None:
    regions = sorted(
        choose_regions(make_context(_conjunction(11)).original, 2), key=lambda one: one.start
    )
    assert all(a.end <= b.start for a, b in pairwise(regions))


def test_the_last_look_takes_in_everything(make_context: MakeContext) -> None:
    assert choose_regions(make_context(_conjunction(11)).original, 3) == []


def test_the_sketch_has_a_step_for_each_tactic(make_context: MakeContext) -> None:
    context = make_context(_conjunction(1))
    text = render(context.problem.name, context.problem.statement, context.original)
    steps = [line.strip() for line in text.splitlines() if line.strip().startswith("- ")]
    assert steps[0] == "- `constructor`"
    assert len(steps) == sum(not s.is_combinator for s in tactic_steps(context.original.value))
