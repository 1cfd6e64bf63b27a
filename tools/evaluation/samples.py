"""What an evaluation is computed from: the samples of each theorem, in the order they were drawn.

Plain figures, so that every table can be made again from what is stored, without a model.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """One candidate. The original proof, to which a run falls back, is never a sample.

    Raises `ValueError` for figures that cannot be, such as a score without a verdict.
    """

    theorem: str
    position: int
    """Place among the theorem's samples as drawn, from 0."""
    verified: bool
    score: float
    """The improvement in the metric's own units; 0 if not verified, negative if it got worse."""
    readable: bool
    """Whether a proof could be read from the answer."""
    tokens: int
    """Of the answer that it was read from, thinking included; 0 without a model."""
    lean_seconds: float

    def __post_init__(self) -> None:
        where = f"Sample {self.position} of {self.theorem}"
        if not math.isfinite(self.score):
            raise ValueError(f"{where} has the score {self.score}, which is no number.")
        if self.score and not self.verified:
            raise ValueError(f"{where} has the score {self.score} and is not verified.")
        if self.verified and not self.readable:
            raise ValueError(f"{where} is verified and could not be read.")
        if self.position < 0 or self.tokens < 0 or not 0 <= self.lean_seconds < math.inf:
            raise ValueError(f"{where} has a position or a cost below 0, or a cost without end.")

    @property
    def gain(self) -> float:
        """What it adds to the original, which is always at hand: never below 0."""
        return max(0.0, self.score)

    @property
    def improved(self) -> bool:
        return self.score > 0


@dataclass(frozen=True)
class TheoremSamples:
    """A theorem with all its samples, by position.

    Raises `ValueError` if a sample is another theorem's, or out of order.
    """

    theorem: str
    """A name that is unique in the corpus."""
    original: float
    """The metric of the original proof."""
    samples: tuple[Sample, ...]
    exhausted: bool = False
    """Whether there was nothing more to draw: a search that came to its end. Then no k is too
    large, and more than there are is all that there are."""
    prompt_tokens: int = 0
    """Of all prompts, each counted once however many answers it got. Any k costs all of them."""
    aside_tokens: int = 0
    """Of answers that are no samples, such as sketches and notes. Any k costs all of them."""

    def __post_init__(self) -> None:
        if any(sample.theorem != self.theorem for sample in self.samples):
            raise ValueError(f"Among the samples of {self.theorem} is one of another theorem.")
        positions = [sample.position for sample in self.samples]
        if positions != sorted(set(positions)):
            raise ValueError(f"The samples of {self.theorem} are out of order: {positions}.")
        if self.prompt_tokens < 0 or self.aside_tokens < 0:
            raise ValueError(f"{self.theorem} has a cost below 0.")

    def has(self, k: int) -> bool:
        """Whether something can be said of k samples."""
        return self.exhausted or len(self.samples) >= k
