"""The topology of a chat: it listens, acts, and listens again. It has no end; people leave it."""

from __future__ import annotations

from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from agents.chat.context import ChatContext
from agents.chat.state import ChatState
from agents.chat.turns import act, listen

ChatMachine = CompiledStateGraph[ChatState, ChatContext, ChatState, ChatState]


def build_chat(checkpointer: BaseCheckpointSaver[Any]) -> ChatMachine:
    """The compiled chat; its threads are sessions."""
    graph = StateGraph(ChatState, context_schema=ChatContext)
    graph.add_node("listen", listen)
    graph.add_node("act", act)
    graph.add_edge(START, "listen")
    graph.add_edge("listen", "act")
    graph.add_edge("act", "listen")
    return graph.compile(checkpointer=checkpointer)
