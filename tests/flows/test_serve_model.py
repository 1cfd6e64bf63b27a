"""`burnish serve-model` by the whole command line, with a vLLM that serves only its health."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows import serving as composing
from tools.errors import UserInputError
from tools.llm.vllm.fakes.environment import write_environment, write_nvidia_smi
from tools.llm.vllm.fakes.tiny_model import write_tiny_adapter, write_tiny_model

Burnish = Callable[..., Any]


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No GPU, no vLLM, no key and no cache of the person who runs the tests."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "sh").symlink_to("/bin/sh")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("BURNISH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    for name in ("BURNISH_VLLM", "BURNISH_MODEL_KEY", "CUDA_VISIBLE_DEVICES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny")


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_print_only_prints(burnish: Burnish, model: Path, tmp_path: Path) -> None:
    adapter = write_tiny_adapter(tmp_path / "adapter")
    answer = burnish(
        "serve-model", model, "--adapter", f"length={adapter}", "--print", "--", "--seed", "3"
    )
    assert answer.status == 0, answer.err
    command, *exports = answer.out.splitlines()
    words = shlex.split(command)
    assert "VLLM_ALLOW_RUNTIME_LORA_UPDATING=1" in words
    assert str(tmp_path / "cache" / "vllm-0.32.0" / "bin" / "vllm") in words
    assert f"length={adapter}" in words
    assert words[-2:] == ["--seed", "3"]
    # The model was made for less than what is usual.
    assert words[words.index("--max-model-len") + 1] == "12288"
    assert exports == [
        "export BURNISH_MODEL_URL=http://127.0.0.1:8000/v1",
        "export BURNISH_MODEL=tiny",
    ]
    assert "Each GPU needs about" in answer.err
    assert "Warning: No NVIDIA GPU was found" in answer.err
    assert not (tmp_path / "cache").exists()


def test_print_as_json(burnish: Burnish, model: Path) -> None:
    answer = burnish("serve-model", model, "--print", "--json", "--name", "seven")
    record = answer.json
    assert (record["model"], record["url"]) == ("seven", "http://127.0.0.1:8000/v1")
    assert record["command"][1] == "serve"
    assert record["variables"]["HF_HUB_OFFLINE"] == "1"
    assert record["bytes"]["cache_per_token"] == 2 * 2 * 64 * 2
    assert record["warnings"] == ["No NVIDIA GPU was found here (nvidia-smi lists none)."]


def test_the_gpus_are_compared_with_the_model(
    burnish: Burnish, model: Path, tmp_path: Path
) -> None:
    def told(*options: str, listed: tuple[str, ...]) -> list[str]:
        path = write_nvidia_smi(tmp_path / f"smi{len(list(tmp_path.iterdir()))}", *listed)
        answer = burnish("serve-model", model, "--print", "--json", *options, PATH=f"{path}:/bin")
        assert answer.status == 0, answer.err
        return list(answer.json["warnings"])

    assert told(listed=("0, L4, 23034, 23000",)) == []
    (small,) = told(listed=("0, Old, 2002, 2000",))
    assert "is too small" in small
    (few,) = told("--gpus", "2", listed=("0, L4, 23034, 23000",))
    assert "--gpus 2 asks for more than the 1 GPUs here" in few


def test_another_vllm_than_the_known_is_named(
    burnish: Burnish, model: Path, tmp_path: Path
) -> None:
    for version, warns in (("0.32.7+cpu", False), ("0.21.0+cpu", True)):
        environment = write_environment(tmp_path / version, version=version)
        answer = burnish("serve-model", model, "--print", BURNISH_VLLM=str(environment))
        assert f"vLLM {version}: {environment}/bin/vllm" in answer.err
        assert ("Warning: The arguments are those of vLLM 0.32.0" in answer.err) is warns


def test_it_serves_until_it_is_asked_to_end(model: Path, tmp_path: Path, port: int) -> None:
    environment = write_environment(tmp_path / "environment")
    options = ["--environment", environment, "--port", port]
    process = subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", "serve-model"]
        + [str(argument) for argument in (model, *options)],
        env={**os.environ, "BURNISH_MODEL_KEY": "a-secret-key"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = [process.stdout.readline().strip() for _ in range(2)]
    assert lines == [
        f"export BURNISH_MODEL_URL=http://127.0.0.1:{port}/v1",
        "export BURNISH_MODEL=tiny",
    ]
    started = json.loads((environment / "started.json").read_text(encoding="utf-8"))
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 143, err
    assert out == ""
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    assert started["environment"]["VLLM_API_KEY"] == "a-secret-key"
    assert "a-secret-key" not in err + str(started["arguments"])


def test_a_server_that_dies_is_a_failure(
    burnish: Burnish, model: Path, tmp_path: Path, port: int
) -> None:
    environment = write_environment(tmp_path / "environment", "dies")
    answer = burnish("serve-model", model, "--port", port, BURNISH_VLLM=str(environment))
    assert (answer.status, answer.out) == (3, "")
    assert "no memory is left" in answer.err
    assert str(tmp_path / "cache" / "logs" / f"vllm-{port}.log") in answer.err


def test_nothing_is_installed_unasked(
    burnish: Burnish, model: Path, tmp_path: Path, port: int
) -> None:
    path = write_nvidia_smi(tmp_path / "smi", "0, L4, 23034, 23000")
    answer = burnish("serve-model", model, "--port", port, PATH=f"{path}:/bin")
    assert (answer.status, answer.out) == (2, "")
    for word in ("--yes", "GB to download", "vllm-0.32.0", "BURNISH_VLLM"):
        assert word in answer.err
    assert not (tmp_path / "cache").exists()


def test_who_is_asked_can_refuse() -> None:
    asked: list[str] = []

    def refuse(question: str) -> bool:
        asked.append(question)
        return False

    with pytest.raises(UserInputError, match="Nothing was installed"):
        composing.agreed("Install?", yes=False, ask=refuse)
    assert asked == ["Install?"]
    composing.agreed("Install?", yes=True, ask=refuse)
    composing.agreed("Install?", yes=False, ask=lambda _: True)
    assert asked == ["Install?"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "No NVIDIA GPU was found here"),
        (("--environment", "tiny"), "holds no vLLM"),
        (("--host", "0.0.0.0"), "Set BURNISH_MODEL_KEY"),
        (("--adapter", "length"), "not of the form NAME=FOLDER"),
        (("--adapter", "length=tiny"), "holds no adapter_config.json"),
        (("--gpus", "3", "--tensor-parallel", "2"), "--tensor-parallel 2"),
        (("--max-model-len", "0"), "--max-model-len"),
    ],
)
def test_what_cannot_work_is_said_at_once(
    burnish: Burnish, model: Path, tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    answer = burnish("serve-model", "./tiny", *options)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
    assert not (tmp_path / "cache").exists()


def test_a_model_that_is_not_here(burnish: Burnish) -> None:
    answer = burnish("serve-model", "burnish/none")
    assert answer.status == 2
    assert "--allow-download" in answer.err
    warned = burnish("serve-model", "burnish/none", "--print")
    assert warned.status == 0
    assert "Warning: burnish/none is neither a folder nor in the cache" in warned.err
    printed = burnish("serve-model", "burnish/none", "--allow-download", "--print")
    assert "neither" not in printed.err
    assert printed.status == 0
    assert "HF_HUB_OFFLINE" not in printed.out
    assert "export BURNISH_MODEL=burnish/none" in printed.out
    assert burnish("serve-model", "./none").status == 2


def test_a_port_that_is_taken(burnish: Burnish, model: Path, tmp_path: Path) -> None:
    environment = write_environment(tmp_path / "environment")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        answer = burnish(
            "serve-model",
            model,
            "--port",
            other.getsockname()[1],
            BURNISH_VLLM=str(environment),
        )
    assert answer.status == 2
    assert "cannot be listened at" in answer.err
    assert not (environment / "started.json").exists()


def test_the_commands_of_the_guide_are_understood(
    burnish: Burnish, model: Path, tmp_path: Path
) -> None:
    adapter = write_tiny_adapter(tmp_path / "adapter")
    guide = Path(composing.__file__).parent.parent / "docs" / "serving.md"
    lines = re.findall(r"^(?:\w+=\S+ )?burnish (serve-model .*)$", guide.read_text("utf-8"), re.M)
    assert len(lines) > 5
    for line in lines:
        words = [
            re.sub(r"^(FOLDER|~/models/.*)$", str(model), re.sub(r"=~.*", f"={adapter}", word))
            for word in shlex.split(line, comments=True)
        ]
        answer = burnish(*words, "--print", BURNISH_MODEL_KEY="key")
        assert answer.status == 0, answer.err
