"""What a metric is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tools.rewriting.view import ProofView


class Metric(Protocol):
    """A number for a proof; higher is better, so a length is negated."""

    @property
    def name(self) -> str:
        """One word, as the user writes it."""

    @property
    def description(self) -> str:
        """One sentence for people and for prompts: what is measured, and what is better."""

    @property
    def ceiling(self) -> float | None:
        """The value that no proof can exceed, where there is one: a search stops there."""

    def measure(self, view: ProofView) -> float:
        """The metric's value for a proof that Lean has accepted."""
