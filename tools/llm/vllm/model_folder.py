"""A model on this machine: where it lies, and what its `config.json` says of its size."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.errors import UserInputError

_WEIGHTS = ("*.safetensors", "*.bin", "*.pt", "*.gguf")
"""In this order; vLLM reads those of the first kind that is there."""


@dataclass(frozen=True)
class Shape:
    """The sizes that memory depends on, under the names that Hugging Face gives them."""

    layers: int
    hidden: int
    """Width of the residual stream."""
    feed_forward: int
    """Width of the gated feed-forward part."""
    heads: int
    kv_heads: int
    head_dim: int
    context: int | None
    """Tokens that the model was made for; ``None`` where the file does not say."""


@dataclass(frozen=True)
class LocalModel:
    """A folder with a model."""

    folder: Path
    weight_bytes: int
    """Of the files with weights: what they take in memory as well, unless a type is asked for."""
    shape: Shape | None
    """``None`` for a model that is built otherwise than most."""


def find_model(model: str, environ: Mapping[str, str]) -> LocalModel | None:
    """The model as a folder, or in the cache of the Hugging Face hub; ``None`` if in neither.

    Raises :class:`UserInputError` for a folder that holds no model.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return _read(folder)
    if model.startswith(("/", "./", "../", "~")) or folder.exists():
        raise UserInputError(
            f"There is no folder {model}: give the folder that holds the model's config.json, or "
            "a name on the Hugging Face hub."
        )
    cached = _cached(model, environ)
    return None if cached is None else _read(cached)


def adapter_rank(folder: Path) -> int:
    """The rank of a LoRA adapter in PEFT's format. Raises :class:`UserInputError` if it is none."""
    config = _config(folder, "adapter_config.json", "a LoRA adapter as PEFT writes it")
    rank = config.get("r")
    if not isinstance(rank, int) or rank < 1:
        raise UserInputError(f"{folder / 'adapter_config.json'} names no rank (`r`) of an adapter.")
    ranks = config.get("rank_pattern")
    others = ranks.values() if isinstance(ranks, Mapping) else ()
    return max([rank, *(one for one in others if isinstance(one, int))])


def _cached(name: str, environ: Mapping[str, str]) -> Path | None:
    """The snapshot of a hub's model that huggingface_hub keeps, by its documented layout."""
    home = environ.get("HF_HOME") or str(Path.home() / ".cache" / "huggingface")
    hub = Path(environ.get("HF_HUB_CACHE") or Path(home) / "hub").expanduser()
    kept = hub / f"models--{name.replace('/', '--')}"
    try:
        revision = (kept / "refs" / "main").read_text(encoding="utf-8").strip()
    except OSError:
        return None
    snapshot = kept / "snapshots" / revision
    return snapshot if snapshot.is_dir() else None


def _read(folder: Path) -> LocalModel:
    config = _config(folder, "config.json", "a model in the format of Hugging Face")
    for pattern in _WEIGHTS:
        # Some models come twice; vLLM leaves out the files that are called so.
        files = [file for file in folder.glob(pattern) if not file.match("consolidated*")]
        size = sum(file.stat().st_size for file in files)
        if size:
            return LocalModel(folder, size, _shape(config))
    raise UserInputError(
        f"The folder {folder} holds a config.json and no weights (such as *.safetensors): the "
        "download may be unfinished."
    )


def _config(folder: Path, name: str, what: str) -> dict[str, Any]:
    path = folder / name
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserInputError(f"The folder {folder} holds no {name}, so it is not {what}.") from None
    except (OSError, ValueError) as error:
        raise UserInputError(f"{path} cannot be read: {error}.") from error
    if not isinstance(config, dict):
        raise UserInputError(f"{path} holds no JSON object, so {folder} is not {what}.")
    return config


def _shape(config: Mapping[str, Any]) -> Shape | None:
    # A model that also sees keeps the sizes of its language part apart.
    part = config.get("text_config")
    sizes = part if isinstance(part, Mapping) else config

    def size(name: str) -> int | None:
        value = sizes.get(name)
        return value if isinstance(value, int) and value > 0 else None

    layers, hidden, heads = (
        size("num_hidden_layers"),
        size("hidden_size"),
        size("num_attention_heads"),
    )
    if layers is None or hidden is None or heads is None:
        return None
    return Shape(
        layers=layers,
        hidden=hidden,
        feed_forward=size("intermediate_size") or 4 * hidden,
        heads=heads,
        kv_heads=size("num_key_value_heads") or heads,
        head_dim=size("head_dim") or hidden // heads,
        context=size("max_position_embeddings"),
    )
