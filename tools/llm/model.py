"""The port: a model as the nodes of the machine see it, blocking, from any thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from tools.llm.answer import Answer
from tools.llm.limits import ModelLimits
from tools.llm.prompt import Prompt
from tools.llm.sampling import Sampling
from tools.llm.urgency import Urgency


def never() -> bool:
    """The wish of one who does not want to stop."""
    return False


class Model(Protocol):
    """Something that answers prompts; may be shared by threads."""

    @property
    def name(self) -> str:
        """Of the model, for provenance."""

    @property
    def adapter(self) -> str | None:
        """The name of the adapter that answers instead of the bare model."""

    def sample(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        urgency: Urgency,
        schema: Mapping[str, Any] | None = None,
        stopped: Callable[[], bool] = never,
    ) -> list[Answer]:
        """Exactly ``sampling.n`` answers, or a failure of :mod:`tools.llm.errors`.

        With ``schema``, a JSON schema, the server is to make each answer an instance of it.
        ``stopped`` is asked all the time; once it is true, :class:`ModelStopped` is raised.
        """

    def limits(self) -> ModelLimits:
        """What the server says of itself, asked anew."""

    def count_tokens(self, prompt: Prompt) -> int:
        """Of the prompt with its chat template; exact where the server counts, else no less."""

    def close(self) -> None:
        """Give up what is under way; twice is fine."""
