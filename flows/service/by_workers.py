"""The searches of a round done by the workers of a pool: the other way beside doing them here.

Another runner (Ray, Dask) would be another such class.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.collecting.round_plan import task_key
from flows.collecting.searching import RoundDone, RoundSearch, RoundWork
from flows.collecting.unit import THEOREMS, merge, units
from flows.requests import RequestedFile
from flows.results import TheoremResult
from flows.service.address import Address
from flows.service.api import Api
from flows.service.dispatching import Dispatcher
from flows.service.parcels import Parcel, Patience, RowsRefused
from flows.service.processes import RUN_VARIABLE
from flows.settings import read_settings
from storage.keys import content_key
from tools.errors import UserInputError


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Packed(_Shape):
    version: int
    tables: dict[str, list[dict[str, Any]]]


class _Prompt(_Shape):
    key: str
    hash: str
    messages: Any


class UnitRows(_Shape):
    """What a unit's rows look like; what is in the tables is checked where they are unpacked."""

    session: str
    file: list[str]
    theorems: list[str]
    rows: _Packed
    structures: list[str]
    prompts: list[_Prompt]
    lean_calls: int
    unfinished: dict[str, str]


def by_workers(pool: str, address: Address, progress: Callable[[str], None]) -> RoundSearch:
    """The workers of a pool, as the settings and the process's own flow run have it."""
    settings = read_settings()
    return ByWorkers(
        *(address, pool, progress, Patience.of(settings.unit_silence), settings.unit_theorems),
        asked_by=os.environ.get(RUN_VARIABLE),
    )


@dataclass(frozen=True)
class ByWorkers:
    """A :class:`flows.collecting.searching.RoundSearch`."""

    address: Address
    pool: str
    progress: Callable[[str], None]
    patience: Patience = field(default_factory=Patience)
    size: int = THEOREMS
    """Theorems in a unit at most."""
    asked_by: str | None = None
    """The flow run that collects, if one does."""

    def __call__(self, work: RoundWork) -> RoundDone:
        """Raises :class:`flows.service.dispatching.UnitsLost` for units that nobody can do."""
        taking = Taking(work)
        with Api(self.address) as api:
            dispatcher = Dispatcher(
                *(api, self.pool, work.session),
                patience=self.patience,
                progress=self.progress,
                asked_by=self.asked_by,
            )
            parcels = {parcel.key: parcel for parcel in parcels_of(work, self.size)}
            dispatcher.run(parcels.values(), taking.take, lambda: bool(work.clock.reason))
        return RoundDone(taking.lean_calls, taking.unfinished)


def parcels_of(work: RoundWork, size: int) -> Iterator[Parcel]:
    """What is left of a round, in parcels that hold nothing big before they are sent.

    Units are finished whole, so the parcels of a round that goes on are those that it had before.
    """
    who = work.proposing.modelling
    model = replace(
        work.options.model,
        # As it was understood here, where there may be a variable that a worker has not.
        proposer=work.proposing.describe()["proposer"],
        model=None if who is None else who.model.name,
    )
    pinned = replace(work, options=replace(work.options, model=model))
    for file in work.files:
        names = file.wanted.names
        for start in range(0, len(names), size):
            part = replace(file, wanted=replace(file.wanted, names=names[start : start + size]))
            yield _parcel(pinned, part)


def _parcel(work: RoundWork, part: RequestedFile) -> Parcel:
    names, source = part.wanted.names, part.wanted.source

    def unit() -> dict[str, Any]:
        (one,) = units(replace(work, files=[part]), len(names))
        return {"burnish": version("burnish"), "unit": one}

    keys = [task_key(part, name) for name in names]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return Parcel(
        content_key("unit", work.session, part.toolchain.fingerprint, source.digest, *keys),
        f"{part.wanted.path.name}:{names[0]}{more}",
        unit,
        tuple(keys),
    )


class Taking:
    """Takes in the rows of units; the single writer."""

    def __init__(self, work: RoundWork) -> None:
        self._work = work
        self.lean_calls = 0
        self.unfinished: dict[str, str] = {}

    def take(self, parcel: Parcel, rows: Any) -> None:
        """Store the rows of a parcel in one transaction. Raises :class:`RowsRefused`."""
        try:
            checked = UnitRows.model_validate(rows)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise RowsRefused(f"Its rows are no rows: {place}: {first['msg']}.") from error
        if checked.session != self._work.session or set(checked.theorems) != set(parcel.holds):
            raise RowsRefused("Its rows are those of another unit.")
        try:
            done = merge(self._work.repository, rows)
        except UserInputError as error:
            raise RowsRefused(str(error)) from error
        self.lean_calls += done.lean_calls
        self.unfinished |= done.unfinished
        for theorem in parcel.holds:
            known = self._work.repository.theorem_result(self._work.session, theorem)
            if known is not None and known.result is not None:
                self._work.observer.done(TheoremResult.from_json(known.result["result"]))
