"""How much memory a model needs: counted by hand for a 7B, and read from folders and GPUs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.errors import UserInputError
from tools.llm.vllm.fakes.environment import write_nvidia_smi
from tools.llm.vllm.fakes.tiny_model import write_tiny_adapter, write_tiny_model
from tools.llm.vllm.gpus import Gpu, read_listing, visible_gpus
from tools.llm.vllm.model_folder import LocalModel, Shape, adapter_rank, find_model
from tools.llm.vllm.serving import Serving
from tools.llm.vllm.sizing import (
    GIBIBYTE,
    adapter_bytes,
    cache_bytes,
    need_sentence,
    room_sentence,
    size_up,
)

SEVEN = Shape(28, 3584, 18944, 28, 4, 128, 32768)
"""Qwen2.5 7B: 28 layers, 28 heads of which 4 keep keys and values."""
SEVEN_WEIGHTS = 15_231_233_024
PARAMETERS = 7_615_616_512


def test_a_7b_counted_by_hand() -> None:
    assert SEVEN_WEIGHTS == 2 * PARAMETERS
    # A key and a value of 4 heads of 128 numbers of 2 bytes in 28 layers.
    assert cache_bytes(SEVEN) == 2 * 4 * 128 * 2 * 28 == 57344
    # PEFT reports 161,480,704 trainable parameters for rank 64 at all linear maps of this model.
    assert adapter_bytes(SEVEN, 64) == 2 * 161_480_704
    sizing = size_up(
        LocalModel(Path("seven"), SEVEN_WEIGHTS, SEVEN),
        Serving("seven", "seven", max_model_len=16384),
    )
    assert sizing is not None
    assert sizing.least == SEVEN_WEIGHTS + 4 * 161_480_704 + 2 * GIBIBYTE + 16384 * 57344
    assert need_sentence(sizing).startswith("Each GPU needs about 17.7 GiB: 14.2 GiB of weights")


@pytest.mark.parametrize(
    ("gib", "enough", "said"),
    [
        (16, False, "smaller or quantized model"),
        (24, True, "room for 90,"),
        (80, True, "room for "),
    ],
)
def test_what_fits(gib: int, enough: bool, said: str) -> None:
    sizing = size_up(
        LocalModel(Path("seven"), SEVEN_WEIGHTS, SEVEN),
        Serving("seven", "seven", max_model_len=16384),
    )
    assert sizing is not None
    gpu = Gpu(0, "GPU", gib * GIBIBYTE, gib * GIBIBYTE)
    told, fits = room_sentence(sizing, gpu, 0.9)
    assert fits is enough
    assert said in told
    tokens = sizing.tokens_in(gpu.memory, 0.9)
    assert (tokens >= 16384) is enough
    if tokens:
        assert sizing.fixed + tokens * 57344 <= 0.9 * gpu.memory
        assert sizing.fixed + (tokens + 1) * 57344 > 0.9 * gpu.memory


def test_a_long_conversation_may_be_too_long() -> None:
    model = LocalModel(Path("seven"), SEVEN_WEIGHTS, SEVEN)
    sizing = size_up(model, Serving("seven", "seven", max_model_len=131072))
    assert sizing is not None
    told, fits = room_sentence(sizing, Gpu(0, "GPU", 24 * GIBIBYTE, 24 * GIBIBYTE), 0.9)
    assert not fits
    assert "lower --max-model-len to at most 90," in told


def test_a_busy_gpu_is_named_so() -> None:
    model = LocalModel(Path("seven"), SEVEN_WEIGHTS, SEVEN)
    sizing = size_up(model, Serving("seven", "seven"))
    assert sizing is not None
    told, fits = room_sentence(sizing, Gpu(3, "GPU", 80 * GIBIBYTE, 10 * GIBIBYTE), 0.9)
    assert not fits
    assert "GPU 3 (GPU, 80.0 GiB" in told
    assert "only 10.0 GiB free" in told


def test_more_gpus_share_all_but_the_work_space() -> None:
    model = LocalModel(Path("seven"), SEVEN_WEIGHTS, SEVEN)
    one = size_up(model, Serving("seven", "seven"))
    two = size_up(model, Serving("seven", "seven", gpus=2, tensor_parallel=2))
    eight = size_up(model, Serving("seven", "seven", gpus=8, tensor_parallel=8))
    copies = size_up(model, Serving("seven", "seven", gpus=2))
    assert one is not None
    assert two is not None
    assert eight is not None
    assert (two.weights, two.cache_per_token) == (one.weights // 2, one.cache_per_token // 2)
    assert two.working == one.working
    assert eight.cache_per_token == one.cache_per_token // 4  # there are 4 heads to share out
    assert copies == one


def test_the_tiny_model_is_read(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path / "tiny")
    model = find_model(str(folder), {})
    assert model is not None
    assert model.shape == Shape(2, 128, 256, 2, 1, 64, 12288)
    assert model.weight_bytes == (folder / "model.safetensors").stat().st_size
    assert adapter_rank(write_tiny_adapter(tmp_path / "adapter", rank=4)) == 4
    sizing = size_up(model, Serving("tiny", "tiny"))
    assert sizing is not None
    assert sizing.max_model_len == 12288


def test_the_tiny_model_is_the_same_every_time(tmp_path: Path) -> None:
    first, again, other = (
        write_tiny_model(tmp_path / name, seed) / "model.safetensors"
        for name, seed in (("first", 0), ("again", 0), ("other", 1))
    )
    assert first.read_bytes() == again.read_bytes()
    assert first.read_bytes() != other.read_bytes()


def test_a_model_in_the_cache_of_the_hub(tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    kept = hub / "models--burnish--tiny"
    write_tiny_model(kept / "snapshots" / "abc")
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text("abc", encoding="utf-8")
    for environ in ({"HF_HOME": str(tmp_path)}, {"HF_HUB_CACHE": str(hub)}):
        model = find_model("burnish/tiny", environ)
        assert model is not None
        assert model.folder == kept / "snapshots" / "abc"
        assert find_model("burnish/other", environ) is None


def test_folders_that_hold_no_model(tmp_path: Path) -> None:
    with pytest.raises(UserInputError, match=r"holds no config\.json"):
        find_model(str(tmp_path), {})
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(UserInputError, match="cannot be read"):
        find_model(str(tmp_path), {})
    (tmp_path / "config.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UserInputError, match="no JSON object"):
        find_model(str(tmp_path), {})
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UserInputError, match="no weights"):
        find_model(str(tmp_path), {})
    with pytest.raises(UserInputError, match="There is no folder"):
        find_model(str(tmp_path / "nowhere"), {})
    with pytest.raises(UserInputError, match="There is no folder"):
        find_model(str(tmp_path / "config.json"), {})
    with pytest.raises(UserInputError, match=r"holds no adapter_config\.json"):
        adapter_rank(tmp_path)
    (tmp_path / "adapter_config.json").write_text('{"r": "8"}', encoding="utf-8")
    with pytest.raises(UserInputError, match="names no rank"):
        adapter_rank(tmp_path)


def test_a_model_of_another_make_has_no_sizes(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path / "odd")
    (folder / "config.json").write_text('{"model_type": "mamba"}', encoding="utf-8")
    model = find_model(str(folder), {})
    assert model is not None
    assert size_up(model, Serving("odd", "odd")) is None
    seeing = {
        "text_config": json.loads((write_tiny_model(tmp_path / "t") / "config.json").read_text())
    }
    (folder / "config.json").write_text(json.dumps(seeing), encoding="utf-8")
    model = find_model(str(folder), {})
    assert model is not None
    assert model.shape is not None
    assert model.shape.layers == 2


def test_gpus_are_those_that_a_program_sees(tmp_path: Path) -> None:
    path = str(
        write_nvidia_smi(
            tmp_path / "bin",
            "0, NVIDIA L4, 23034, 22500",
            "1, GPU, with a comma, 81559, 4",
            "2, Broken, [N/A], [N/A]",
        )
    )
    first, second = visible_gpus({"PATH": path})
    assert first == Gpu(0, "NVIDIA L4", 23034 * 2**20, 22500 * 2**20)
    assert (second.index, second.name, second.free) == (1, "GPU, with a comma", 4 * 2**20)
    assert visible_gpus({"PATH": path, "CUDA_VISIBLE_DEVICES": "1,7"}) == (second,)
    assert visible_gpus({"PATH": path, "CUDA_VISIBLE_DEVICES": ""}) == ()
    assert len(visible_gpus({"PATH": path, "CUDA_VISIBLE_DEVICES": "GPU-8932f937"})) == 2
    assert visible_gpus({"PATH": str(tmp_path)}) == ()
    assert read_listing("No devices were found\n") == ()


def test_a_driver_that_fails_is_no_gpu(tmp_path: Path) -> None:
    path = write_nvidia_smi(tmp_path / "bin")
    (path / "nvidia-smi").write_text("#!/bin/sh\necho '0, GPU, 1, 1'; exit 9\n", encoding="utf-8")
    assert visible_gpus({"PATH": str(path)}) == ()
