"""What a person decides is kept, and that alone is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.service.approval import (
    Answer,
    Offer,
    accepted_by,
    keep_offer,
    kept_offer,
    offer_of,
    offer_page,
    record_decision,
    write_accepted,
)
from flows.service.reviewing import Waiting, read_decision
from flows.write import NotWritten
from storage.database import Database
from storage.repository import Repository
from tests.flows.conftest import Burnish
from tools.errors import UserInputError

TEXT = """theorem swap (h : p ∧ q) : q ∧ p := by
  constructor
  · exact h.2
  · exact h.1

theorem twice (h : p) : p ∧ p := by
  constructor
  · exact h
  · exact h
"""


@pytest.fixture
def file(lean_file: Callable[[str], Path]) -> Path:
    return lean_file(TEXT)


@pytest.fixture
def searched(burnish: Burnish, file: Path, tmp_path: Path) -> Iterator[tuple[Repository, Offer]]:
    """A session with a better proof for both theorems, and what it offers."""
    answer = burnish("optimize", file, "--rounds", "1", "--candidates", "8", "--json")
    database = Database.of(tmp_path, {})
    repository = Repository(database)
    yield repository, offer_of(repository, answer.json["session"])
    database.close()


def test_what_was_accepted_is_written_and_what_was_decided_is_kept(
    searched: tuple[Repository, Offer],
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    repository, offer = searched
    monkeypatch.setenv("BURNISH_LEAN", "embedded")
    assert [one.key for one in offer.proposals] == ["swap", "twice"]

    keep_offer(repository, "run", offer)
    assert kept_offer(repository, "another run") is None
    kept = kept_offer(repository, "run")
    assert kept == offer

    accepted = accepted_by(Answer("these", ("twice",)), kept)
    for _ in range(2):  # the body of a flow may run from the top again
        record_decision(repository, kept, accepted, "reads well")
    first, second = repository.preferences.human()
    rejected, chosen = (first, second) if first.rule == "rejected" else (second, first)
    assert (chosen.rule, rejected.rule) == ("accepted", "rejected")
    assert chosen.rejected_attempt_id is None
    assert chosen.chosen_score is not None
    assert chosen.chosen_score > 0 == chosen.rejected_score
    assert rejected.chosen_attempt_id is None
    assert {chosen.note, rejected.note} == {"reads well"}
    (attempt,) = [
        one
        for one in repository.attempts_of(offer.session, chosen.problem_id)
        if one.id == chosen.chosen_attempt_id
    ]
    assert attempt.proof == accepted[0].result.proof

    assert file.read_text(encoding="utf-8") == TEXT
    for _ in range(2):  # killed after it wrote, it comes here again
        assert write_accepted(repository, offer.session, accepted, print) == {str(file): 1}
    text = file.read_text(encoding="utf-8")
    assert text.startswith(TEXT.partition("theorem twice")[0])
    assert accepted[0].result.proof in text

    with pytest.raises(NotWritten, match="has changed since it was read"):
        write_accepted(repository, offer.session, offer.proposals, print)
    assert file.read_text(encoding="utf-8") == text

    page = offer_page(offer)
    assert "### `swap`" in page
    assert "-  · exact h.2" in page
    assert accepted_by(Answer("none"), offer) == []
    assert accepted_by(Answer("all"), offer) == list(offer.proposals)
    with pytest.raises(UserInputError, match="no proposal for swop"):
        accepted_by(Answer("these", ("swop",)), offer)


def waiting(*theorems: str) -> Waiting:
    return Waiting("0a1b", "File.lean", "calm-otter-1234", "2026-01-01", theorems, "")


def test_a_theorem_may_be_called_by_the_end_of_its_name() -> None:
    run = waiting("Logic.swap", "Order.swap", "/project/A.lean:twice")
    decision = read_decision(run, "twice, Order.swap,", "why")
    assert decision.accepted == ("Order.swap", "/project/A.lean:twice")
    assert decision.rejected == ("Logic.swap",)
    assert decision.to_json()["note"] == "why"


def test_all_or_none_of_them() -> None:
    run = waiting("one", "two")
    assert read_decision(run, "all", "").rejected == ()
    assert read_decision(run, "none", "").accepted == ()


@pytest.mark.parametrize(
    ("accept", "said"),
    [
        ("swap", "swap is ambiguous; there are Logic.swap, Order.swap"),
        ("thrice", "thrice has no proposal; there are"),
        (" , ", "--accept wants all, none, or names"),
    ],
)
def test_a_name_that_means_no_proposal_is_refused(accept: str, said: str) -> None:
    with pytest.raises(UserInputError, match=said):
        read_decision(waiting("Logic.swap", "Order.swap"), accept, "")


def test_review_wants_a_run_before_a_decision(burnish: Burnish) -> None:
    refused = burnish("review", "--accept", "all")
    assert refused.status == 2
    assert "Say which run" in refused.err
    assert burnish("review", "x", "--note", "why").status == 2


def test_review_without_a_server_says_what_to_start(burnish: Burnish) -> None:
    refused = burnish("review", PREFECT_API_URL=None)
    assert refused.status == 2
    assert "burnish server" in refused.err
