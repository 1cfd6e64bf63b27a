"""How much GPU memory a model takes, from its sizes, and whether a GPU has it.

The arithmetic is the architecture's: weights as they are stored; two vectors (key and value) of
``kv_heads * head_dim`` numbers for each layer and token; for each adapter slot a pair of matrices
of the highest rank at every linear map of every layer.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.llm.vllm.gpus import Gpu
from tools.llm.vllm.model_folder import LocalModel, Shape
from tools.llm.vllm.serving import Serving

GIBIBYTE = 2**30
_NUMBER = 2
"""Bytes of a number in bfloat16 or float16, in which caches and adapters are kept."""
_WORKING = 2 * GIBIBYTE
"""For activations, CUDA graphs and libraries on each GPU: an allowance, not a measurement."""


@dataclass(frozen=True)
class Sizing:
    """Bytes on each GPU that serves a copy of the model, or a part of one."""

    weights: int
    adapters: int
    """Of all slots for adapters."""
    working: int
    cache_per_token: int
    """Of the KV cache; the longest conversation has to fit at least once."""
    max_model_len: int | None

    @property
    def least(self) -> int:
        """Without this, the server does not start."""
        return self.fixed + self.cache_per_token * (self.max_model_len or 0)

    @property
    def fixed(self) -> int:
        """All but the cache."""
        return self.weights + self.adapters + self.working

    def tokens_in(self, memory: int, share: float) -> int:
        """Tokens of all conversations together for which a GPU has room beside the rest."""
        return max(0, int(memory * share) - self.fixed) // self.cache_per_token


def size_up(model: LocalModel, serving: Serving) -> Sizing | None:
    """The sizes for this serving; ``None`` if the model's shape is not known."""
    shape = model.shape
    if shape is None:
        return None
    parts = serving.tensor_parallel
    return Sizing(
        weights=model.weight_bytes // parts,
        adapters=serving.max_loras * adapter_bytes(shape, serving.lora_rank or 0) // parts,
        working=_WORKING,
        # A key-value head is not split: more GPUs than heads keep it twice.
        cache_per_token=cache_bytes(shape) // min(parts, shape.kv_heads),
        max_model_len=serving.max_model_len or shape.context,
    )


def cache_bytes(shape: Shape) -> int:
    """Of one token's keys and values."""
    return 2 * shape.layers * shape.kv_heads * shape.head_dim * _NUMBER


def adapter_bytes(shape: Shape, rank: int) -> int:
    """Of one adapter at all linear maps: ``rank * (inputs + outputs)`` numbers for each."""
    query, key = shape.heads * shape.head_dim, shape.kv_heads * shape.head_dim
    attention = 2 * (shape.hidden + query) + 2 * (shape.hidden + key)
    feed_forward = 3 * (shape.hidden + shape.feed_forward)
    return shape.layers * rank * (attention + feed_forward) * _NUMBER


def need_sentence(sizing: Sizing) -> str:
    """What one GPU must have."""
    tokens = sizing.max_model_len
    cache = sizing.cache_per_token * (tokens or 0)
    told = f"{sizing.cache_per_token / 1024:.0f} KiB of cache for each token"
    if tokens is not None:
        told = f"{_gib(cache)} of cache for one conversation of {tokens:,} tokens"
    return (
        f"Each GPU needs about {_gib(sizing.least)}: {_gib(sizing.weights)} of weights, "
        f"{_gib(sizing.adapters)} for adapters, {_gib(sizing.working)} to work in, {told}."
    )


def room_sentence(sizing: Sizing, gpu: Gpu, share: float) -> tuple[str, bool]:
    """What that means on this GPU, and whether it is enough."""
    told = f"GPU {gpu.index} ({gpu.name}, {_gib(gpu.memory)}, of which vLLM takes {share:.0%})"
    tokens = sizing.tokens_in(gpu.memory, share)
    if gpu.free < gpu.memory * share:
        return (
            f"{told} has only {_gib(gpu.free)} free: end what else runs there, or lower "
            "--gpu-memory-utilization.",
            False,
        )
    if tokens >= (sizing.max_model_len or 1):
        return f"{told} has room for {tokens:,} tokens of cache.", True
    if tokens:
        change = f"lower --max-model-len to at most {tokens:,}, or split"
    else:
        change = "take a smaller or quantized model, or split"
    return (
        f"{told} is too small: {change} the model over more GPUs (--gpus 2 --tensor-parallel 2).",
        False,
    )


def _gib(size: int) -> str:
    return f"{size / GIBIBYTE:.1f} GiB"
