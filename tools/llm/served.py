"""The blocking face of the client: one event loop in a thread, for callers in any other thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import Any, TypeVar

from tools.llm.answer import Answer
from tools.llm.client import ModelClient
from tools.llm.endpoint import Endpoint
from tools.llm.errors import ModelStopped
from tools.llm.limits import ModelLimits
from tools.llm.model import never
from tools.llm.prompt import Prompt
from tools.llm.retrying import Sleep
from tools.llm.sampling import Sampling
from tools.llm.urgency import Urgency
from tools.llm.usage import Usage

Result = TypeVar("Result")
Work = Callable[[], Coroutine[Any, Any, Result]]
_LOOK = 0.25
"""Seconds between two looks at whether the asker wants to stop."""


class ServedModel:
    """A :class:`tools.llm.model.Model` behind an endpoint. A context manager that closes it.

    All callers share one queue and its connections. The thread starts with the first question.
    """

    def __init__(self, endpoint: Endpoint, *, sleep: Sleep = asyncio.sleep) -> None:
        """``sleep`` passes the time between attempts."""
        self._endpoint = endpoint
        self._client = ModelClient(endpoint, sleep=sleep)
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._closed = False
        # Of the loop's thread alone.
        self._wishes: dict[asyncio.Task[Any], Callable[[], bool]] = {}
        self._timer: asyncio.TimerHandle | None = None

    @property
    def name(self) -> str:
        """The model's name on the server."""
        return self._endpoint.model

    @property
    def adapter(self) -> str | None:
        """The adapter's, if one answers instead of the bare model."""
        return self._endpoint.adapter

    @property
    def usage(self) -> Usage:
        """What all questions have cost so far."""
        return self._client.usage

    def sample(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        urgency: Urgency,
        schema: Mapping[str, Any] | None = None,
        stopped: Callable[[], bool] = never,
    ) -> list[Answer]:
        """As :meth:`ModelClient.sample`. Stopping cancels the request on the server as well.

        ``stopped`` is asked by another thread, four times a second; it must not fail or wait.
        """
        work = partial(self._client.sample, prompt, sampling, urgency=urgency, schema=schema)
        return self._run(work, stopped)

    def limits(self) -> ModelLimits:
        """As :meth:`ModelClient.limits`."""
        return self._run(self._client.limits)

    def count_tokens(self, prompt: Prompt) -> int:
        """As :meth:`ModelClient.count_tokens`."""
        return self._run(partial(self._client.count_tokens, prompt))

    def close(self) -> None:
        """Cancel what is under way, whose callers get :class:`ModelStopped`, and end the thread."""
        with self._lock:
            self._closed = True
            loop, thread, self._thread = self._loop, self._thread, None
        if loop is not None and thread is not None:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()

    def __enter__(self) -> ServedModel:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, work: Work[Result], stopped: Callable[[], bool] = never) -> Result:
        if stopped():
            raise ModelStopped("The model was not asked: stopped on request.")
        future = self._submit(self._watched(work, stopped))
        try:
            return future.result()
        except CancelledError:
            why = "its connection was closed" if self._closed else "stopped on request"
            raise ModelStopped(f"The model's answer was not waited for: {why}.") from None
        finally:
            future.cancel()

    def _submit(self, work: Coroutine[Any, Any, Result]) -> Future[Result]:
        with self._lock:
            if self._closed:
                work.close()
                raise ModelStopped("The model was not asked: its connection is closed.")
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._serve, args=(self._loop,), name="burnish-model", daemon=True
                )
                self._thread.start()
            # Under the lock, so that what is submitted comes before the stop of a close.
            return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _watched(self, work: Work[Result], stopped: Callable[[], bool]) -> Result:
        task = asyncio.current_task()
        assert task is not None
        self._wishes[task] = stopped
        if self._timer is None:
            self._look(asyncio.get_running_loop())
        try:
            return await work()
        finally:
            del self._wishes[task]

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        """Cancel for all who want to stop, and look again later: one timer for all callers."""
        for task, stopped in self._wishes.items():
            if stopped():
                task.cancel()
        self._timer = loop.call_later(_LOOK, self._look, loop) if self._wishes else None

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        loop.run_forever()
        under_way = asyncio.all_tasks(loop)
        for task in under_way:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*under_way, return_exceptions=True))
        loop.run_until_complete(self._client.close())
        loop.close()
