"""Opens the one SQLite file and guards how it is used: pragmas, connections, transactions.

One connection per thread (and per process after a fork); every write runs under `BEGIN
IMMEDIATE`, because a deferred transaction that turns into a writer fails at once with "database
is locked" however long the timeout is. Every SQLite failure leaves here as a `StorageError`.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import sqlite_utils

from storage.migrations import migrate
from tools.errors import StorageError

FILE_NAME = "burnish.db"
HOME_VARIABLE = "BURNISH_HOME"
_FOLDER_NAME = ".burnish"
_BUSY_SECONDS = 60.0


def database_path(root: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """Where the database of `root` lies: in BURNISH_HOME if set, else in `root/.burnish`."""
    home = environment.get(HOME_VARIABLE)
    return (Path(home).expanduser() if home else root / _FOLDER_NAME) / FILE_NAME


class Database:
    """The file at `path`, created and brought to the current schema when it is opened.

    Raises `StorageError` when the file cannot be opened, is no SQLite database, or was made by
    a newer Burnish.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._of_threads: list[weakref.finalize[..., Any]] = []
        self._dedicated: list[sqlite3.Connection] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"{path.parent}: the folder for the database cannot be made "
                f"({error.strerror}); set {HOME_VARIABLE} to a folder that can be written."
            ) from error
        with self._failures():
            migrate(self._mine(), self.transaction)

    @classmethod
    def of(cls, root: Path, environment: Mapping[str, str] = os.environ) -> Database:
        """The database at `database_path(root)`; a folder made in the root is ignored by git."""
        database = cls(database_path(root, environment))
        ignore = database.path.parent / ".gitignore"
        if database.path.parent == root / _FOLDER_NAME and not ignore.exists():
            # The folder lies in the user's project, and is nothing to commit there.
            ignore.write_text("*\n", encoding="utf-8")
        return database

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """All rows of a reading query, at once: an open cursor would pin an old snapshot."""
        with self._failures():
            return list(self._mine().query(sql, parameters))

    @contextmanager
    def transaction(self) -> Iterator[sqlite_utils.Database]:
        """Write all or nothing; waits up to 60 s for other writers. Nested, it is a savepoint."""
        with self._failures():
            connection = self._mine()
            if connection.conn.in_transaction:
                with connection.atomic():
                    yield connection
                return
            connection.conn.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.conn.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the database, whatever others write meanwhile; nobody has to wait.

        Nothing may be written within.
        """
        with self._failures():
            connection = self._mine().conn
            if connection.in_transaction:
                yield
                return
            connection.execute("BEGIN")
            try:
                yield
            finally:
                connection.rollback()

    def dedicated_connection(self) -> sqlite3.Connection:
        """A connection for a library that does its own locking and commits; closed with this.

        Implicit transactions on it begin as `BEGIN IMMEDIATE` too.
        """
        with self._failures():
            connection = self._connect(isolation_level="IMMEDIATE")
        with self._lock:
            self._dedicated.append(connection)
        return connection

    def compact(self) -> int:
        """Give the space of what was deleted back to the system; how many bytes that were.

        Waits for other processes as a write does.
        """
        with self._failures():
            connection = self._mine().conn
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            before = self._size()
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before - self._size()

    def _size(self) -> int:
        log = self.path.with_name(f"{self.path.name}-wal")
        return sum(path.stat().st_size for path in (self.path, log) if path.exists())

    def close(self) -> None:
        """Close the connections of all threads; the object can be used again afterwards."""
        with self._lock:
            of_threads, self._of_threads = self._of_threads, []
            dedicated, self._dedicated = self._dedicated, []
            self._local = threading.local()
        for close in of_threads:
            close()
        for connection in dedicated:
            connection.close()

    def _mine(self) -> sqlite_utils.Database:
        """This thread's connection; a forked child must not touch its parent's."""
        if getattr(self._local, "process", None) != os.getpid():
            connection = self._connect(isolation_level=None)
            mine = sqlite_utils.Database(connection, execute_plugins=False)
            # Threads come and go: a connection is closed when its thread is gone, or by `close`.
            closer = weakref.finalize(mine, connection.close)
            with self._lock:
                self._of_threads = [one for one in self._of_threads if one.alive]
                self._of_threads.append(closer)
            self._local.database = mine
            self._local.process = os.getpid()
        database: sqlite_utils.Database = self._local.database
        return database

    def _connect(self, isolation_level: Literal["IMMEDIATE"] | None) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path,
            timeout=_BUSY_SECONDS,
            isolation_level=isolation_level,
            check_same_thread=False,
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StorageError(
                f"{self.path}: the database cannot be used ({error}). If it is damaged or not "
                f"Burnish's, move it away, or set {HOME_VARIABLE} to another folder."
            ) from error
