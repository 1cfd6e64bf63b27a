"""`burnish chat`: one proof made better turn by turn, each answer verified by Lean."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from typing import Annotated

import typer

from flows.commands import model_options
from flows.exit_status import EXIT_FAILURE

DEFAULT_ROUNDS = 4
DEFAULT_TURN_SECONDS = 60.0
DEFAULT_CHAT_SAMPLES = 4


def chat(
    target: Annotated[str, typer.Argument(metavar="FILE:NAME", help="The theorem.")],
    script: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Play the turns of a file (`-`: standard input), a line each, without a terminal; "
            "one JSON object a turn.",
        ),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Begin another chat about this theorem.")
    ] = False,
    metric: Annotated[
        str | None,
        typer.Option(help="What counts when there is a choice: length, modularity, depth, …"),
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of a search.")] = DEFAULT_ROUNDS,
    candidates: model_options.Candidates = model_options.DEFAULT_CANDIDATES,
    seconds: Annotated[
        float, typer.Option(min=1.0, help="Time for a search, or for the model, in a turn.")
    ] = (DEFAULT_TURN_SECONDS),
    lean: model_options.Lean = None,
    unprotected: Annotated[
        bool,
        typer.Option("--unprotected", help="Run candidates even where Lean cannot be confined."),
    ] = False,
    endpoint: model_options.Endpoint = None,
    model: model_options.ModelName = None,
    adapter: model_options.Adapter = None,
    samples: model_options.Samples = DEFAULT_CHAT_SAMPLES,
    temperature: model_options.Temperature = model_options.DEFAULT_TEMPERATURE,
    answer_tokens: model_options.AnswerTokens = model_options.DEFAULT_ANSWER_TOKENS,
    seed: model_options.Seed = 0,
    without: model_options.Without = "",
    prompts: model_options.Prompts = None,
    stop_at_tag: model_options.StopAtTag = False,
) -> None:
    """Refine one proof by talking about it; every proof that is offered was verified by Lean.

    A turn is a command (`/help` lists them), Lean code, or, with a model, an instruction in words.
    The file changes only on `/write`, and only to a proof that you accepted. The same command goes
    on with the chat. With --script, exit status 3 if a turn was broken off.

    Example: burnish chat examples/Logic.lean:and_swap
    """
    from flows.chatting.opening import Options, open_chat
    from flows.chatting.script import play_script, read_script
    from flows.modelling import ModelOptions, read_temperatures
    from flows.output import progress

    asked = ModelOptions(
        endpoint=endpoint,
        model=model,
        adapter=adapter,
        samples=samples,
        rounds=1,
        temperatures=read_temperatures(temperature),
        answer_tokens=answer_tokens,
        seed=seed,
        without=without,
        prompts=prompts,
        stops=stop_at_tag,
        do_without="Without --endpoint (and BURNISH_MODEL_URL) the commands of the chat work.",
    )
    options = Options(
        target=target,
        metric=metric,
        rounds=rounds,
        candidates=candidates,
        seconds=seconds,
        lean=lean,
        unprotected=unprotected,
        new=new,
        command={"command": "chat", "targets": [target], "options": {"metric": metric}},
        model=asked,
    )
    text = None if script is None else read_script(script)
    if text is not None:
        out = sys.stdout
        with redirect_stdout(sys.stderr), open_chat(options, progress) as opened:
            whole = play_script(opened, text, out, lambda said: None)
        if not whole:
            raise typer.Exit(EXIT_FAILURE)
        return
    from flows.chatting.terminal import talk

    with open_chat(options, progress) as opened:
        talk(opened)
