"""The machine's topology is the one that the documentation draws."""

from __future__ import annotations

import json

from agents.graph import build_graph
from agents.state import initial_state


def test_topology() -> None:
    drawn = build_graph().get_graph()
    assert set(drawn.nodes) == {
        "__start__",
        "sketcher",
        "structurer",
        "rewriter",
        "verifier",
        "critic",
        "__end__",
    }
    edges = {(edge.source, edge.target, edge.conditional) for edge in drawn.edges}
    assert edges == {
        ("__start__", "sketcher", False),
        ("sketcher", "structurer", True),
        ("sketcher", "verifier", True),
        ("structurer", "rewriter", False),
        ("rewriter", "verifier", False),
        ("verifier", "critic", False),
        ("critic", "rewriter", True),
        ("critic", "structurer", True),
        ("critic", "__end__", True),
    }


def test_the_state_is_plain_json() -> None:
    state = initial_state("brisk-lemma-0001", "p", [-3.0])
    assert json.loads(json.dumps(state)) == state
