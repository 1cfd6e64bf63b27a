"""The informal channel: what the theorem says and does, one step per tactic.

A model writes it in words, once per theorem and model. Without one, or where its answer cannot be
read, the sketch is rendered from the proof's own syntax. It is kept by content.
"""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime

from agents import prompting
from agents.asking import Call, ask
from agents.modelling import Modelling
from agents.runtime import RunContext
from agents.scaffold import sketcher_prompt
from agents.state import State
from agents.telling import Teller
from storage.keys import content_key
from tools.lean.source import Source
from tools.lean.syntax import Syntax
from tools.lean.tactics import tactic_steps
from tools.llm.reading import Unreadable, read_sketch
from tools.rewriting import ProofView

_TEMPLATE = "sketcher/sketch.md.j2"
_SHOWN = 100
"""Characters of a tactic's text that a step shows."""


def sketch(state: State, runtime: Runtime[RunContext]) -> dict[str, Any]:
    """Make sure that the problem's sketch is stored."""
    context = runtime.context
    modelling = context.modelling
    if modelling is not None and modelling.channels.sketch:
        written = _written(state, context, modelling)
        if written:
            return {"sketch": written}
    key = content_key("sketch", prompting.digest(_TEMPLATE), context.problem_id)
    if context.repository.structure(key) is None:
        text = render(context.problem.name, context.problem.statement, context.original)
        context.repository.store_structure(key, "sketch", text)
    return {"sketch": key}


def _written(state: State, context: RunContext, modelling: Modelling) -> str:
    """The storage key of the model's sketch; empty if it wrote none that can be read."""
    teller = Teller(state, context, modelling)
    rendered = teller.render(sketcher_prompt, teller.about(None))
    if rendered is None:
        return ""
    model = modelling.model
    key = content_key(
        "sketch", rendered.prompt.digest, context.problem_id, model.name, model.adapter or ""
    )
    if context.repository.structure(key) is None:
        sampling = modelling.one_answer(context.problem_id, "sketch", 1)
        call = Call("sketcher", "sketch", 0, rendered, sampling)
        (told,) = ask(context, modelling, call, read_sketch)
        if isinstance(told.read, Unreadable):
            return ""
        context.repository.store_structure(key, "sketch", {"written": told.read.text})
    return key


def render(name: str, statement: str, view: ProofView) -> str:
    """The sketch as Markdown."""
    steps = [
        {"depth": step.depth, "text": _first_line(view.text, step.node)}
        for step in tactic_steps(view.value)
        if not step.is_combinator
    ]
    return prompting.render(_TEMPLATE, name=name, statement=statement.strip(), steps=steps)


def _first_line(text: Source, node: Syntax) -> str:
    line, _, rest = text.slice(node.start, node.end).partition("\n")
    shortened = line if len(line) <= _SHOWN else line[: _SHOWN - 2]
    return shortened if shortened == line and not rest else f"{shortened} …"
