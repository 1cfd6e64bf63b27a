"""The paths of the fake server: vLLM's, and under ``/fake/`` what tests want to know."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tools.errors import UserInputError
from tools.llm.errors import ModelRefused
from tools.llm.fakes.chat import Refused, Served, complete, read_prompt
from tools.llm.fakes.engine import Engine
from tools.llm.fakes.faults import Fault, Faults, misbehave
from tools.llm.fakes.http import Reply, Request, json_reply
from tools.llm.fakes.sources import Source, filler


@dataclass(frozen=True)
class Settings:
    """What a fake server serves, and how fast."""

    source: Source = field(default_factory=lambda: filler(20))
    model: str = "fake"
    context_tokens: int = 32_768
    slots: int = 8
    """Sequences side by side."""
    tokens_per_second: float = 0.0
    """Of each sequence; 0: no time passes."""
    answer_tokens: int | None = None
    """As in :class:`tools.llm.fakes.chat.Served`."""
    priority: bool = True
    reasoning_parser: bool = False
    tokenizes: bool = True
    """Whether there is a ``/tokenize``."""
    key: str | None = None
    """Wanted of every request, if given."""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """A request as it came."""

    method: str
    path: str
    body: Any
    """JSON; ``None`` if it had none."""
    authorization: str | None


class Api:
    """The state of a fake server, and the replies to its requests."""

    def __init__(self, settings: Settings, changed: Callable[[], None] = lambda: None) -> None:
        """``changed`` is called whenever a request comes, and as the engine does."""
        self.engine = Engine(settings.slots, settings.tokens_per_second, changed)
        self.faults = Faults(settings.faults)
        self.requests: list[Recorded] = []
        self._settings = settings
        self._changed = changed
        self._adapters: dict[str, str] = {}
        self._prompt_tokens = 0
        self._succeeded = 0
        self._served = Served(
            names=frozenset([settings.model]),
            context_tokens=settings.context_tokens,
            priority=settings.priority,
            reasoning_parser=settings.reasoning_parser,
            answer_tokens=settings.answer_tokens,
        )
        self._paths: dict[tuple[str, str], Callable[[Any], Awaitable[Reply]]] = {
            ("POST", "/v1/chat/completions"): self._chat,
            ("GET", "/v1/models"): self._models,
            ("POST", "/v1/load_lora_adapter"): self._load,
            ("POST", "/v1/unload_lora_adapter"): self._unload,
            ("POST", "/tokenize"): self._tokenize,
            ("GET", "/metrics"): self._metrics,
            ("GET", "/health"): self._health,
            ("GET", "/fake/requests"): self._recorded,
            ("GET", "/fake/busy"): self._busy,
            ("POST", "/fake/fail"): self._fail,
        }

    async def reply(self, request: Request) -> Reply:
        """To any request; what asks for a fault is misbehaved to."""
        try:
            body = json.loads(request.body) if request.body else None
        except (ValueError, RecursionError):
            return _error(400, "the body is not JSON")
        sent = request.headers.get("authorization")
        if not request.path.startswith("/fake/"):
            self.requests.append(Recorded(request.method, request.path, body, sent))
            self._changed()

        async def answer() -> Reply:
            return await self._answer(request, body)

        fault = self.faults.take(request.path)
        return await (answer() if fault is None else misbehave(fault, request, answer))

    async def _answer(self, request: Request, body: Any) -> Reply:
        wanted, sent = self._settings.key, request.headers.get("authorization")
        if wanted is not None and request.path.startswith("/v1/") and sent != f"Bearer {wanted}":
            return _error(401, "Unauthorized")
        handler = self._paths.get((request.method, request.path))
        if handler is None:
            return _error(404, "Not Found")
        if request.method == "POST" and not isinstance(body, Mapping | list):
            return _error(400, "the body must be JSON")
        try:
            return await handler(body)
        except Refused as refused:
            return _error(refused.status, str(refused))
        except ModelRefused as refused:  # the script's
            return _error(400, str(refused))

    async def _chat(self, body: Any) -> Reply:
        served = replace(self._served, names=self._served.names | self._adapters.keys())
        number = len(self.requests)
        record = await complete(body, served, self._settings.source, self.engine, number)
        self._prompt_tokens += record["usage"]["prompt_tokens"]
        self._succeeded += len(record["choices"])
        return json_reply(record)

    async def _models(self, _: Any) -> Reply:
        base = {"object": "model", "owned_by": "fake"}
        model = self._settings.model
        cards: list[dict[str, Any]] = [
            base | {"id": model, "parent": None, "max_model_len": self._settings.context_tokens}
        ]
        for name, path in self._adapters.items():
            cards.append(base | {"id": name, "root": path, "parent": model, "max_model_len": None})
        return json_reply({"object": "list", "data": cards})

    async def _load(self, body: Any) -> Reply:
        name, path = body.get("lora_name"), body.get("lora_path")
        if not name or not path:
            return _error(400, "Both 'lora_name' and 'lora_path' must be provided.")
        if name in self._adapters and not body.get("load_inplace"):
            return _error(400, f"The lora adapter '{name}' has already been loaded.")
        if not (Path(path) / "adapter_config.json").is_file():
            return _error(404, f"Loading lora {name} failed: No adapter found for {path}")
        self._adapters[name] = path
        return _plain(f"Success: LoRA adapter '{name}' added successfully.")

    async def _unload(self, body: Any) -> Reply:
        name = body.get("lora_name")
        if self._adapters.pop(name, None) is None:
            return _error(404, f"The lora adapter '{name}' cannot be found.")
        return _plain(f"Success: LoRA adapter '{name}' removed successfully.")

    async def _tokenize(self, body: Any) -> Reply:
        if not self._settings.tokenizes:
            return _error(404, "Not Found")
        _, tokens = read_prompt(body)
        record = {
            "count": tokens,
            "max_model_len": self._settings.context_tokens,
            "tokens": list(range(tokens)),
        }
        return json_reply(record)

    async def _metrics(self, _: Any) -> Reply:
        label = f'{{model_name="{self._settings.model}"}}'
        values = {
            "num_requests_running": ("gauge", self.engine.running),
            "num_requests_waiting": ("gauge", self.engine.waiting),
            "prompt_tokens_total": ("counter", self._prompt_tokens),
            "generation_tokens_total": ("counter", self.engine.generated),
            "request_success_total": ("counter", self._succeeded),
        }
        lines = [
            f"# TYPE vllm:{name} {kind}\nvllm:{name}{label} {float(value)}\n"
            for name, (kind, value) in values.items()
        ]
        return _plain("".join(lines))

    async def _health(self, _: Any) -> Reply:
        return _plain("")

    async def _recorded(self, _: Any) -> Reply:
        return json_reply(
            [{"method": one.method, "path": one.path, "body": one.body} for one in self.requests]
        )

    async def _busy(self, _: Any) -> Reply:
        return json_reply(self.engine.busy.to_json())

    async def _fail(self, body: Any) -> Reply:
        try:
            self.faults.add(tuple(Fault(**one) for one in body))
        except (UserInputError, TypeError) as error:
            return _error(400, str(error))
        return _plain("")


def _plain(text: str) -> Reply:
    return Reply(200, text.encode(), "text/plain; charset=utf-8")


def _error(status: int, message: str) -> Reply:
    record = {"message": message, "type": "BadRequestError", "param": None, "code": status}
    return json_reply({"error": record}, status)
