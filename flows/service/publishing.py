"""Puts what a run has to show onto the server: its progress, then its results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from httpx import HTTPError
from prefect.artifacts import (
    LinkArtifact,
    MarkdownArtifact,
    ProgressArtifact,
    TableArtifact,
    aupdate_progress_artifact,
)
from prefect.client.orchestration import PrefectClient

from flows.output import visible
from flows.results import TheoremResult
from flows.service.approval import Offer, Proposal
from flows.service.artifacts import (
    artifact_key,
    code,
    counted,
    results_rows,
    theorem_page,
)
from flows.service.board import Standing

_DIGITS = 8
"""Of a run's id, in the keys of what it shows."""
_log = structlog.get_logger(__name__)


class Publisher:
    """The artifacts of one run, which keep their keys when it goes on after a pause."""

    def __init__(self, client: PrefectClient, run: UUID) -> None:
        self._client = client
        self._run = str(run)[:_DIGITS]
        self._progress: UUID | None = None

    async def progress(self, standing: Standing) -> None:
        """Progress is a courtesy: a server that is away for a moment does not end the work."""
        told, percent = standing.describe(), standing.percent
        try:
            if self._progress is None:
                key = self._key("progress")
                shown = ProgressArtifact(key=key, description=told, progress=percent)
                self._progress = (await shown.acreate(self._client)).id
            else:
                await aupdate_progress_artifact(self._progress, percent, told, self._client)
        except HTTPError as error:
            _log.warning("progress not shown", error=str(error))

    async def results(self, results: Sequence[TheoremResult], session: str) -> None:
        """The table of all theorems, and a page for each that got better."""
        improved = sum(result.improved for result in results)
        total = counted(len(results), "theorem")
        await self.table(
            "results",
            f"{improved} of {total} improved; session {code(session)}. Higher values are better, "
            "so costs are negative.",
            results_rows(results),
        )
        for result in results:
            if result.improved:
                key = artifact_key(str(Path(result.file).resolve()), result.theorem)
                await MarkdownArtifact(
                    key=key,
                    description=f"A better proof of {code(result.theorem)}",
                    markdown=theorem_page(result, session),
                ).acreate(self._client)

    async def left_out(self, why: Mapping[str, str]) -> None:
        """What could not be used: files, or theorems."""
        rows = [{"what": visible(name), "why": visible(told)} for name, told in why.items()]
        await self.table("left-out", f"{len(why)} left out.", rows)

    async def decision(self, offer: Offer, accepted: Sequence[Proposal], note: str) -> None:
        """What a person decided."""
        yes = {proposal.key for proposal in accepted}
        rows = [
            {
                "theorem": visible(one.key),
                "decision": "accepted" if one.key in yes else "rejected",
                "note": visible(note),
            }
            for one in offer.proposals
        ]
        told = f"{len(yes)} of {counted(len(rows), 'proposal')} accepted."
        await self.table("decision", told, rows)

    async def report(self, page: Path, what: str) -> None:
        """Where a page lies, and what it is, in a sentence; browsers open it there alone."""
        await LinkArtifact(
            key=self._key("report"),
            description=f"{what} One page, to be opened on the machine of the server.",
            link=page.as_uri(),
            link_text=str(page),
        ).acreate(self._client)

    async def table(self, what: str, told: str, rows: list[dict[str, Any]]) -> None:
        """A table of its own kind; cells are plain text and numbers."""
        shown = TableArtifact(key=self._key(what), description=told, table=rows)
        await shown.acreate(self._client)

    def _key(self, what: str) -> str:
        return f"{what}-{self._run}"
