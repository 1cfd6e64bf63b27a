"""The model in the machine: which one it is, how it is sampled, and what it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from agents.channels import Channels
from agents.prompting import Prompts
from storage.keys import content_key
from tools.llm.model import Model
from tools.llm.sampling import Sampling, Schedule
from tools.llm.urgency import Urgency

_SEEDS = 1 << 31
_TAGS = {
    "sample": "proof",
    "fill": "proof",
    "repair": "proof",
    "skeleton": "skeleton",
    "sketch": "sketch",
}
"""What an answer of a purpose stands in."""


@dataclass(frozen=True)
class Modelling:
    """A served model and how the nodes use it."""

    model: Model
    channels: Channels
    prompts: Prompts
    sampling: Sampling
    """Of a round's candidates; its temperature is the schedule's, its seed the call's."""
    schedule: Schedule
    """The temperature by round."""
    context_tokens: Callable[[], int]
    """What the model can hold, prompt and answer together. Raises
    :class:`tools.errors.UserInputError` if it is not served, as :meth:`Model.limits` does."""
    rounds: int
    """How many times it is asked for candidates, at least 1."""
    seed: int = 0
    """From which the seeds of all calls follow."""
    urgency: Urgency = Urgency.INTERACTIVE
    stops: bool = False
    """Whether an answer ends with its closing tag. It saves tokens; one that names the tag while it
    thinks aloud is lost."""
    thorough: bool = False
    """Whether it is asked also about a proof that cannot get better, as an evaluation does."""
    veto: bool = False
    """Whether the critic may refuse a better proof that it finds unreadable."""
    repairs: bool = True
    """Whether the nearest miss of a round gets one more try."""
    skeletons: bool = True
    """Whether a round that brought nothing is followed by one that fills a skeleton."""

    def sampling_of(self, problem_id: str, purpose: str, number: int) -> Sampling:
        """For candidates of round ``number`` (from 1). The seed follows from what is asked, so
        that the same session asks the same again."""
        key = content_key("seed", str(self.seed), problem_id, purpose, str(number))
        return replace(
            self.sampling,
            temperature=self.schedule.at(number),
            stop=(f"</{_TAGS[purpose]}>",) if self.stops and purpose in _TAGS else (),
            seed=int(key[:8], 16) % _SEEDS,
        )

    def one_answer(self, problem_id: str, purpose: str, number: int) -> Sampling:
        """For a single answer, of which the likeliest is wanted."""
        sampling = self.sampling_of(problem_id, purpose, number)
        return replace(sampling, n=1, temperature=self.schedule.at(1) / 2)
