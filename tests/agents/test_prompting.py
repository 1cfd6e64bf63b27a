"""Every template renders with exactly what its node supplies, and with nothing less."""

from __future__ import annotations

import jinja2
import pytest

from agents import prompting

_TEMPLATE = "sketcher/sketch.md.j2"


def test_sketch_with_steps() -> None:
    steps = [{"depth": 0, "text": "intro h"}, {"depth": 1, "text": "exact h.symm"}]
    text = prompting.render(
        _TEMPLATE, name="swap", statement="theorem swap : a = b → b = a", steps=steps
    )
    assert text == (
        "# swap\n\nWhat is claimed:\n\n```lean\ntheorem swap : a = b → b = a\n```\n\n"
        "How it is proved, step by step:\n\n- `intro h`\n  - `exact h.symm`\n"
    )


def test_sketch_without_tactics() -> None:
    text = prompting.render(_TEMPLATE, name="t", statement="theorem t : True", steps=[])
    assert text.endswith("It is proved by a term, without tactics.\n")


def test_a_missing_variable_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        prompting.render(_TEMPLATE, name="t", statement="theorem t : True")


def test_the_digest_is_that_of_the_text() -> None:
    assert len(prompting.digest(_TEMPLATE)) == 64
