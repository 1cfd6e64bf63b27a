"""What is asked of vLLM: the arguments, the variables, and what is refused before it is run."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools.errors import UserInputError
from tools.llm.vllm.command import arguments, process_environment, shell_command, variables
from tools.llm.vllm.serving import Adapter, Serving


def serving(**changes: Any) -> Serving:
    return Serving(**({"model": "/models/seven", "name": "seven"} | changes))


def option(command: tuple[str, ...], name: str) -> str | None:
    """The value behind an option, ``None`` if it is not there."""
    return command[command.index(name) + 1] if name in command else None


def test_what_burnish_relies_on_is_always_on() -> None:
    command = arguments(serving(), "/env/bin/vllm")
    assert command[:3] == ("/env/bin/vllm", "serve", "/models/seven")
    assert {"--enable-lora", "--enable-prefix-caching"} <= set(command)
    assert option(command, "--scheduling-policy") == "priority"
    assert option(command, "--generation-config") == "vllm"
    assert option(command, "--max-lora-rank") == "64"
    assert option(command, "--served-model-name") == "seven"
    assert option(command, "--host") == "127.0.0.1"
    assert option(command, "--max-model-len") is None
    assert not {"--tensor-parallel-size", "--data-parallel-size", "--lora-modules"} & set(command)
    assert variables(serving()) == {
        "VLLM_ALLOW_RUNTIME_LORA_UPDATING": "1",
        "VLLM_NO_USAGE_STATS": "1",
        "DO_NOT_TRACK": "1",
        "HF_HUB_OFFLINE": "1",
    }
    assert "HF_HUB_OFFLINE" not in variables(serving(allow_download=True))


def test_several_gpus() -> None:
    split = arguments(serving(gpus=4, tensor_parallel=4), "vllm")
    assert option(split, "--tensor-parallel-size") == "4"
    assert option(split, "--data-parallel-size") is None
    both = arguments(serving(gpus=4, tensor_parallel=2), "vllm")
    assert (option(both, "--tensor-parallel-size"), option(both, "--data-parallel-size")) == (
        "2",
        "2",
    )
    # One front end, so that an adapter loaded later is known to all copies.
    assert option(both, "--api-server-count") == "1"


def test_adapters_make_room_for_the_largest(tmp_path: Path) -> None:
    small, large = Adapter("a", tmp_path / "a", 8), Adapter("b", tmp_path / "b", 100)
    assert option(arguments(serving(adapters=(small,)), "vllm"), "--max-lora-rank") == "64"
    command = arguments(serving(adapters=(small, large), extra=("--seed", "3")), "vllm")
    assert option(command, "--max-lora-rank") == "128"
    at = command.index("--lora-modules")
    assert command[at + 1 : at + 3] == (f"a={tmp_path}/a", f"b={tmp_path}/b")
    assert command[-2:] == ("--seed", "3")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"port": 0}, "--port 0"),
        ({"gpus": 0}, "--gpus 0"),
        ({"gpus": 3, "tensor_parallel": 2}, "--tensor-parallel 2"),
        ({"max_model_len": 0}, "--max-model-len 0"),
        ({"max_loras": 0}, "--max-loras 0"),
        ({"gpu_memory_utilization": 1.5}, "--gpu-memory-utilization 1.5"),
        ({"dtype": "int8"}, "--dtype int8"),
        ({"name": "two words"}, "'two words'"),
        ({"adapters": (Adapter("seven", Path("a"), 8),)}, "names two things"),
        ({"adapters": (Adapter("big", Path("a"), 1024),)}, "rank 1024"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(UserInputError, match=message):
        serving(**changes)


@pytest.mark.parametrize(
    ("host", "url", "private"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/v1", True),
        ("localhost", "http://localhost:8000/v1", True),
        ("::1", "http://[::1]:8000/v1", True),
        ("0.0.0.0", "http://127.0.0.1:8000/v1", False),
        ("::", "http://[::1]:8000/v1", False),
        ("gpu.example", "http://gpu.example:8000/v1", False),
    ],
)
def test_where_it_is_reached(host: str, url: str, private: bool) -> None:
    assert (serving(host=host).url, serving(host=host).is_private) == (url, private)


def test_the_process_gets_the_key_under_its_own_name_and_no_packages_of_ours() -> None:
    inherited = {
        "PATH": "/usr/bin",
        "PYTHONPATH": "/burnish",
        "VIRTUAL_ENV": "/burnish/.venv",
        "BURNISH_MODEL_KEY": " secret\n",
        "CUDA_VISIBLE_DEVICES": "1",
    }
    environ = process_environment(serving(), "/env/bin/vllm", inherited)
    assert environ.pop("VLLM_API_KEY") == "secret"
    assert "secret" not in str(environ)
    assert not {"PYTHONPATH", "VIRTUAL_ENV"} & set(environ)
    assert environ["PATH"] == "/env/bin:/usr/bin"
    assert environ["CUDA_VISIBLE_DEVICES"] == "1"
    assert "VLLM_API_KEY" not in process_environment(serving(), "vllm", {})


def test_a_shell_reads_the_printed_command_as_it_was_meant(tmp_path: Path) -> None:
    odd = serving(model="/models/it's $HOME; seven")
    text = shell_command(odd, ("printf", r"%s\n", *arguments(odd, "vllm")[1:]), with_key=True)
    assert 'VLLM_API_KEY="$BURNISH_MODEL_KEY"' in shlex.split(text, posix=False)
    done = subprocess.run(["sh", "-c", text], capture_output=True, text=True, check=True)
    assert tuple(done.stdout.splitlines()) == arguments(odd, "vllm")[1:]
