"""A fake model server: real HTTP, vLLM's paths, no model.

``python -m tools.llm.fakes.server --port 0`` prints its address on the first line and serves until
it is told to end; :class:`FakeServer` runs it in a thread.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.errors import UserInputError
from tools.llm.fakes.api import Api, Recorded, Settings
from tools.llm.fakes.faults import Fault, read_faults
from tools.llm.fakes.http import BadRequest, Reply, Request, read_request, write_reply
from tools.llm.fakes.script import Script
from tools.llm.fakes.sources import echo, filler, from_script

_HEAD_LIMIT = 1 << 16
_SOON = 20.0
"""Seconds after which what a test waits for is not going to happen."""


def open_port(host: str, port: int) -> socket.socket:
    """Listen there, 0 for any free port; :class:`UserInputError` if that is not possible."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise UserInputError(f"Cannot listen on port {port} of {host}: {error}.") from error


async def serve_on(port: socket.socket, api: Api) -> asyncio.Server:
    """Serve on a port that is listened to."""

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            try:
                while request := await read_request(reader):
                    reply = await _unless_gone(api, request, reader)
                    if reply is None or not await write_reply(writer, reply):
                        break
            except BadRequest as bad:
                await write_reply(writer, Reply(400, str(bad).encode(), "text/plain"))
        writer.close()

    return await asyncio.start_server(converse, sock=port, limit=_HEAD_LIMIT)


async def _unless_gone(api: Api, request: Request, reader: asyncio.StreamReader) -> Reply | None:
    """The reply; ``None``, and work on it is given up, once the client has gone."""
    answering = asyncio.create_task(api.reply(request))
    # No client that we know sends another request before it has the reply to the last.
    watching = asyncio.create_task(reader.read(1))
    try:
        await asyncio.wait((answering, watching), return_when=asyncio.FIRST_COMPLETED)
        return answering.result() if answering.done() else None
    finally:
        for task in (answering, watching):
            task.cancel()
        await asyncio.wait((answering, watching))


class FakeServer:
    """A fake server in a thread, as a context manager; its methods are for other threads."""

    def __init__(self, settings: Settings | None = None, host: str = "127.0.0.1") -> None:
        self._port = open_port(host, 0)
        self.url = _url(self._port)
        """Ends in ``/v1``."""
        self._changed = threading.Condition()
        self._api = Api(settings or Settings(), self._tell)
        self._loop = asyncio.new_event_loop()
        self._serving = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="fake-model", daemon=True)

    @property
    def requests(self) -> list[Recorded]:
        """All that came so far, in order."""
        return list(self._api.requests)

    @property
    def running(self) -> int:
        """Sequences in a slot."""
        return self._api.engine.running

    @property
    def waiting(self) -> int:
        """Sequences without a slot."""
        return self._api.engine.waiting

    def fail(self, *faults: Fault) -> None:
        """Misbehave in these ways as well."""
        self._loop.call_soon_threadsafe(self._api.faults.add, faults)

    def hold(self) -> None:
        """Let no sequence end until :meth:`release`."""
        self._loop.call_soon_threadsafe(self._api.engine.hold)

    def release(self) -> None:
        """Let sequences end again."""
        self._loop.call_soon_threadsafe(self._api.engine.release)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Return once the condition holds; :class:`TimeoutError` if it does not within 20 s."""
        with self._changed:
            if not self._changed.wait_for(condition, _SOON):
                raise TimeoutError("the fake server did not come to what was waited for")

    def __enter__(self) -> FakeServer:
        self._thread.start()
        self._serving.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(serve_on(self._port, self._api))
        self._serving.set()
        self._loop.run_forever()
        server.close()
        under_way = asyncio.all_tasks(self._loop)
        for task in under_way:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*under_way, return_exceptions=True))
        self._loop.run_until_complete(asyncio.sleep(0))  # in which the connections close
        self._loop.close()

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()


def _url(port: socket.socket) -> str:
    host, number = port.getsockname()[:2]
    return f"http://[{host}]:{number}/v1" if ":" in host else f"http://{host}:{number}/v1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until the process is told to end; 2 if the options cannot be used."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.llm.fakes.server", description="A fake OpenAI-compatible server."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0: any free one, see the first line")
    answers = parser.add_mutually_exclusive_group()
    answers.add_argument("--script", type=Path, help="a file of answers, as JSON lines")
    answers.add_argument("--echo", action="store_true", help="answer with the last message")
    parser.add_argument("--strict", action="store_true", help="never repeat a script's last answer")
    parser.add_argument("--model", default="fake", help="the name of the model")
    parser.add_argument("--context", type=int, default=32_768, help="tokens of prompt and answer")
    parser.add_argument("--slots", type=int, default=8, help="sequences side by side")
    parser.add_argument("--tokens-per-second", type=float, default=0.0, help="0: as fast as it can")
    parser.add_argument("--answer-tokens", type=int, help="what each answer takes, whatever it is")
    parser.add_argument("--no-priority", action="store_true", help="refuse the field priority")
    parser.add_argument("--reasoning-parser", action="store_true", help="take thinking apart")
    parser.add_argument("--no-tokenize", action="store_true", help="offer no /tokenize")
    parser.add_argument("--fail", default="[]", help="how to misbehave, as a JSON list")
    options = parser.parse_args(arguments)
    try:
        settings = _settings(options)
        port = open_port(options.host, options.port)
    except UserInputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    asyncio.run(_serve_until_told(settings, port))
    return 0


def _settings(options: argparse.Namespace) -> Settings:
    source = filler(options.answer_tokens or 20)
    if options.script is not None:
        source = from_script(Script.read(options.script, repeat_last=not options.strict))
    elif options.echo:
        source = echo
    return Settings(
        source=source,
        model=options.model,
        context_tokens=options.context,
        slots=options.slots,
        tokens_per_second=options.tokens_per_second,
        answer_tokens=options.answer_tokens,
        priority=not options.no_priority,
        reasoning_parser=options.reasoning_parser,
        tokenizes=not options.no_tokenize,
        faults=read_faults(options.fail),
    )


async def _serve_until_told(settings: Settings, port: socket.socket) -> None:
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    server = await serve_on(port, Api(settings))
    sys.stdout.write(f"{_url(port)}\n")
    sys.stdout.flush()
    await told.wait()
    server.close()


if __name__ == "__main__":
    sys.exit(main())
