"""Asks an OpenAI-compatible server: as many answers as are wanted, in order of urgency, again
where it may help."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog

from tools.llm.answer import Answer
from tools.llm.completion import Completion, read_completion
from tools.llm.dialect import Dialect
from tools.llm.endpoint import Endpoint
from tools.llm.errors import ModelRefused
from tools.llm.limits import ModelLimits, read_limits
from tools.llm.prompt import Prompt
from tools.llm.queue import Queue
from tools.llm.refusal import Refusal, explain, unavailable
from tools.llm.retrying import Sleep, Transient, persistently
from tools.llm.sampling import Sampling
from tools.llm.tokens import estimate_prompt
from tools.llm.transport import Transport
from tools.llm.urgency import Urgency
from tools.llm.usage import Usage

_log = structlog.get_logger("burnish.model")
_QUESTION_RETRIES = 2
"""For questions about the server: who waits for them wants to know soon that nobody is there."""
_QUESTION_SECONDS = 20.0
"""For one of them; even a busy server has its answer at hand."""


class ModelClient:
    """One endpoint and all that is under way there. Lives on one event loop."""

    def __init__(self, endpoint: Endpoint, *, sleep: Sleep = asyncio.sleep) -> None:
        """``sleep`` passes the time between attempts."""
        self._endpoint = endpoint
        self._sleep = sleep
        self._queue = Queue(endpoint.concurrency)
        self._transport = Transport(endpoint)
        self._dialect = Dialect()
        self._counts_tokens = True
        self.usage = Usage()

    async def sample(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        urgency: Urgency,
        schema: Mapping[str, Any] | None = None,
    ) -> list[Answer]:
        """Exactly ``sampling.n`` answers, by as many requests as the server needs for them.

        Raises :class:`ModelUnavailable` and :class:`ModelRefused`; answers that came before are
        lost then.
        """
        answers: dict[int, Answer] = {}
        while missing := [one for one in range(sampling.n) if one not in answers]:
            try:
                async with asyncio.TaskGroup() as group:
                    calls = [
                        (run, group.create_task(self._call(prompt, sampling, run, urgency, schema)))
                        for run in _runs(missing, self._dialect.choices)
                    ]
            except BaseExceptionGroup as failed:
                raise failed.exceptions[0] from None
            for run, call in calls:
                # As many as both have: a server may give fewer than it was asked for, or more.
                answers |= zip(run, call.result(), strict=False)
        return [answers[one] for one in range(sampling.n)]

    async def limits(self) -> ModelLimits:
        """What ``/v1/models`` says now."""
        listing = await self._persistently("GET", f"{self._endpoint.api}/models", None)
        return read_limits(listing, self._endpoint.model, self._endpoint.adapter)

    async def count_tokens(self, prompt: Prompt) -> int:
        """By vLLM's ``/tokenize``; by :mod:`tools.llm.tokens` where that is not offered."""
        if self._counts_tokens:
            body = prompt.to_json() | {"model": self._endpoint.asked}
            try:
                reply = await self._persistently("POST", f"{self._endpoint.root}/tokenize", body)
            except ModelRefused:
                reply = None
            count = reply.get("count") if isinstance(reply, Mapping) else None
            if type(count) is int and count >= 0:
                return count
            self._counts_tokens = False
        return estimate_prompt(prompt)

    async def close(self) -> None:
        """Drop the connections; for when nothing is under way."""
        await self._transport.close()

    async def _call(
        self,
        prompt: Prompt,
        sampling: Sampling,
        run: range,
        urgency: Urgency,
        schema: Mapping[str, Any] | None,
    ) -> tuple[Answer, ...]:
        """The answers with the numbers in ``run``, from the first on: at least one, any number."""
        # The place is kept between attempts: a server in trouble gets no more from us meanwhile.
        async with self._queue.turn(urgency):
            while True:
                body = self._body(prompt, sampling, run, urgency, schema)
                try:
                    completion = await self._complete(body, sampling)
                except Refusal as refusal:
                    if self._dialect.learn_refusal(refusal, body):
                        _log.info("adapting", endpoint=self._endpoint.base_url, why=str(refusal))
                        continue
                    raise ModelRefused(explain(self._endpoint, refusal)) from None
                self._dialect.learn_choices(body["n"], len(completion.answers))
                return completion.answers

    def _body(
        self,
        prompt: Prompt,
        sampling: Sampling,
        run: range,
        urgency: Urgency,
        schema: Mapping[str, Any] | None,
    ) -> dict[str, Any]:
        body = prompt.to_json() | {
            "model": self._endpoint.asked,
            "n": min(len(run), self._dialect.choices or len(run)),
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            self._dialect.limit_field: sampling.max_tokens,
        }
        if sampling.stop:
            body["stop"] = list(sampling.stop)
        if sampling.seed is not None:
            # A server draws the i-th answer of a request with the seed + i, as vLLM does.
            body["seed"] = sampling.seed + run.start
        if schema is not None:
            described = {"name": "answer", "strict": True, "schema": dict(schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": described}
        if urgency and self._dialect.priority:
            body["priority"] = int(urgency)
        return body

    async def _complete(self, body: Mapping[str, Any], sampling: Sampling) -> Completion:
        url = f"{self._endpoint.api}/chat/completions"
        began = time.monotonic()

        async def attempt() -> Completion:
            return read_completion(await self._transport.ask("POST", url, body), sampling.stop)

        try:
            done = await persistently(attempt, self._endpoint.retries, self._sleep, self._told)
        except Transient as failure:
            raise unavailable(self._endpoint, failure, self._endpoint.retries + 1) from None
        self.usage = replace(
            self.usage,
            requests=self.usage.requests + 1,
            answers=self.usage.answers + len(done.answers),
            prompt_tokens=self.usage.prompt_tokens + done.prompt_tokens,
            completion_tokens=self.usage.completion_tokens + done.completion_tokens,
        )
        _log.debug(
            "answered",
            endpoint=self._endpoint.base_url,
            model=self._endpoint.asked,
            answers=len(done.answers),
            prompt_tokens=done.prompt_tokens,
            completion_tokens=done.completion_tokens,
            seconds=round(time.monotonic() - began, 3),
        )
        return done

    async def _persistently(self, method: str, url: str, body: Mapping[str, Any] | None) -> Any:
        retries = min(self._endpoint.retries, _QUESTION_RETRIES)

        async def attempt() -> Any:
            return await self._transport.ask(method, url, body, _QUESTION_SECONDS)

        try:
            return await persistently(attempt, retries, self._sleep, self._told)
        except Transient as failure:
            raise unavailable(self._endpoint, failure, retries + 1) from None
        except Refusal as refusal:
            raise ModelRefused(explain(self._endpoint, refusal)) from None

    def _told(self, attempt: int, pause: float, failure: Transient) -> None:
        self.usage = replace(self.usage, failures=self.usage.failures + 1)
        _log.info(
            "asking again",
            endpoint=self._endpoint.base_url,
            attempt=attempt,
            seconds=round(pause, 1),
            why=str(failure),
        )


def _runs(numbers: list[int], most: int | None) -> list[range]:
    """Ascending numbers as ranges without gaps, of at most ``most`` each."""
    runs: list[range] = []
    for number in numbers:
        if runs and runs[-1].stop == number and (most is None or len(runs[-1]) < most):
            runs[-1] = range(runs[-1].start, number + 1)
        else:
            runs.append(range(number, number + 1))
    return runs
