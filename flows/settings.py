"""Settings from the environment (prefix ``BURNISH_``); options of a command come before them."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from tools.errors import UserInputError


class Settings(BaseSettings):
    """Read once by a command; nothing else in Burnish looks at these variables."""

    model_config = SettingsConfigDict(
        env_prefix="BURNISH_", frozen=True, extra="ignore", protected_namespaces=()
    )

    lean: str | None = Field(default=None, min_length=1)
    """Which Lean: a path, a command, or ``embedded``."""
    lean_seconds: float = Field(default=120.0, gt=0)
    """Wall time after which one run of Lean is stopped."""
    unit_silence: float = Field(default=25.0, ge=1)
    """Seconds without a sign of life after which a worker's run is taken for dead."""
    unit_theorems: int = Field(default=16, ge=1)
    """How many theorems of a file a worker gets at a time, at most."""
    model_url: str | None = Field(default=None, min_length=1)
    """Where a model is served."""
    model: str | None = Field(default=None, min_length=1)
    """Its name there."""
    prompts: Path | None = None
    """A folder with templates that are used instead of those of Burnish."""
    vllm: Path | None = None
    """The folder of vLLM's virtual environment."""


def read_settings() -> Settings:
    """The settings of the environment. Raises :class:`UserInputError` for a value out of range."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "BURNISH_" + "_".join(str(part) for part in first["loc"]).upper()
        raise UserInputError(f"{name} cannot be used: {first['msg']}.") from error
