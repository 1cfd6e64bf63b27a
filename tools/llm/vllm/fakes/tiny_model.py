"""A real model of 0.7 MB in the formats of Hugging Face, and LoRA adapters for it.

It has the architecture of Qwen2 and random numbers for weights, so that what it says means nothing
and every server must be able to run it. Written byte by byte: building it needs no torch.
"""

from __future__ import annotations

import json
import random
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

_HIDDEN = 128
_LAYERS = 2
_HEADS = 2
_HEAD_DIM = 64  # the least that vLLM's attention for processors supports
_FEED_FORWARD = 256
_CONTEXT = 12_288  # of bytes: prompts of a search are long for a model that knows no words
_SPECIAL = ("<|end|>", "<|start|>", "<|pad|>")
_END, _START, _PAD = range(256, 259)
_VOCABULARY = 256 + len(_SPECIAL)
_SPREAD = 0.15
"""Of the weights; makes some next bytes clearly likelier than others."""
_ADAPTED = ("q_proj", "v_proj", "down_proj")

_TEMPLATE = (
    "{% for message in messages %}<|start|>{{ message['role'] }}\n{{ message['content'] }}<|end|>"
    "{% endfor %}{% if add_generation_prompt %}<|start|>assistant\n{% endif %}"
)


@dataclass(frozen=True)
class _Tensor:
    shape: tuple[int, ...]
    data: bytes
    """In bfloat16, little-endian."""


def write_tiny_model(folder: Path, seed: int = 0) -> Path:
    """The model's folder, made anew; the same seed gives the same bytes."""
    folder.mkdir(parents=True)
    numbers = random.Random(seed)
    _write_json(
        folder / "config.json",
        {
            "architectures": ["Qwen2ForCausalLM"],
            "model_type": "qwen2",
            "dtype": "bfloat16",
            "vocab_size": _VOCABULARY,
            "hidden_size": _HIDDEN,
            "intermediate_size": _FEED_FORWARD,
            "num_hidden_layers": _LAYERS,
            "num_attention_heads": _HEADS,
            "num_key_value_heads": 1,
            "max_position_embeddings": _CONTEXT,
            "hidden_act": "silu",
            "rms_norm_eps": 1e-6,
            "rope_theta": 10_000.0,
            "tie_word_embeddings": False,
            "use_sliding_window": False,
            "eos_token_id": _END,
            "bos_token_id": None,
            "pad_token_id": _PAD,
        },
    )
    _write_json(folder / "generation_config.json", {"eos_token_id": _END, "pad_token_id": _PAD})
    _write_tokenizer(folder)
    _write_tensors(
        folder / "model.safetensors",
        {
            name: _ones(shape) if name.endswith("norm.weight") else _random(shape, numbers)
            for name, shape in _weights()
        },
    )
    return folder


def write_tiny_adapter(folder: Path, seed: int = 1, rank: int = 8) -> Path:
    """An adapter in PEFT's format that changes what the tiny model says beyond recognition."""
    folder.mkdir(parents=True)
    numbers = random.Random(seed)
    _write_json(
        folder / "adapter_config.json",
        {
            "peft_type": "LORA",
            "task_type": "CAUSAL_LM",
            "base_model_name_or_path": None,
            "r": rank,
            "lora_alpha": 2 * rank,
            "lora_dropout": 0.0,
            "bias": "none",
            "target_modules": list(_ADAPTED),
            "inference_mode": True,
        },
    )
    tensors = {}
    for name, shape in _weights():
        module = name.removesuffix(".weight")
        if name.endswith(".weight") and module.endswith(_ADAPTED):
            outputs, inputs = shape
            of = f"base_model.model.{module}"
            tensors[f"{of}.lora_A.weight"] = _random((rank, inputs), numbers)
            tensors[f"{of}.lora_B.weight"] = _random((outputs, rank), numbers)
    _write_tensors(folder / "adapter_model.safetensors", tensors)
    return folder


def _weights() -> Iterator[tuple[str, tuple[int, ...]]]:
    """Every tensor of a Qwen2 of this size."""
    query, key = _HEADS * _HEAD_DIM, _HEAD_DIM
    yield "model.embed_tokens.weight", (_VOCABULARY, _HIDDEN)
    for layer in range(_LAYERS):
        of = f"model.layers.{layer}"
        for part, width in (("q", query), ("k", key), ("v", key)):
            yield f"{of}.self_attn.{part}_proj.weight", (width, _HIDDEN)
            yield f"{of}.self_attn.{part}_proj.bias", (width,)
        yield f"{of}.self_attn.o_proj.weight", (_HIDDEN, query)
        yield f"{of}.mlp.gate_proj.weight", (_FEED_FORWARD, _HIDDEN)
        yield f"{of}.mlp.up_proj.weight", (_FEED_FORWARD, _HIDDEN)
        yield f"{of}.mlp.down_proj.weight", (_HIDDEN, _FEED_FORWARD)
        yield f"{of}.input_layernorm.weight", (_HIDDEN,)
        yield f"{of}.post_attention_layernorm.weight", (_HIDDEN,)
    yield "model.norm.weight", (_HIDDEN,)
    yield "lm_head.weight", (_VOCABULARY, _HIDDEN)


def _write_tokenizer(folder: Path) -> None:
    """A token for each byte and nothing merged, in the format of the `tokenizers` library."""
    vocabulary = {character: byte for byte, character in enumerate(_byte_characters())}
    byte_level = {
        "type": "ByteLevel",
        "add_prefix_space": False,
        "trim_offsets": True,
        "use_regex": False,
    }
    _write_json(
        folder / "tokenizer.json",
        {
            "version": "1.0",
            "added_tokens": [
                {
                    "id": number,
                    "content": text,
                    "single_word": False,
                    "lstrip": False,
                    "rstrip": False,
                    "normalized": False,
                    "special": True,
                }
                for number, text in enumerate(_SPECIAL, 256)
            ],
            "normalizer": None,
            "pre_tokenizer": byte_level,
            "post_processor": None,
            "decoder": byte_level,
            "model": {
                "type": "BPE",
                "vocab": vocabulary | {text: n for n, text in enumerate(_SPECIAL, 256)},
                "merges": [],
            },
        },
    )
    _write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": _CONTEXT,
            "eos_token": _SPECIAL[0],
            "pad_token": _SPECIAL[2],
            "clean_up_tokenization_spaces": False,
            "chat_template": _TEMPLATE,
        },
    )


def _byte_characters() -> Iterator[str]:
    """The visible character that byte-level tokenizers write for each byte, as GPT-2 chose them."""
    shown = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    replaced = 0x100
    for byte in range(256):
        if byte in shown:
            yield chr(byte)
        else:
            yield chr(replaced)
            replaced += 1


def _random(shape: tuple[int, ...], numbers: random.Random) -> _Tensor:
    wide = array("f", (numbers.uniform(-_SPREAD, _SPREAD) for _ in range(prod(shape))))
    return _Tensor(shape, _halved(wide))


def _ones(shape: tuple[int, ...]) -> _Tensor:
    return _Tensor(shape, _halved(array("f", [1.0]) * prod(shape)))


def _halved(wide: array[float]) -> bytes:
    """A bfloat16 is the upper half of a float32."""
    data = wide.tobytes()
    short = bytearray(len(data) // 2)
    short[0::2], short[1::2] = data[2::4], data[3::4]
    return bytes(short)


def _write_tensors(path: Path, tensors: Mapping[str, _Tensor]) -> None:
    """The safetensors format: the header's length, the header as JSON, the numbers."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    at = 0
    for name, tensor in tensors.items():
        end = at + len(tensor.data)
        header[name] = {"dtype": "BF16", "shape": tensor.shape, "data_offsets": [at, end]}
        at = end
    text = json.dumps(header).encode("ascii")
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for tensor in tensors.values():
            file.write(tensor.data)


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(value, indent=2), encoding="utf-8")
