"""The file: where it lies, how it fails, and what survives threads, processes and kill -9."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.database import Database
from storage.keys import content_key
from storage.records import AttemptRecord, ProblemRecord, VerdictRecord
from storage.repository import Repository
from tools.errors import StorageError

WRITER = """
import sys
from pathlib import Path
from storage.database import Database
from storage.records import AttemptRecord, ProblemRecord, VerdictRecord
from storage.repository import Repository

path, writer, batches, size = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
repository = Repository(Database(path))
problem = repository.upsert_problem(ProblemRecord("n", "f", "c", "s", "o", "l"))
session = repository.start_session(f"request {writer}", "optimize", "f", {}).id
for batch in range(batches):
    names = [f"{writer}-{batch}-{i}" for i in range(size)]
    with repository.transaction():
        repository.record_verdicts([VerdictRecord(name, "verified", "screen") for name in names])
        repository.record_attempts(
            [AttemptRecord(problem, session, batch, "symbolic", n, verdict_key=n) for n in names]
        )
        repository.record_scores("length", dict.fromkeys(names, -1.0))
    print(batch, flush=True)
"""


def start_writer(path: Path, writer: str, batches: int, size: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), writer, str(batches), str(size)],
        stdout=subprocess.PIPE,
        text=True,
    )


def counts(database: Database) -> tuple[int, int, int]:
    row = database.rows(
        """SELECT (SELECT count(*) FROM attempts) AS attempts,
                  (SELECT count(*) FROM verdicts) AS verdicts,
                  (SELECT count(*) FROM scores) AS scores"""
    )[0]
    return row["attempts"], row["verdicts"], row["scores"]


def test_it_lies_in_a_folder_of_the_root_that_git_ignores(tmp_path: Path) -> None:
    database = Database.of(tmp_path, environment={})
    assert database.path == tmp_path / ".burnish" / "burnish.db"
    assert database.path.exists()
    assert (tmp_path / ".burnish" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    database.close()


def test_the_environment_moves_it(tmp_path: Path) -> None:
    home = tmp_path / "elsewhere"
    database = Database.of(tmp_path, environment={"BURNISH_HOME": str(home)})
    assert database.path == home / "burnish.db"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["elsewhere"]
    database.close()


def test_pragmas_hold_on_every_connection(database: Database) -> None:
    def pragmas() -> list[object]:
        names = ("journal_mode", "foreign_keys", "synchronous")
        return [next(iter(database.rows(f"PRAGMA {name}")[0].values())) for name in names]

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(pragmas).result() == pragmas() == ["wal", 1, 1]


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "burnish.db"
    path.write_bytes(b"theorem of_course : True := trivial\n" * 50)
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"burnish\.db: the database cannot be used .*BURNISH_H"):
        Database(path)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"file/home: the folder .* cannot be made"):
        Database.of(tmp_path, environment={"BURNISH_HOME": str(tmp_path / "file" / "home")})


def test_a_failing_transaction_leaves_nothing(database: Database, repository: Repository) -> None:
    def interrupted() -> None:
        with repository.transaction():
            repository.upsert_problem(ProblemRecord("n", "f", "c", "s", "o", "l"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert database.rows("SELECT * FROM problems") == []


def test_a_failing_inner_transaction_leaves_the_outer(
    database: Database, repository: Repository
) -> None:
    kept = ProblemRecord("kept", "f", "c", "s", "o", "l")

    def failing() -> None:
        with repository.transaction():
            repository.upsert_problem(ProblemRecord("lost", "f", "c", "s2", "o", "l"))
            repository.record_attempts([AttemptRecord(kept.id, "nobody", 0, "symbolic", "rfl")])

    with repository.transaction():
        repository.upsert_problem(kept)
        with pytest.raises(StorageError, match="FOREIGN KEY"):
            failing()
    assert [row["name"] for row in database.rows("SELECT name FROM problems")] == ["kept"]


def test_threads_write_together(database: Database, repository: Repository) -> None:
    def write(thread: int) -> None:
        for i in range(25):
            repository.store_structure(content_key(f"{thread} {i}"), "probe", [thread, i])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert database.rows("SELECT count(*) AS n FROM structures") == [{"n": 200}]
    assert repository.structure(content_key("3 7")) == [3, 7]


def test_it_can_be_used_again_after_close(database: Database, repository: Repository) -> None:
    repository.store_structure("k", "probe", {"a": 1})
    database.close()
    assert repository.structure("k") == {"a": 1}


def test_a_forked_child_has_a_connection_of_its_own(
    database: Database, repository: Repository
) -> None:
    repository.store_structure("parent", "probe", 1)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with repository.transaction():
                repository.store_structure("child", "probe", 2)
            status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert repository.structure("child") == 2


def test_six_processes_that_start_together_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "burnish.db"
    writers = [start_writer(path, str(i), batches=100, size=5) for i in range(6)]
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0] * 6
    database = Database(path)
    assert counts(database) == (3000, 3000, 3000)
    assert len(database.rows("SELECT * FROM sessions")) == 6
    database.close()


def test_kill_9_leaves_whole_batches_and_a_usable_file(tmp_path: Path) -> None:
    path = tmp_path / "burnish.db"
    writer = start_writer(path, "victim", batches=1_000_000, size=7)
    assert writer.stdout is not None
    reported = 0
    with writer:
        for line in writer.stdout:
            reported = int(line) + 1
            if reported == 30:
                writer.send_signal(signal.SIGKILL)
    assert writer.returncode == -signal.SIGKILL
    database = Database(path)
    assert database.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    attempts, verdicts, scores = counts(database)
    assert attempts == verdicts == scores
    assert attempts % 7 == 0
    assert attempts // 7 >= reported
    Repository(database).record_verdicts([VerdictRecord("after", "rejected", "screen")])
    database.close()


def test_rows_of_a_malformed_query_are_a_storage_error(database: Database) -> None:
    with pytest.raises(StorageError, match="no such table") as caught:
        database.rows("SELECT * FROM nonsense")
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
