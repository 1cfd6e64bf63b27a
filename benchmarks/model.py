"""Whether many askers keep a model server busy, and what asking costs on our side.

``python -m benchmarks.model [--speed FACTOR]`` asks the fake server, in a process of its own, from
64 threads at once. The server takes a model's time: 8 slots, 200 tokens an answer at 50 tokens a
second. A speed above 1 shortens that, and so asks more of the client than a model would.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from flows.logging import configure_logging
from tools.llm.endpoint import Endpoint
from tools.llm.prompt import Message, Prompt
from tools.llm.sampling import Sampling
from tools.llm.served import ServedModel
from tools.llm.urgency import Urgency

PROMPTS, SAMPLES = 64, 16
SLOTS, ANSWER_TOKENS, TOKENS_PER_SECOND = 8, 200, 50.0
_PROMPT_WORDS = 2000
LEAST_WAITING = 0.9
MOST_PROCESSOR = 1.0


@dataclass(frozen=True)
class Fed:
    """How well the server was fed until the last sample began, and at which cost."""

    speed: float
    answers: int
    seconds: float
    """Wall time for all answers."""
    ideal_seconds: float
    """What the server needs if no slot is ever empty."""
    waiting: float
    """Share of the time in which the server had work waiting."""
    full: float
    """Share of the time in which all slots were taken."""
    processor: float
    """Milliseconds of this process for an answer, all its threads together."""

    @property
    def reached(self) -> bool:
        """Whether both goals are."""
        return self.waiting >= LEAST_WAITING and self.processor <= MOST_PROCESSOR


@contextmanager
def fake_server(*options: str) -> Iterator[str]:
    """The address of a fake server in a process of its own."""
    argv = [sys.executable, "-m", "tools.llm.fakes.server", *options]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def pace(speed: float) -> tuple[str, ...]:
    """The options of a fake server that takes a model's time, so many times as fast."""
    return (
        "--slots", str(SLOTS), "--tokens-per-second", str(TOKENS_PER_SECOND * speed),
        "--answer-tokens", str(ANSWER_TOKENS),
    )  # fmt: skip


def busy_clock(url: str) -> dict[str, Any]:
    """What a fake server says of its time until the last sample began."""
    answer = httpx.get(url.removesuffix("/v1") + "/fake/busy", trust_env=False)
    found: dict[str, Any] = answer.json()
    return found


def ideal_seconds(answers: int, speed: float) -> float:
    """What the server needs for the answers if no slot is ever empty."""
    return answers * ANSWER_TOKENS / (TOKENS_PER_SECOND * speed) / SLOTS


def measure(speed: float) -> Fed:
    """Ask all prompts at once for their samples."""
    with fake_server(*pace(speed)) as url, ServedModel(Endpoint(url, "fake")) as model:
        model.limits()  # imports and connects
        began, spent = time.monotonic(), time.process_time()
        with ThreadPoolExecutor(PROMPTS) as threads:
            answers = sum(threads.map(lambda number: len(_ask(model, number)), range(PROMPTS)))
        seconds, processor = time.monotonic() - began, time.process_time() - spent
        busy = busy_clock(url)
    return Fed(
        speed=speed,
        answers=answers,
        seconds=seconds,
        ideal_seconds=ideal_seconds(answers, speed),
        waiting=busy["waiting_seconds"] / busy["seconds"],
        full=busy["full_seconds"] / busy["seconds"],
        processor=1000 * processor / answers,
    )


def _ask(model: ServedModel, number: int) -> list[Any]:
    system = Message("system", "shared " * _PROMPT_WORDS)
    prompt = Prompt((system, Message("user", f"Theorem {number}.")))
    return model.sample(
        prompt, Sampling(n=SAMPLES), urgency=Urgency.COLLECTION, stopped=lambda: False
    )


def main() -> int:
    """Measure and print; 1 if a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.model", description=__doc__)
    parser.add_argument("--speed", type=float, default=20.0, help="times as fast as a model")
    configure_logging(0, as_json=False, color=False)
    fed = measure(parser.parse_args().speed)
    sys.stdout.write(
        f"{PROMPTS} prompts x {SAMPLES} samples, {SLOTS} slots, {ANSWER_TOKENS} tokens an answer "
        f"at {TOKENS_PER_SECOND:g} tokens a second; time runs {fed.speed:g} times as fast\n"
        f"work waiting until the last sample began: {fed.waiting:.1%} of the time "
        f"(at least {LEAST_WAITING:.0%})\n"
        f"all slots taken: {fed.full:.1%} of that time\n"
        f"processor time of the asking process: {fed.processor:.2f} ms an answer "
        f"(at most {MOST_PROCESSOR:g})\n"
        f"{fed.answers} answers in {fed.seconds:.1f} s; the server's own time is "
        f"{fed.ideal_seconds:.1f} s\n"
    )
    return 0 if fed.reached else 1


if __name__ == "__main__":
    sys.exit(main())
