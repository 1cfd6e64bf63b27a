"""Graph checkpoints live in the same file, from any thread and beside other writers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypedDict

from langchain_core.runnables import RunnableConfig
from langgraph.graph import END, START, StateGraph

from storage.checkpoints import checkpointer
from storage.database import Database
from storage.repository import Repository


class Count(TypedDict):
    count: int


def run(database: Database, repository: Repository, thread: str) -> dict[str, Any]:
    def step(state: Count) -> Count:
        repository.store_structure(f"{thread} {state['count']}", "probe", state["count"])
        return {"count": state["count"] + 1}

    def route(state: Count) -> str:
        return END if state["count"] >= 10 else "step"

    graph = StateGraph(Count)
    graph.add_node("step", step)
    graph.add_edge(START, "step")
    graph.add_conditional_edges("step", route, ["step", END])
    machine = graph.compile(checkpointer=checkpointer(database))
    config: RunnableConfig = {"configurable": {"thread_id": thread}}
    return machine.invoke({"count": 0}, config, durability="sync")


def test_checkpoints_and_rows_share_the_file(database: Database, repository: Repository) -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda i: run(database, repository, f"t{i}"), range(4)))
    assert results == [{"count": 10}] * 4
    assert database.rows("SELECT count(*) AS n FROM structures") == [{"n": 40}]
    saved = database.rows("SELECT DISTINCT thread_id FROM checkpoints ORDER BY thread_id")
    assert [row["thread_id"] for row in saved] == ["t0", "t1", "t2", "t3"]


def test_a_checkpoint_outlives_the_database_object(
    database: Database, repository: Repository
) -> None:
    run(database, repository, "t")
    database.close()
    reopened = Database(database.path)
    found = checkpointer(reopened).get_tuple({"configurable": {"thread_id": "t"}})
    assert found is not None
    assert found.checkpoint["channel_values"]["count"] == 10
    reopened.close()
