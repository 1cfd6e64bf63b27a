"""Sessions go into a file and come out of it; what is no such file is refused in one sentence."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.history.archives import export_sessions, import_sessions
from flows.history.finding import find_files
from storage.database import Database
from storage.repository import Repository
from tools.errors import UserInputError
from tools.lean.source import Source


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    database = Database(tmp_path / "here" / "burnish.db")
    repository = Repository(database)
    repository.start_session("request", "chat", "A.lean", {"files": []})
    yield repository
    database.close()


def test_there_and_back(repository: Repository, tmp_path: Path) -> None:
    (session,) = [one.record.id for one in repository.overview.sessions()]
    path = export_sessions(repository, [session], tmp_path / "one.burnish.gz")
    again = export_sessions(repository, [session], tmp_path / "two.burnish.gz")
    assert path.read_bytes() == again.read_bytes()
    with pytest.raises(UserInputError, match="exists already"):
        export_sessions(repository, [session], path)
    elsewhere = Database(tmp_path / "there" / "burnish.db")
    try:
        there = Repository(elsewhere)
        assert import_sessions(there, path, trusted=True).sessions == (session,)
        moved = there.session(session)
        # Nobody works on it there.
        assert moved is not None
        assert moved.state == "stopped"
    finally:
        elsewhere.close()
    assert list(tmp_path.glob(".*")) == []


def test_a_strangers_session_goes_on_only_where_lean_is_confined(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = {"path": "/gone/A.lean", "digest": Source("theorem").digest, "names": [], "lean": "l"}
    repository.sources.store("theorem")
    session = repository.start_session("other", "optimize", "A.lean", {"files": [file]}).id
    path = export_sessions(repository, [session], tmp_path / "one.burnish.gz")
    monkeypatch.setenv("BURNISH_SANDBOX", "off")
    elsewhere = Database(tmp_path / "there" / "burnish.db")
    try:
        there = Repository(elsewhere)
        import_sessions(there, path, trusted=False)
        record = there.session(session)
        assert record is not None
        with pytest.raises(UserInputError, match="not confined"):
            find_files(there, record, None, "embedded", lambda _: None)
        own = repository.session(session)
        assert own is not None
        assert find_files(repository, own, None, "embedded", lambda _: None).files
    finally:
        elsewhere.close()


def test_what_cannot_be_written(repository: Repository, tmp_path: Path) -> None:
    (session,) = [one.record.id for one in repository.overview.sessions()]
    with pytest.raises(UserInputError, match="cannot be written"):
        export_sessions(repository, [session], tmp_path / "no" / "folder.burnish.gz")
    with pytest.raises(UserInputError, match="no session gone"):
        export_sessions(repository, ["gone"], tmp_path / "x.burnish.gz")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no gzip",
        gzip.compress(b"{", mtime=0),
        gzip.compress(b"[" * 200_000, mtime=0),
        gzip.compress(b"[]", mtime=0),
        gzip.compress(json.dumps({"format": "burnish sessions", "version": 9}).encode(), mtime=0),
        gzip.compress(b"{}", mtime=0)[:-6],
    ],
)
def test_what_is_no_archive(content: bytes, repository: Repository, tmp_path: Path) -> None:
    path = tmp_path / "x.burnish.gz"
    path.write_bytes(content)
    with pytest.raises(UserInputError, match="archive"):
        import_sessions(repository, path, trusted=False)
    with pytest.raises(UserInputError, match="cannot be read"):
        import_sessions(repository, tmp_path / "gone", trusted=False)
