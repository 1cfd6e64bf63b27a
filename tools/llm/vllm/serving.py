"""What is to be served, and where: everything that a vLLM server is started with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from tools.errors import UserInputError

_RANKS = (64, 128, 256, 320, 512)
"""Those of vLLM 0.32 that are at least what Burnish trains."""
_DTYPES = ("auto", "bfloat16", "float16", "float32")
_NAME = re.compile(r"[\w./:-]+")


@dataclass(frozen=True)
class Adapter:
    """A LoRA adapter that the server is to have from the start."""

    name: str
    """Requests address it by this."""
    folder: Path
    rank: int


@dataclass(frozen=True)
class Serving:
    """One server. Raises :class:`UserInputError` for what vLLM would refuse minutes later."""

    model: str
    """A folder, or a name on the Hugging Face hub."""
    name: str
    """Requests address the model by this."""
    host: str = "127.0.0.1"
    port: int = 8000
    gpus: int = 1
    tensor_parallel: int = 1
    """GPUs that share one copy of the model; there are ``gpus / tensor_parallel`` copies."""
    max_model_len: int | None = None
    """Tokens of prompt and answer together; ``None``: as many as the model was made for."""
    adapters: tuple[Adapter, ...] = ()
    max_loras: int = 2
    """Adapters that may be in use at the same moment; others wait for their turn."""
    gpu_memory_utilization: float = 0.9
    """Share of each GPU's memory that vLLM takes."""
    dtype: str = "auto"
    allow_download: bool = False
    """Whether vLLM may fetch what is not on this machine."""
    extra: tuple[str, ...] = ()
    """Further arguments of ``vllm serve``, as they are."""

    def __post_init__(self) -> None:
        for option, value, fine, wanted in (
            ("--port", self.port, 1 <= self.port <= 65535, "between 1 and 65535"),
            ("--gpus", self.gpus, self.gpus >= 1, "at least 1"),
            (
                "--tensor-parallel",
                self.tensor_parallel,
                self.tensor_parallel >= 1 and self.gpus % self.tensor_parallel == 0,
                f"a divisor of the number of GPUs ({self.gpus})",
            ),
            (
                "--max-model-len",
                self.max_model_len,
                self.max_model_len is None or self.max_model_len >= 1,
                "at least 1 token",
            ),
            ("--max-loras", self.max_loras, self.max_loras >= 1, "at least 1"),
            (
                "--gpu-memory-utilization",
                self.gpu_memory_utilization,
                0 < self.gpu_memory_utilization <= 1,
                "above 0 and at most 1",
            ),
            ("--dtype", self.dtype, self.dtype in _DTYPES, f"one of {', '.join(_DTYPES)}"),
        ):
            if not fine:
                raise UserInputError(f"{option} {value} is not possible: it must be {wanted}.")
        names = [self.name, *(adapter.name for adapter in self.adapters)]
        for name in names:
            if not _NAME.fullmatch(name):
                raise UserInputError(
                    f"{name!r} cannot be the name of a model or an adapter on a server: use "
                    "letters, digits and any of . _ - / : (--name NAME, --adapter NAME=FOLDER)."
                )
            if names.count(name) > 1:
                raise UserInputError(
                    f"{name} names two things on one server: give each adapter a name of its own."
                )
        if self.lora_rank is None:
            largest = max(self.adapters, key=lambda adapter: adapter.rank)
            raise UserInputError(
                f"The adapter {largest.name} has rank {largest.rank}, and vLLM serves ranks up to "
                f"{_RANKS[-1]}."
            )

    @property
    def copies(self) -> int:
        """Of the model; each answers requests of its own."""
        return self.gpus // self.tensor_parallel

    @property
    def lora_rank(self) -> int | None:
        """The highest rank that the server makes room for; ``None`` if none is high enough."""
        wanted = max((adapter.rank for adapter in self.adapters), default=0)
        return next((rank for rank in _RANKS if rank >= wanted), None)

    @property
    def is_private(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def reached_at(self) -> str:
        """The host under which this machine reaches it."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)

    @property
    def url(self) -> str:
        """What goes into ``BURNISH_MODEL_URL`` on this machine."""
        host = f"[{self.reached_at}]" if ":" in self.reached_at else self.reached_at
        return f"http://{host}:{self.port}/v1"
