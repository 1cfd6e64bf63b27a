"""Values that are left at a real server, and pools that are made there."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from flows.service.api import Api
from flows.service.mailbox import PIECE, Mailbox, MailDamaged
from flows.service.pools import require_pool
from tests.flows.service.driving import Service
from tests.flows.service.patient import Patient
from tools.errors import UserInputError


@pytest.fixture
def api(service: Service) -> Iterator[Api]:
    with Patient(service.address) as api:
        yield api


@pytest.fixture
def run(api: Api) -> str:
    """One that nobody does."""
    deployment = require_pool(api, f"pool-{uuid4().hex[:8]}")
    body = {"parameters": {"unit": "a", "beat": 1}, "state": {"type": "PAUSED"}}
    return str(api.post(f"deployments/{deployment}/create_flow_run", body)["id"])


@pytest.fixture
def box(api: Api, run: str) -> Mailbox:
    return Mailbox(api, run)


def test_large_values_go_in_pieces(box: Mailbox) -> None:
    large = {"text": [uuid4().hex for _ in range(40_000)], "name": "∀ ε > 0"}
    assert box.put("big", large) > PIECE
    assert box.get("big") == large
    box.drop(["big"])
    assert box.get("big") is None
    assert box._listed("big") == []


@pytest.mark.long
def test_the_first_word_stands_and_names_do_not_mix(box: Mailbox) -> None:
    box.put("one", 1)
    box.put("one", 2)
    box.put("one-more", 3)
    assert box.get("one") == 1
    box.drop(["one"])
    assert box.get("one") is None


@pytest.mark.long
def test_what_was_changed_on_its_way_is_not_taken(box: Mailbox, api: Api, run: str) -> None:
    box.put("one", {"rows": 1})
    (piece,) = box._listed("one")
    place = f"flow_runs/{run}/input"
    api.delete(f"{place}/{piece}")
    assert box.get("one") is None
    api.post(place, {"key": piece, "value": '"bm90aGluZw=="'})
    with pytest.raises(MailDamaged):
        box.get("one")


@pytest.mark.long
def test_a_pool_is_made_once(api: Api) -> None:
    name = f"pool-{uuid4().hex[:8]}"
    assert require_pool(api, name) == require_pool(api, name)


def test_a_name_that_no_pool_can_have(api: Api) -> None:
    with pytest.raises(UserInputError, match="cannot be made"):
        require_pool(api, "a/b%")
