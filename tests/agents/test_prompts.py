"""Every prompt file is used, and every template renders with exactly what its node supplies."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import jinja2
import pytest
from jinja2 import meta

from agents import scaffold
from agents.channels import Channels
from agents.material import Aim, Material
from agents.prompting import Prompts
from agents.scaffold import Budget, Rendered
from tools.lean.structure.context import Entry, estimated_tokens
from tools.metrics import METRICS

PROMPTS = Prompts()
Write = Callable[[Material, Channels, Budget, Prompts], Rendered]
WRITERS: dict[str, Write] = {
    "rewriter/rewrite.md.j2": scaffold.rewriter_prompt,
    "rewriter/fill.md.j2": scaffold.fill_prompt,
    "rewriter/repair.md.j2": scaffold.repair_prompt,
    "structurer/request.md.j2": scaffold.structurer_prompt,
    "sketcher/request.md.j2": scaffold.sketcher_prompt,
    "critic/request.md.j2": scaffold.critic_prompt,
    "chat/turn.md.j2": scaffold.chat_prompt,
}
RENDERED_BY_HAND = {"sketcher/sketch.md.j2"}
"""Rendered without a model; tests/agents/test_prompting.py has it."""
ROOM = Budget(100_000, 1_000, estimated_tokens)
PROOF = "theorem swap (h : p ∧ q) : q ∧ p := by\n  exact ⟨h.2, h.1⟩"
FULL = Material(
    name="A.swap",
    statement="theorem swap (h : p ∧ q) : q ∧ p ",
    proof=PROOF,
    aims=(Aim("length", "Fewer tactics.", -1), Aim("my_metric", "Mine is better.", None)),
    objective="length+my_metric",
    header="import Init",
    context=(
        Entry("A.both", "def", "def both", "def both := 1", 1, True),
        Entry("Init.one", "theorem", "theorem Init.one", None, 1, False),
    ),
    states=PROOF + "\n  -- no goals",
    sketch="Claim: they swap.\n1. Swap them.",
    notes=("try a term",),
    diagnostics=("line 2: unsolved goals",),
    symbolic="theorem swap by_search",
    skeleton="theorem swap with_hole",
    miss="theorem swap nearly",
    original="theorem swap originally",
    instruction="do it backwards",
)
BARE = Material("A.swap", FULL.statement, PROOF, (Aim("length", "Fewer tactics."),))


def text(rendered: Rendered) -> str:
    return "\n".join(one.content for one in rendered.prompt.messages)


@pytest.mark.parametrize("template", WRITERS)
def test_every_template_renders_with_all_there_is(template: str) -> None:
    told = text(WRITERS[template](FULL, Channels(), ROOM, PROMPTS))
    assert FULL.name in told
    assert "-- no goals" in told
    assert "def both := 1" in told
    assert "theorem Init.one" in told
    assert not re.search(r"\n\n\n|\{\{|\{%|[ \t]\n", told)


@pytest.mark.parametrize("template", WRITERS)
def test_every_template_renders_with_the_least_there_is(template: str) -> None:
    closed = Channels().without(",".join(Channels().names))
    rendered = WRITERS[template](BARE, closed, ROOM, PROMPTS)
    assert PROOF in text(rendered)
    assert rendered.channels_used == rendered.cut == ()
    assert not re.search(r"\n\n\n|\{\{|\{%|[ \t]\n", text(rendered))


@pytest.mark.parametrize("template", WRITERS)
@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_has_its_prompts(template: str, metric: str) -> None:
    material = replace(FULL, aims=(Aim(metric, "unused", 1.5),), objective="")
    told = text(WRITERS[template](material, Channels(), ROOM, PROMPTS))
    assert "unused" not in told
    if not template.startswith("sketcher/"):
        assert (PROMPTS.text(f"metrics/{metric}.md") or "?") in told
        assert f"**{metric}**" in told


@pytest.mark.parametrize(
    ("template", "parts"),
    [
        ("rewriter/rewrite.md.j2", ("by_search", "try a term", "unsolved goals", "<proof>")),
        ("rewriter/fill.md.j2", ("with_hole", "try a term", "unsolved goals", "<proof>")),
        ("rewriter/repair.md.j2", ("nearly", "unsolved goals", "<proof>")),
        ("structurer/request.md.j2", ("try a term", "unsolved goals", "<skeleton>")),
        ("sketcher/request.md.j2", ("<sketch>", "Claim:")),
        ("critic/request.md.j2", ("originally", "unsolved goals", '"veto"')),
        ("chat/turn.md.j2", ("do it backwards", "try a term", "unsolved goals", "<command>")),
    ],
)
def test_each_prompt_says_what_its_reader_needs(template: str, parts: tuple[str, ...]) -> None:
    told = text(WRITERS[template](FULL, Channels(), ROOM, PROMPTS))
    assert [part for part in parts if part not in told] == []


def test_a_metric_of_the_users_own_is_described_in_its_own_words() -> None:
    told = text(scaffold.rewriter_prompt(FULL, Channels(), ROOM, PROMPTS))
    assert "**my_metric**: Mine is better." in told
    assert "`length+my_metric`" in told


def test_no_file_is_left_over() -> None:
    environment = jinja2.Environment()
    reached = {*WRITERS, *RENDERED_BY_HAND, *(t.split("/")[0] + "/system.md.j2" for t in WRITERS)}
    waiting = list(reached)
    while waiting:
        source = PROMPTS.text(waiting.pop()) or ""
        for name in meta.find_referenced_templates(environment.parse(source)):
            if name is not None and name not in reached:
                reached.add(name)
                waiting.append(name)
    for folder in (*METRICS, "skeleton"):
        reached |= {f"metrics/{folder}.md", *PROMPTS.names(f"examples/{folder}")}
    reached.discard("metrics/skeleton.md")
    folders = (
        "",
        "shared",
        "metrics",
        "sketcher",
        "structurer",
        "rewriter",
        "verifier",
        "critic",
        "chat",
    )
    shipped = {name for folder in folders for name in PROMPTS.names(folder)}
    shipped |= {
        name for folder in (*METRICS, "skeleton") for name in PROMPTS.names(f"examples/{folder}")
    }
    assert shipped == reached
    assert PROMPTS.names("examples") == ()
