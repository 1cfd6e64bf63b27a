"""Keeps the graph's checkpoints in the same file as everything else.

The tables `checkpoints` and `writes` are LangGraph's own; it creates and reads them.
"""

from __future__ import annotations

from langgraph.checkpoint.sqlite import SqliteSaver

from storage.database import Database


def checkpointer(database: Database) -> SqliteSaver:
    """A checkpoint saver on `database`, usable from any thread until the database is closed.

    It has a connection of its own, which it guards with its own lock.
    """
    saver = SqliteSaver(database.dedicated_connection())
    saver.setup()
    return saver
