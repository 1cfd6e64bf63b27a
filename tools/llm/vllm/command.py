"""The command that serves a model, and the environment variables that it is run with.

The arguments are those of vLLM 0.32. Nothing here looks at the machine.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.llm.vllm.serving import Serving

KEY_VARIABLE = "BURNISH_MODEL_KEY"
_NOT_PASSED_ON = (KEY_VARIABLE, "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX")
"""vLLM's Python must not find the packages of ours; the key goes under vLLM's own name."""


def arguments(serving: Serving, executable: str) -> tuple[str, ...]:
    """The whole ``vllm serve`` command; without the key, which other users could read here."""
    parts = [executable, "serve", serving.model]
    parts += ["--served-model-name", serving.name]
    parts += ["--host", serving.host, "--port", str(serving.port)]
    parts += ["--dtype", serving.dtype]
    parts += ["--gpu-memory-utilization", f"{serving.gpu_memory_utilization:g}"]
    if serving.max_model_len is not None:
        parts += ["--max-model-len", str(serving.max_model_len)]
    if serving.tensor_parallel > 1:
        parts += ["--tensor-parallel-size", str(serving.tensor_parallel)]
    if serving.copies > 1:
        parts += ["--data-parallel-size", str(serving.copies)]
        # Else every copy gets a front end with a list of adapters of its own, and an adapter that
        # is loaded later is known to one of them only.
        parts += ["--api-server-count", "1"]
    # Answers are drawn as the request says, and not also as a file beside the model says.
    parts += ["--generation-config", "vllm"]
    parts += ["--enable-prefix-caching", "--scheduling-policy", "priority"]
    parts += ["--enable-lora", "--max-lora-rank", str(serving.lora_rank)]
    parts += ["--max-loras", str(serving.max_loras)]
    if serving.adapters:
        parts.append("--lora-modules")
        parts += [f"{adapter.name}={adapter.folder}" for adapter in serving.adapters]
    # A line for each of a million requests would fill the log that says why a server died.
    parts.append("--disable-uvicorn-access-log")
    return (*parts, *serving.extra)


def variables(serving: Serving) -> dict[str, str]:
    """What is set for the server beside what is set anyway."""
    wanted = {
        "VLLM_ALLOW_RUNTIME_LORA_UPDATING": "1",
        "VLLM_NO_USAGE_STATS": "1",
        "DO_NOT_TRACK": "1",
    }
    return wanted if serving.allow_download else wanted | {"HF_HUB_OFFLINE": "1"}


def process_environment(
    serving: Serving, executable: str, inherited: Mapping[str, str]
) -> dict[str, str]:
    """All variables of the server's process. Its own folder comes first on the path: vLLM calls
    compilers that were installed beside it."""
    kept = {name: value for name, value in inherited.items() if name not in _NOT_PASSED_ON}
    folder = str(Path(executable).parent)
    kept["PATH"] = ":".join(filter(None, (folder, kept.get("PATH"))))
    if key := inherited.get(KEY_VARIABLE, "").strip():
        kept["VLLM_API_KEY"] = key
    return kept | variables(serving)


def shell_command(serving: Serving, command: Sequence[str], *, with_key: bool) -> str:
    """The same for a shell, with the key by reference."""
    told = [f"{name}={shlex.quote(value)}" for name, value in variables(serving).items()]
    if with_key:
        told.append(f'VLLM_API_KEY="${KEY_VARIABLE}"')
    return " ".join([*told, shlex.join(command)])
