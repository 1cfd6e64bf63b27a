"""What goes to workers and comes back, without a server: the mail is this test."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.collecting.searching import RoundDone, RoundWork
from flows.collecting.unit import search_unit
from flows.service.by_workers import Taking, parcels_of
from flows.service.parcels import Parcel, RowsRefused
from tests.flows.collecting.conftest import OPTIONS, Collect
from tools.errors import UserInputError

_SMALL = replace(OPTIONS, rounds=1, search_rounds=1, candidates=4)
_Spoil = Callable[[dict[str, Any]], object]
_WRONG: tuple[_Spoil, ...] = (
    lambda rows: rows.pop("theorems"),
    lambda rows: rows.update(more=1),
    lambda rows: rows.update(lean_calls="1"),
    lambda rows: rows.update(session="another"),
    lambda rows: rows.update(theorems=rows["theorems"][1:]),
    lambda rows: rows["rows"].update(tables={"attempts": "none"}),
    lambda rows: rows["rows"].update(version=0),
    lambda rows: rows["rows"]["tables"]["session_theorems"][0].update(problem_id="another"),
)


def test_parcels_hold_what_is_searched_here_and_nothing_wrong_is_taken(
    collect: Collect, tmp_path: Path
) -> None:
    told: list[str] = []

    def by_mail(work: RoundWork) -> RoundDone:
        taking = Taking(work)
        parcels = list(parcels_of(work, 2))
        assert [parcel.key for parcel in parcels] == [one.key for one in parcels_of(work, 2)]
        assert [len(parcel.holds) for parcel in parcels] == [2, 1]
        for parcel in parcels:
            rows = _done(parcel, tmp_path)
            for spoil in _WRONG:
                wrong = json.loads(rows)
                spoil(wrong)
                with pytest.raises(RowsRefused) as refused:
                    taking.take(parcel, wrong)
                told.append(str(refused.value))
            assert not work.repository.theorems_of(work.session) or parcel is not parcels[0]
            taking.take(parcel, json.loads(rows))
        assert taking.lean_calls > 0
        return RoundDone(taking.lean_calls, taking.unfinished)

    found = collect(_SMALL, search=by_mail)
    assert found.finished
    assert not found.left_out
    assert {line.split(":")[0] for line in told} >= {
        "Its rows are no rows",
        "Its rows are those of another unit.",
    }


def _done(parcel: Parcel, tmp_path: Path) -> str:
    """What a worker makes of a parcel, as JSON."""
    given = json.loads(json.dumps(parcel.unit()))["unit"]
    another = {**given, "file": {**given["file"], "lean": "lean-4.0.0-another"}}
    with pytest.raises(UserInputError, match="needs the same Lean"):
        search_unit(another, tmp_path, print)
    folder = tmp_path / parcel.key
    folder.mkdir()
    return json.dumps(search_unit(given, folder, print))
