"""Composes what `burnish serve-model` does: the model, the environment, the command, the GPU."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.errors import UserInputError
from tools.llm.vllm.command import KEY_VARIABLE, arguments, shell_command, variables
from tools.llm.vllm.environment import Environment, Missing, pinned_version
from tools.llm.vllm.gpus import visible_gpus
from tools.llm.vllm.model_folder import LocalModel, adapter_rank
from tools.llm.vllm.serving import Adapter, Serving
from tools.llm.vllm.sizing import Sizing, need_sentence, room_sentence, size_up

USUAL_CONTEXT = 16_384
"""Tokens, unless asked otherwise: a prompt with its scaffold and a long answer. Models that were
made for more would reserve gigabytes for conversations that Burnish never has."""


_NO_GPU = (
    "No NVIDIA GPU was found here (nvidia-smi lists none), and this vLLM needs one. Run this on "
    "the machine that has it and set BURNISH_MODEL_URL here; or use a server that exists already; "
    "or name an environment with a vLLM for other hardware with --environment. --print shows the "
    "command all the same."
)


@dataclass(frozen=True)
class Plan:
    """All that is known before anything is started."""

    serving: Serving
    command: tuple[str, ...]
    sizing: Sizing | None
    notes: tuple[str, ...]
    """What the model needs, and what the GPUs have."""
    warnings: tuple[str, ...]
    """Why it will probably not start."""
    obstacle: str | None
    """Why it cannot start."""

    @property
    def shell(self) -> str:
        """The command for a shell."""
        return shell_command(self.serving, self.command, with_key=has_key())

    def to_json(self) -> dict[str, object]:
        """For programs; without the key."""
        serving, sizing = self.serving, self.sizing
        return {
            "command": list(self.command),
            "variables": variables(serving),
            "url": serving.url,
            "model": serving.name,
            "adapters": [adapter.name for adapter in serving.adapters],
            "context_tokens": serving.max_model_len,
            "bytes": None
            if sizing is None
            else {
                "weights": sizing.weights,
                "adapters": sizing.adapters,
                "working": sizing.working,
                "cache_per_token": sizing.cache_per_token,
                "least": sizing.least,
            },
            "notes": list(self.notes),
            "warnings": list(self.warnings),
        }


def read_adapters(given: Sequence[str]) -> tuple[Adapter, ...]:
    """From ``NAME=FOLDER``. Raises :class:`UserInputError` where that is not an adapter."""
    adapters = []
    for one in given:
        name, equals, folder = one.partition("=")
        if not equals or not name or not folder:
            raise UserInputError(f"--adapter {one} is not of the form NAME=FOLDER.")
        path = Path(folder).expanduser().absolute()
        adapters.append(Adapter(name, path, adapter_rank(path)))
    return tuple(adapters)


def usual_context(model: LocalModel | None) -> int | None:
    """The length of conversations that is served unless another is asked for."""
    if model is None or model.shape is None:
        return None
    return min(USUAL_CONTEXT, model.shape.context or USUAL_CONTEXT)


def usual_name(model: str) -> str:
    """A hub's name as it is; of a folder its last part."""
    folder = Path(model).expanduser()
    return folder.resolve().name if folder.is_dir() else model


def plan(serving: Serving, model: LocalModel | None, found: Environment | Missing) -> Plan:
    """What would be run, and whether this machine can. Raises :class:`UserInputError` for a server
    that strangers could use."""
    if not serving.is_private and not has_key():
        raise UserInputError(
            f"With --host {serving.host} everybody on the network could use the server and load "
            f"adapters into it. Set {KEY_VARIABLE} to a key of your choice, here and where Burnish "
            "runs, or leave --host out."
        )
    executable = (
        found.executable if isinstance(found, Environment) else found.folder / "bin" / "vllm"
    )
    needs_nvidia = isinstance(found, Missing) or found.needs_nvidia
    gpus = visible_gpus(os.environ) if needs_nvidia else ()
    sizing = None if model is None else size_up(model, serving)
    notes, warnings, obstacle = [], [], None
    if model is None and not serving.allow_download:
        obstacle = (
            f"{serving.model} is neither a folder nor in the cache of the Hugging Face hub on this "
            "machine. Give the folder that the model is in, or --allow-download to let vLLM fetch "
            "it from the hub (15 GB for 7B parameters)."
        )
        warnings.append(obstacle)
    if isinstance(found, Environment):
        notes.append(f"vLLM {found.version or 'of an unknown version'}: {executable}")
        if not _is_as_pinned(found):
            warnings.append(f"The arguments are those of vLLM {pinned_version()}.")
    if sizing is not None:
        notes.append(need_sentence(sizing))
    if needs_nvidia and not gpus:
        warnings.append("No NVIDIA GPU was found here (nvidia-smi lists none).")
        obstacle = obstacle or _NO_GPU
    elif needs_nvidia and len(gpus) < serving.gpus:
        warnings.append(f"--gpus {serving.gpus} asks for more than the {len(gpus)} GPUs here.")
    elif sizing is not None:
        for gpu in gpus[: serving.gpus]:
            told, enough = room_sentence(sizing, gpu, serving.gpu_memory_utilization)
            (notes if enough else warnings).append(told)
    return Plan(
        serving,
        arguments(serving, str(executable)),
        sizing,
        tuple(notes),
        tuple(warnings),
        obstacle,
    )


def check_startable(made: Plan) -> None:
    """Raises :class:`UserInputError` where vLLM could not start, before anything is installed."""
    if made.obstacle is not None:
        raise UserInputError(made.obstacle)


def agreed(question: str, *, yes: bool, ask: Callable[[str], bool] | None) -> None:
    """Raises :class:`UserInputError` unless the user has agreed; ``ask`` is ``None`` where nobody
    can be asked."""
    if yes:
        return
    if ask is None:
        raise UserInputError(
            f"{question} Nothing is installed unasked, and there is no terminal to ask on: give "
            "--yes, or name an environment that has vLLM with --environment or BURNISH_VLLM."
        )
    if not ask(question):
        raise UserInputError(
            "Nothing was installed. An environment that has vLLM can be named with --environment "
            "or BURNISH_VLLM."
        )


def _is_as_pinned(found: Environment) -> bool:
    """Whether it takes the arguments that Burnish knows: those change between minor versions."""
    wanted = pinned_version().split(".")[:2]
    return found.version is None or found.version.split(".")[:2] == wanted


def has_key() -> bool:
    """Whether the server is to ask for a key."""
    return bool(os.environ.get(KEY_VARIABLE, "").strip())
