"""The scaffold: what is told, in which order, and what goes first where there is no room."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from pathlib import Path

import pytest

from agents.channels import Channels
from agents.cutting import state_lines
from agents.material import Aim, Material
from agents.prompting import Prompts
from agents.scaffold import (
    Budget,
    PromptTooLong,
    Rendered,
    critic_prompt,
    fill_prompt,
    repair_prompt,
    rewriter_prompt,
    sketcher_prompt,
)
from tools.errors import UserInputError
from tools.lean.structure.context import Entry

PROMPTS = Prompts()
PROOF = "\n".join(
    ["theorem t : goal := by", *(f"  step{number}" for number in range(6)), "  finish"]
)
STATES = "\n".join(
    line if line.startswith("theorem") else f"{line}\n  -- after {line.strip()} ⊢ " + "x" * 40
    for line in PROOF.split("\n")
)
FULL = Material(
    name="N.t",
    statement="theorem t : goal ",
    proof=PROOF,
    aims=(Aim("length", "", -7),),
    context=(
        Entry("near1", "theorem", "theorem near1", "theorem near1 := its_proof", 1, True),
        Entry("near2", "theorem", "theorem near2", None, 1, False),
        Entry("far1", "def", "", "theorem far1", 2, True),
        Entry("far2", "def", "", "theorem far2", 3, True),
    ),
    states=STATES,
    regions=((1, 2),),
    sketch="Claim: it holds.\n1. First thing.\n2. Second thing.\n   And more.",
    notes=("old note", "new note"),
    diagnostics=("first diagnostic", "second diagnostic", "third diagnostic"),
    symbolic="theorem t : goal := found",
    miss="theorem t : goal := missed",
    skeleton="theorem t : goal := holed",
)
ANSWER = 100
LEAST_WORDS = (
    "theorem t : goal",
    "step0",
    "step5",
    "finish",
    "Write a proof of `N.t`",
    "**length**",
)


def letters(text: str) -> int:
    """A token for each character: so a budget is exact."""
    return len(text)


def fits(tokens: int) -> Budget:
    return Budget(tokens + ANSWER, ANSWER, letters)


def text(rendered: Rendered) -> str:
    return "\n".join(one.content for one in rendered.prompt.messages)


ALL = rewriter_prompt(FULL, Channels(), fits(10**6), PROMPTS)


def test_nothing_is_cut_where_there_is_room() -> None:
    assert ALL.cut == ()
    assert ALL.channels_used == Channels().names
    assert rewriter_prompt(FULL, Channels(), fits(ALL.tokens_estimated), PROMPTS) == ALL
    assert rewriter_prompt(FULL, Channels(), fits(ALL.tokens_estimated - 1), PROMPTS).cut == (
        "1 of 3 examples",
    )


def test_what_prompts_share_comes_first() -> None:
    other = replace(
        FULL,
        proof="theorem t : goal := other",
        states="",
        notes=("a third",),
        diagnostics=(),
        symbolic="",
    )
    for write in (rewriter_prompt, fill_prompt, repair_prompt):
        system, user = write(FULL, Channels(), fits(10**6), PROMPTS).prompt.messages
        system2, user2 = write(other, Channels(), fits(10**6), PROMPTS).prompt.messages
        assert (system.role, user.role) == ("system", "user")
        assert system == system2 == ALL.prompt.messages[0]
        shared = user.content.index("# Current proof")
        assert user.content[:shared] == user2.content[:shared]
        assert user.content[:shared] == ALL.prompt.messages[1].content[:shared]
        assert "far2" in user.content[:shared]
        assert "Second thing" in user.content[:shared]
        assert user.content.rindex("\n# ") == user.content.index("\n# Task")


MARKS = [
    # What goes, in this order, and how the prompt says it is there.
    "BAD, do not do this",
    "a detour is left out",
    "all steps in one term",
    "theorem far2",
    "theorem far1",
    "third diagnostic",
    "second diagnostic",
    "old note",
    "new note",
    "Second thing",
    "First thing",
    "after finish",
    "after step5",
    "after step4",
    "after step3",
    "after step2",
    "after step0",  # in the region, and as far as the next one: the longest, then the last
    "after step1",
    "theorem near2",
    "theorem near1",
    "goal := found",
    "Claim: it holds.",
    "first diagnostic",
]


def test_the_order_of_cutting() -> None:
    gone: list[str] = []
    room = ALL.tokens_estimated
    while True:
        try:
            rendered = rewriter_prompt(FULL, Channels(), fits(room), PROMPTS)
        except PromptTooLong:
            break
        assert rendered.tokens_estimated <= room
        told = text(rendered)
        gone += [mark for mark in MARKS if mark not in told and mark not in gone]
        assert [word for word in LEAST_WORDS if word not in told] == []
        room = rendered.tokens_estimated - 1
    expected = [*MARKS]
    at = expected.index("after step0")
    expected[at : at + 2] = sorted(expected[at : at + 2], key=gone.index)
    assert gone == expected


def test_what_is_cut_is_told() -> None:
    least = _least()
    rendered = rewriter_prompt(FULL, Channels(), fits(least), PROMPTS)
    assert rendered.cut == (
        "3 of 3 examples",
        "2 of 2 far declarations",
        "2 of 2 further diagnostics",
        "2 of 2 notes",
        "2 of 2 steps of the sketch",
        "7 of 7 goal states",
        "2 of 2 declarations",
        "the proof found by a search",
        "the claim in words",
        "the first diagnostic",
    )
    assert rendered.channels_used == ()
    assert rendered.tokens_estimated == least


def _least() -> int:
    """Tokens of the prompt of which nothing more can be cut."""
    with pytest.raises(PromptTooLong) as error:
        rewriter_prompt(FULL, Channels(), fits(1), PROMPTS)
    return error.value.tokens


def test_what_does_not_fit_at_all() -> None:
    with pytest.raises(
        PromptTooLong, match=r"N\.t is too long for the model.* room for \d"
    ) as error:
        rewriter_prompt(FULL, Channels(), fits(_least() - 1), PROMPTS)
    again = pickle.loads(pickle.dumps(error.value))
    assert (again.tokens, again.room, str(again)) == (
        error.value.tokens,
        error.value.room,
        str(error.value),
    )


def test_the_digest_is_of_what_was_used() -> None:
    without = rewriter_prompt(FULL, Channels(examples=False), fits(10**6), PROMPTS)
    assert without.template_digest != ALL.template_digest
    cut = rewriter_prompt(FULL, Channels(), fits(_least()), PROMPTS)
    assert cut.template_digest == without.template_digest
    other = replace(FULL, aims=(Aim("depth", "", None),))
    assert rewriter_prompt(other, Channels(), fits(10**6), PROMPTS).template_digest != (
        ALL.template_digest
    )


@pytest.mark.parametrize(
    ("channel", "mark"),
    [
        ("context", "theorem near1"),
        ("states", "after step1"),
        ("sketch", "First thing"),
        ("examples", "all steps in one term"),
        ("notes", "new note"),
        ("diagnostics", "first diagnostic"),
    ],
)
def test_each_channel_has_its_own_switch(channel: str, mark: str) -> None:
    rendered = rewriter_prompt(FULL, Channels().without(channel), fits(10**6), PROMPTS)
    assert mark in text(ALL)
    assert mark not in text(rendered)
    assert rendered.channels_used == tuple(n for n in Channels().names if n != channel)


def test_a_theorem_of_the_context_is_told_without_its_proof() -> None:
    assert "its_proof" not in text(ALL)


def test_the_documentation_names_each_channel() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "model.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z]+)` \|", page, re.MULTILINE) == list(Channels().names)


def test_channels_are_left_out_by_name() -> None:
    assert Channels().without(" context, states,").names == (
        "sketch",
        "examples",
        "notes",
        "diagnostics",
    )
    assert Channels().without("") == Channels()
    with pytest.raises(UserInputError, match=r"no channel contxt .*There are context, states"):
        Channels().without("states,contxt")


def test_the_sketch_rests_on_no_metric() -> None:
    other = replace(FULL, aims=(Aim("depth", "", -3),), notes=(), diagnostics=(), symbolic="")
    assert sketcher_prompt(FULL, Channels(), fits(10**6), PROMPTS) == sketcher_prompt(
        other, Channels(), fits(10**6), PROMPTS
    )


def test_a_critic_without_a_new_proof_is_told_so() -> None:
    assert "no new proof to veto" in text(critic_prompt(FULL, Channels(), fits(10**6), PROMPTS))


def test_a_long_remark_is_shortened() -> None:
    long = replace(FULL, diagnostics=("d" * 5_000,), notes=("n" * 5_000,))
    told = text(rewriter_prompt(long, Channels(), fits(10**6), PROMPTS))
    assert "d" * 1_200 + " …" in told
    assert "n" * 1_201 not in told


def test_states_that_are_of_another_proof_are_not_shown() -> None:
    other = replace(FULL, states="theorem u : goal := by\n  -- ⊢ goal\n  finish")
    rendered = rewriter_prompt(other, Channels(), fits(10**6), PROMPTS)
    assert "states" not in rendered.channels_used
    assert "⊢ goal" not in text(rendered)


def test_the_comments_of_a_proof_itself_are_no_states() -> None:
    proof = "theorem t : p := by\n  -- as always\n  finish"
    states = "theorem t : p := by\n  -- as always\n  -- ⊢ p\n  finish\n  -- no goals"
    found = state_lines(proof, states, ())
    assert [(one.line, one.comments) for one in found] == [
        ("theorem t : p := by", ()),
        ("  -- as always", ("  -- ⊢ p",)),
        ("  finish", ("  -- no goals",)),
    ]
    assert state_lines(proof, states + "\n  more", ()) == ()
    assert state_lines(proof, proof, ()) == tuple(replace(one, comments=()) for one in found)
