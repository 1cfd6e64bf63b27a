"""One run of a flow, from its first moment: its database, its process, what it shows, its steps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar, cast

import structlog
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.context import FlowRunContext
from prefect.states import Failed

from flows.gating import gated
from flows.logging import bind_session
from flows.repositories import stored_here
from flows.service.board import Board
from flows.service.limits import search_gate
from flows.service.processes import FlowProcess, flow_process
from flows.service.publishing import Publisher
from flows.service.retries import persistently
from flows.service.tags import with_sessions
from storage.repository import Repository
from tools.errors import BurnishError

_LOOK = 1.0
"""Seconds between two looks at how the work stands."""
_log = structlog.get_logger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class Run:
    """What the body of a flow works with. Made by :func:`running`."""

    flow_run: FlowRun
    repository: Repository
    process: FlowProcess
    client: PrefectClient
    publisher: Publisher

    @property
    def id(self) -> str:
        """Prefect's."""
        return str(self.flow_run.id)

    def tell(self, message: str) -> None:
        """A line for the logs of the run."""
        _log.info(message)

    async def step(self, name: str, work: Callable[[], T]) -> T:
        """Run what blocks as a task of the run; a failure on purpose fails it with its sentence,
        and is raised."""
        failed: list[BurnishError] = []

        @task(name=name, cache_policy=NO_CACHE, persist_result=False)
        async def doing() -> T | State[T]:
            try:
                return await asyncio.to_thread(work)
            except BurnishError as error:
                failed.append(error)
                return Failed(message=str(error))

        state = await cast(Awaitable[State[T]], doing(return_state=True))
        if failed:
            raise failed[0]
        return await state.aresult()

    async def search(self, name: str, board: Board, title: str, work: Callable[[], T]) -> T:
        """The same for searches, which tell ``board`` how they stand; failures of the machinery
        are tried again, and what was found before is not searched twice."""

        def once() -> T:
            board.restart()
            with gated(search_gate):
                return work()

        searching = asyncio.create_task(self.step(name, lambda: persistently(once, _told)))
        shown: tuple[str, ...] = ()
        while True:
            ended, _ = await asyncio.wait({searching}, timeout=_LOOK)
            standing = board.standing()
            await self.publisher.progress(standing)
            if standing.sessions != shown:
                shown = standing.sessions
                await self.show_sessions(title, shown)
            if ended:
                return await searching

    def belongs_to(self, session: str) -> None:
        """What this process does from here on is done for a session."""
        bind_session(session)
        self.process.belongs_to(session)

    async def show_sessions(self, title: str, sessions: Sequence[str]) -> None:
        """The run bears what it works on in its name, and its sessions in its tags."""
        self.belongs_to(sessions[-1])
        await self.client.update_flow_run(
            self.flow_run.id,
            name=f"{title} · {sessions[0]}",
            tags=with_sessions(self.flow_run.tags, sessions),
        )


@asynccontextmanager
async def running(flow: str) -> AsyncIterator[Run]:
    """To be entered by the body of a flow before anything else.

    The database is that of the folder where the server was started, or of BURNISH_HOME.
    """
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError(f"{flow} works only as a run of a flow")
    with stored_here() as repository:
        async with get_client() as client:
            with flow_process(repository, flow, str(context.flow_run.id)) as process:
                publisher = Publisher(client, context.flow_run.id)
                yield Run(context.flow_run, repository, process, client, publisher)


def _told(message: str) -> None:
    _log.warning(message)
