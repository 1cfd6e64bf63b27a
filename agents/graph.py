"""The topology of the machine: which node follows which."""

from __future__ import annotations

from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from agents import critic, rewriter, routing, sketcher, structurer, verifier
from agents.runtime import RunContext
from agents.state import State

Machine = CompiledStateGraph[State, RunContext, State, State]


def build_graph(checkpointer: BaseCheckpointSaver[Any] | None = None) -> Machine:
    """The compiled machine. It holds no state of its own; threads may share it."""
    graph = StateGraph(State, context_schema=RunContext)
    graph.add_node("sketcher", sketcher.sketch)
    graph.add_node("structurer", structurer.structure)
    graph.add_node("rewriter", rewriter.rewrite)
    graph.add_node("verifier", verifier.verify)
    graph.add_node("critic", critic.criticise)
    graph.add_edge(START, "sketcher")
    graph.add_conditional_edges(
        "sketcher",
        routing.after_sketcher,
        {"structurer": "structurer", "verifier": "verifier"},
    )
    graph.add_edge("structurer", "rewriter")
    graph.add_edge("rewriter", "verifier")
    graph.add_edge("verifier", "critic")
    graph.add_conditional_edges(
        "critic",
        routing.after_critic,
        {"rewriter": "rewriter", "structurer": "structurer", "stop": END},
    )
    return graph.compile(checkpointer=checkpointer)
