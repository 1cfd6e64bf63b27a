"""`burnish serve-model`: vLLM with the right command, until it is interrupted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.serving import Plan
    from tools.llm.vllm.environment import Environment, Missing


def serve_model(
    model: Annotated[
        str,
        typer.Argument(metavar="MODEL", help="A folder with a model, or its name on the hub."),
    ],
    vllm_arguments: Annotated[
        list[str] | None,
        typer.Argument(metavar="[-- ARGUMENTS…]", help="More arguments of `vllm serve`."),
    ] = None,
    port: Annotated[int, typer.Option("--port", help="Where it listens.")] = 8000,
    host: Annotated[
        str, typer.Option("--host", help="Another address opens it to the network.")
    ] = "127.0.0.1",
    gpus: Annotated[int, typer.Option("--gpus", help="How many GPUs to use.")] = 1,
    tensor_parallel: Annotated[
        int,
        typer.Option("--tensor-parallel", help="GPUs for each copy of the model; else one each."),
    ] = 1,
    max_model_len: Annotated[
        int | None,
        typer.Option(
            "--max-model-len",
            help="Tokens of prompt and answer together; else 16,384, or less if the model was "
            "made for less.",
        ),
    ] = None,
    adapter: Annotated[
        list[str] | None,
        typer.Option("--adapter", metavar="NAME=FOLDER", help="A LoRA adapter; several times."),
    ] = None,
    max_loras: Annotated[
        int, typer.Option("--max-loras", help="Adapters in use at the same moment.")
    ] = 2,
    gpu_memory_utilization: Annotated[
        float, typer.Option("--gpu-memory-utilization", help="Share of the memory to take.")
    ] = 0.9,
    dtype: Annotated[
        str, typer.Option("--dtype", help="auto, bfloat16, float16 or float32.")
    ] = "auto",
    name: Annotated[
        str | None, typer.Option("--name", help="What requests call it; else the folder's name.")
    ] = None,
    environment: Annotated[
        Path | None,
        typer.Option("--environment", help="vLLM's virtual environment; else BURNISH_VLLM."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Install vLLM, if it is missing, without asking.")
    ] = False,
    allow_download: Annotated[
        bool, typer.Option("--allow-download", help="Let vLLM fetch the model from the hub.")
    ] = False,
    wait: Annotated[
        float, typer.Option("--wait", min=1, help="Seconds that it may take to start.")
    ] = 900,
    only_print: Annotated[
        bool, typer.Option("--print", help="Print the command; install and run nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Serve a model with vLLM for Burnish, until interrupted; print what to set.

    LoRA adapters can be loaded while it runs, prompts that begin alike share work, and requests
    that somebody waits for go first. vLLM has an environment of its own, which is made if there is
    none, after asking. Guide: docs/serving.md.

    Example: burnish serve-model ~/models/Qwen2.5-7B-Instruct --print
    """
    import os

    from flows.output import print_json
    from flows.serving import (
        check_startable,
        plan,
        read_adapters,
        usual_context,
        usual_name,
    )
    from flows.settings import read_settings
    from tools.llm.vllm.environment import find_environment
    from tools.llm.vllm.model_folder import find_model
    from tools.llm.vllm.serving import Serving

    found_model = find_model(model, os.environ)
    serving = Serving(
        model=model if found_model is None else str(found_model.folder.absolute()),
        name=name or usual_name(model),
        host=host,
        port=port,
        gpus=gpus,
        tensor_parallel=tensor_parallel,
        max_model_len=usual_context(found_model) if max_model_len is None else max_model_len,
        adapters=read_adapters(adapter or []),
        max_loras=max_loras,
        gpu_memory_utilization=gpu_memory_utilization,
        dtype=dtype,
        allow_download=allow_download,
        extra=tuple(vllm_arguments or ()),
    )
    found = find_environment(environment or read_settings().vllm, os.environ.get("PATH"))
    made = plan(serving, found_model, found)
    if only_print:
        _tell(made)
        if as_json:
            print_json(made.to_json())
        else:
            typer.echo(made.shell)
            _print_variables(made)
        return
    check_startable(made)
    _tell(made)
    _serve(made, found, yes=yes, wait=wait, as_json=as_json)


def _serve(
    made: Plan, found: Environment | Missing, *, yes: bool, wait: float, as_json: bool
) -> None:
    import os
    import sys

    from flows.ending import raising_on_request
    from flows.output import print_json, progress
    from flows.serving import agreed
    from tools.cache_folder import cache_folder
    from tools.llm.vllm.command import process_environment
    from tools.llm.vllm.environment import Missing
    from tools.llm.vllm.making import announcement, check_makeable, make_environment
    from tools.llm.vllm.process import Server, check_port

    serving = made.serving
    check_port(serving)
    if isinstance(found, Missing):
        check_makeable(found.folder)
        ask = _confirm if sys.stdin.isatty() and sys.stderr.isatty() else None
        agreed(announcement(found.folder), yes=yes, ask=ask)
        with raising_on_request():
            make_environment(found.folder, progress)
    log = cache_folder() / "logs" / f"vllm-{serving.port}.log"
    environ = process_environment(serving, made.command[0], os.environ)
    with raising_on_request(), Server(serving, made.command, environ, log) as server:
        progress(f"starting vLLM with {serving.name}; its log is {log}")
        server.wait_until_healthy(wait, progress)
        progress(f"ready after {server.seconds:.0f} s; Ctrl-C ends it")
        if as_json:
            print_json(made.to_json() | {"pid": server.pid, "log": str(log)})
        else:
            _print_variables(made)
        sys.stdout.flush()
        server.wait()


def _tell(made: Plan) -> None:
    from flows.output import progress

    for note in made.notes:
        progress(note)
    for warning in made.warnings:
        progress(f"Warning: {warning}")


def _print_variables(made: Plan) -> None:
    from shlex import quote

    typer.echo(f"export BURNISH_MODEL_URL={quote(made.serving.url)}")
    typer.echo(f"export BURNISH_MODEL={quote(made.serving.name)}")


def _confirm(question: str) -> bool:
    return typer.confirm(f"{question}\nInstall it?", err=True)
