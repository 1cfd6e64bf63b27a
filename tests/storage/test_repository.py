"""Each question gets back what was recorded, and recording again changes nothing it should not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.database import Database
from storage.keys import content_key, verdict_key
from storage.records import (
    AttemptRecord,
    ProblemRecord,
    SessionRecord,
    Stage,
    TheoremRecord,
    VerdictKind,
    VerdictRecord,
)
from storage.repository import Repository
from tools.errors import StorageError

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
KINDS: list[VerdictKind] = ["verified", "rejected", "inconclusive"]
STAGES: list[Stage] = ["screen", "final"]


@pytest.fixture
def session(repository: Repository) -> SessionRecord:
    return repository.start_session("request", "optimize", "Logic.lean", {"metric": "length"})


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    """One repository for the examples of a property, which use keys of their own."""
    database = Database(tmp_path_factory.mktemp("shared") / "burnish.db")
    yield Repository(database)
    database.close()


def test_a_problem_is_known_by_its_content(
    repository: Repository, problem: ProblemRecord, database: Database
) -> None:
    moved = ProblemRecord(
        name="and_swap",
        file="Moved.lean",
        context_hash=problem.context_hash,
        statement=problem.statement,
        original=problem.original,
        lean_fingerprint=problem.lean_fingerprint,
    )
    assert repository.upsert_problem(moved) == problem.id
    stored = repository.problem(problem.id)
    assert stored is not None
    assert (stored.file, stored.id) == ("Moved.lean", problem.id)
    assert len(database.rows("SELECT * FROM problems")) == 1
    assert repository.problem("unknown") is None


def test_attempts_come_back_in_order_and_once(
    repository: Repository, problem: ProblemRecord, session: SessionRecord
) -> None:
    def attempt(proof: str, **more: object) -> AttemptRecord:
        return AttemptRecord(problem.id, session.id, 1, "symbolic", proof, **more)  # type: ignore[arg-type]

    first, second = repository.record_attempts(
        [attempt("exact ⟨h.2, h.1⟩", rewrites=("constructor_to_exact",)), attempt("simp_all")]
    )
    again, third = repository.record_attempts(
        [
            attempt("simp_all", verdict_key="k"),
            attempt("tauto", parent_attempt_id=first, model="m", sampling={"temperature": 0.7}),
        ]
    )
    assert again == second
    found = repository.attempts_of(session.id, problem.id)
    assert [one.id for one in found] == [first, second, third]
    assert found[0].rewrites == ("constructor_to_exact",)
    assert found[1].verdict_key == "k"
    assert found[2].parent_attempt_id == first
    assert found[2].sampling == {"temperature": 0.7}
    assert all(one.created_at for one in found)


def test_an_attempt_needs_its_session(repository: Repository, problem: ProblemRecord) -> None:
    with pytest.raises(StorageError, match="FOREIGN KEY"):
        repository.record_attempts([AttemptRecord(problem.id, "nobody", 0, "symbolic", "rfl")])


def test_verdicts_come_back_by_key(repository: Repository) -> None:
    key = verdict_key("lean", "context", "statement", "proof")
    verdict = VerdictRecord(
        key,
        "rejected",
        "screen",
        reason="error",
        diagnostics=({"line": 1, "text": "unsolved goals ⊢ p ∧ q"},),
        axioms=("propext",),
        seconds=0.25,
    )
    repository.record_verdicts([verdict])
    found = repository.verdicts_for([key, "unknown"])
    assert list(found) == [key]
    assert found[key].diagnostics == verdict.diagnostics
    assert found[key].axioms == ("propext",)
    assert (found[key].kind, found[key].reason, found[key].seconds) == ("rejected", "error", 0.25)
    assert repository.verdicts_for([]) == {}


def test_many_keys_at_once(repository: Repository) -> None:
    keys = [content_key(str(i)) for i in range(40_000)]
    repository.record_verdicts([VerdictRecord(key, "verified", "screen") for key in keys[::2]])
    assert list(repository.verdicts_for(keys)) != []
    assert set(repository.verdicts_for(keys)) == set(keys[::2])


@settings(max_examples=60, deadline=None)
@given(
    st.integers(),
    st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(STAGES)), min_size=1, max_size=6),
)
def test_the_verdict_that_stands(
    shared: Repository, salt: int, told: list[tuple[VerdictKind, Stage]]
) -> None:
    key = content_key(str(salt), repr(told))
    standing: tuple[VerdictKind, Stage, str] | None = None
    for place, (kind, stage) in enumerate(told):
        shared.record_verdicts([VerdictRecord(key, kind, stage, reason=str(place))])
        replaced = (
            standing is None
            or (standing[1], stage) == ("screen", "final")
            or (standing[0] == "inconclusive" and standing[1] == stage)
        )
        if replaced:
            standing = kind, stage, str(place)
        found = shared.verdicts_for([key])[key]
        assert (found.kind, found.stage, found.reason) == standing


def test_scores_need_a_verdict_and_are_renewed(repository: Repository) -> None:
    with pytest.raises(StorageError, match="FOREIGN KEY"):
        repository.record_scores("length", {"k": -3.0})
    repository.record_verdicts([VerdictRecord("k", "verified", "final")])
    repository.record_scores("length", {"k": -3.0})
    repository.record_scores("length", {"k": -2.0})
    repository.record_scores("tokens", {"k": -9.0})
    assert repository.scores_for("length", ["k", "unknown"]) == {"k": -2.0}


@settings(max_examples=60, deadline=None)
@given(st.text(), JSON.filter(lambda value: value is not None))
def test_a_structure_comes_back_as_it_was(shared: Repository, salt: str, value: object) -> None:
    key = content_key(salt, repr(value))
    shared.store_structure(key, "file", value)
    assert shared.structure(key) == value


def test_an_unknown_structure_is_none_and_a_damaged_one_an_error(
    repository: Repository, database: Database
) -> None:
    assert repository.structure("k") is None
    repository.store_structure("k", "file", {"goals": ["⊢ p"]})
    with database.transaction() as db:
        db.conn.execute("UPDATE structures SET value = x'00'")
    with pytest.raises(StorageError, match="structure k cannot be read"):
        repository.structure("k")


def test_a_request_resumes_its_unfinished_session(repository: Repository) -> None:
    assert repository.session_for_request("request") is None
    first = repository.start_session("request", "optimize", "A.lean", {"rounds": 3})
    assert (first.state, first.settings) == ("running", {"rounds": 3})
    repository.set_session_state(first.id, "stopped")
    resumed = repository.start_session("request", "optimize", "A.lean", {"rounds": 3})
    assert (resumed.id, resumed.state) == (first.id, "running")
    repository.set_session_state(first.id, "finished")
    found = repository.session_for_request("request")
    assert found is not None
    assert (found.id, found.state) == (first.id, "finished")
    second = repository.start_session("request", "optimize", "A.lean", {"rounds": 3})
    assert second.id != first.id
    latest = repository.session_for_request("request")
    assert latest is not None
    assert latest.id == second.id


def test_the_clock_is_the_callers(database: Database) -> None:
    times = iter(["2026-01-01T00:00:00.000+00:00", "2026-01-02T00:00:00.000+00:00"])
    repository = Repository(database, now=lambda: next(times))
    session = repository.start_session("request", "optimize", "A.lean", {})
    repository.set_session_state(session.id, "finished")
    found = repository.session(session.id)
    assert found is not None
    assert (found.created_at[:10], found.updated_at[:10]) == ("2026-01-01", "2026-01-02")


def test_a_session_that_does_not_exist_is_named(repository: Repository) -> None:
    with pytest.raises(StorageError, match="there is no session brisk-lemma-0000"):
        repository.set_session_state("brisk-lemma-0000", "finished")


def test_theorem_results_are_renewed_and_ordered(
    repository: Repository, problem: ProblemRecord, session: SessionRecord
) -> None:
    assert repository.theorem_result(session.id, "b") is None
    repository.save_theorem_result(TheoremRecord(session.id, "b", None, 1, "pending"))
    repository.save_theorem_result(TheoremRecord(session.id, "a", problem.id, 2, "running"))
    done = TheoremRecord(session.id, "b", problem.id, 1, "finished", {"after": -1, "proof": "⟨⟩"})
    repository.save_theorem_result(done)
    assert repository.theorem_result(session.id, "b") == done
    assert [one.theorem for one in repository.theorems_of(session.id)] == ["b", "a"]


def test_events_keep_their_order(repository: Repository, session: SessionRecord) -> None:
    for round_number in range(3):
        repository.record_event(session.id, "round", {"round": round_number})
    assert [one.data["round"] for one in repository.events_of(session.id)] == [0, 1, 2]
    assert repository.events_of("nobody") == []


@given(st.lists(st.text(), max_size=5), st.lists(st.text(), max_size=5))
def test_content_keys_tell_sequences_apart(left: list[str], right: list[str]) -> None:
    assert (content_key(*left) == content_key(*right)) == (left == right)


def test_a_content_key_stays_what_it_is() -> None:
    """A changed key would forget, in silence, everything that was judged before."""
    assert content_key("a", "b") == (
        "3c9d591045bc8876f9d0399bbfb05c6a412096e906f73278f98406cd5dca86df"
    )
    assert content_key("\ud800") != content_key("")


def test_nothing_is_left_between_databases(tmp_path: Path) -> None:
    one, other = Database(tmp_path / "one.db"), Database(tmp_path / "other.db")
    Repository(one).store_structure("k", "probe", 1)
    assert Repository(other).structure("k") is None
    one.close()
    other.close()
