"""Puts what a run has to show onto the server: its progress while it works, its results in the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

import structlog
from httpx import HTTPError
from prefect.artifacts import (
    acreate_link_artifact,
    acreate_markdown_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
    aupdate_progress_artifact,
)
from prefect.client.orchestration import PrefectClient

from flows.output import visible
from flows.results import TheoremResult
from flows.service.approval import Proposal
from flows.service.artifacts import artifact_key, code, results_rows, theorem_page
from flows.service.board import Standing

_DIGITS = 8
"""Of a run's id, in the keys of what it shows."""
_log = structlog.get_logger(__name__)


class Publisher:
    """The artifacts of one run, which keep their keys when it goes on after a pause."""

    def __init__(self, client: PrefectClient, run: UUID) -> None:
        self._client = client
        self._run = run
        self._progress: UUID | None = None
        self._shown: Standing | None = None

    async def progress(self, standing: Standing) -> None:
        """Progress is a courtesy: a server that is away for a moment does not end the work."""
        if standing == self._shown:
            return
        told, percent = standing.describe(), standing.percent
        try:
            if self._progress is None:
                self._progress = await acreate_progress_artifact(
                    percent, key=self._key("progress"), description=told, client=self._client
                )
            else:
                await aupdate_progress_artifact(
                    self._progress, percent, description=told, client=self._client
                )
        except HTTPError as error:
            _log.warning("progress not shown", error=str(error))
        self._shown = standing

    async def results(self, results: Sequence[TheoremResult], session: str) -> None:
        """The table of all theorems, and a page for each that got better."""
        improved = sum(result.improved for result in results)
        await acreate_table_artifact(
            results_rows(results),
            key=self._key("results"),
            description=f"{improved} of {len(results)} theorems improved; session {code(session)}. "
            "Higher values are better, so costs are negative.",
            client=self._client,
        )
        for result in results:
            if result.improved:
                await acreate_markdown_artifact(
                    theorem_page(result, session),
                    key=artifact_key(str(Path(result.file).resolve()), result.theorem),
                    description=f"A better proof of {code(result.theorem)}",
                    client=self._client,
                )

    async def report(self, page: Path, what: str) -> None:
        """Where the page with everything in it lies; browsers open it there, not from here."""
        await acreate_link_artifact(
            page.as_uri(),
            link_text=str(page),
            key=self._key("report"),
            description=f"{what}: one page, to be opened on the machine of the server.",
            client=self._client,
        )

    async def left_out(self, why: Mapping[str, str]) -> None:
        """Files that could not be used."""
        await acreate_table_artifact(
            [{"file": visible(name), "why": visible(told)} for name, told in why.items()],
            key=self._key("left-out"),
            description=f"{len(why)} files left out.",
            client=self._client,
        )

    async def decision(
        self, proposals: Sequence[Proposal], accepted: Sequence[Proposal], note: str
    ) -> None:
        """What a person decided."""
        yes = {proposal.key for proposal in accepted}
        await acreate_table_artifact(
            [
                {
                    "theorem": visible(proposal.key),
                    "decision": "accepted" if proposal.key in yes else "rejected",
                    "note": visible(note),
                }
                for proposal in proposals
            ],
            key=self._key("decision"),
            description=f"{len(yes)} of {len(proposals)} proposals accepted.",
            client=self._client,
        )

    def _key(self, what: str) -> str:
        return f"{what}-{str(self._run)[:_DIGITS]}"
