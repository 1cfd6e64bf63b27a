"""Proposing and combining, over all examples: whatever is proposed parses and leaves the statement
alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.lean.analysis import Analysis, analyse
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.rewriting import Candidate, ProofView, Region, combine, propose
from tools.rewriting.edits import overlap
from tools.rewriting.view import view_of

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.lean"))
PORTFOLIO = ("rfl", "simp_all", "simp", "omega", "grind", "assumption", "decide", "simp [*]")
_QUICK = ("Data", "Equality", "Parity")
_PARSE_ONLY = ("trace.Elab.command=true", "maxHeartbeats=1", "maxErrors=0", "Elab.async=false")
_NOT_PARSED = ("unexpected", "expected", "unterminated", "missing end of")


@pytest.fixture(scope="session")
def analyses(lean: Lean) -> dict[str, Analysis]:
    found = {}
    for path in EXAMPLES:
        analysis, run = analyse(lean, Source(path.read_text(encoding="utf-8")))
        assert run.complete
        found[path.stem] = analysis
    return found


def _views(analysis: Analysis) -> list[ProofView]:
    return [
        view_of(analysis.source, declaration)
        for declaration in analysis.declarations
        if declaration.is_theorem
    ]


def _unparsed(lean: Lean, candidates: list[Candidate]) -> list[str]:
    """Errors of the parser on some declarations, each in a file of its own shape but one run.

    Elaboration is stopped at once: what is asked here is only whether Lean can read the text.
    """
    text = "".join(f"{candidate.declaration}\n\n" for candidate in candidates)
    run = lean.run(text, _PARSE_ONLY)
    assert run.complete
    return [m.text for m in run.messages if m.text.startswith(_NOT_PARSED)]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(path.stem, marks=[] if path.stem in _QUICK else pytest.mark.long)
        for path in EXAMPLES
    ],
)
def test_every_proposal_parses_and_keeps_the_statement(
    name: str, analyses: dict[str, Analysis], lean: Lean
) -> None:
    every: list[Candidate] = []
    for view in _views(analyses[name]):
        proposed = propose(view, portfolio=PORTFOLIO, limit=400)
        head = view.text.slice(0, view.value.start)
        assert all(candidate.declaration.startswith(head) for candidate in proposed)
        assert len({candidate.declaration for candidate in proposed}) == len(proposed)
        assert all(candidate.declaration != view.text.text for candidate in proposed)
        assert all(edit.start >= view.value.start for c in proposed for edit in c.edits)
        every += proposed
    assert _unparsed(lean, every) == []


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_combinations_never_overlap_and_parse(
    data: st.DataObject, analyses: dict[str, Analysis], lean: Lean
) -> None:
    analysis = analyses[data.draw(st.sampled_from(sorted(analyses)))]
    combined: list[Candidate] = []
    for view in _views(analysis):
        proposed = propose(view, portfolio=PORTFOLIO, limit=60)
        if len(proposed) < 2:
            continue
        chosen = data.draw(
            st.lists(st.sampled_from(proposed), min_size=2, max_size=12, unique_by=id)
        )
        head = view.text.slice(0, view.value.start)
        for candidate in combine(view, chosen):
            assert candidate.declaration.startswith(head)
            for index, edit in enumerate(candidate.edits):
                assert not overlap([edit], candidate.edits[index + 1 :])
            combined.append(candidate)
    assert _unparsed(lean, combined) == []


def test_regions_bound_the_changes(analyses: dict[str, Analysis]) -> None:
    view = max(_views(analyses["Logic"]), key=lambda v: len(v.text.data))
    middle = (view.value.start + view.value.end) // 2
    region = Region(middle, view.value.end)
    proposed = propose(view, portfolio=PORTFOLIO, regions=[region], limit=100)
    assert proposed
    assert all(region.holds(edit.start, edit.end) for c in proposed for edit in c.edits)


def test_what_was_tried_is_not_proposed_again(analyses: dict[str, Analysis]) -> None:
    view = _views(analyses["Logic"])[0]
    first = propose(view, portfolio=PORTFOLIO, limit=20)
    tried = {candidate.declaration for candidate in first}
    second = propose(view, portfolio=PORTFOLIO, limit=20, skip=tried)
    assert not tried & {candidate.declaration for candidate in second}


def test_a_tactic_that_this_lean_lacks_is_not_proposed(analyses: dict[str, Analysis]) -> None:
    for view in _views(analyses["Logic"]):
        for candidate in propose(view, portfolio=("rfl",), limit=500):
            new = candidate.declaration.count("omega") + candidate.declaration.count("grind")
            assert new == 0
