"""How asking a model can fail. None of these says anything about a proof, and none holds a key."""

from __future__ import annotations

from tools.errors import BurnishError, UserInputError


class ModelUnavailable(BurnishError):
    """The server cannot be reached or does not do its work, also not when asked again."""


class ModelRefused(UserInputError):
    """The server understood and refuses: the request has to change before it is sent again."""


class ModelStopped(BurnishError):
    """The asker no longer wants the answer: control flow, nothing failed."""
