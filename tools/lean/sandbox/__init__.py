"""Runs Lean so that a hostile text does no harm: no network, no processes, no changes to files."""

from __future__ import annotations

from tools.lean.sandbox.command import GUARD_COMMAND, guarded
from tools.lean.sandbox.environment import without_secrets
from tools.lean.sandbox.limits import Limits
from tools.lean.sandbox.memory import MemoryWatch
from tools.lean.sandbox.protections import GUARD, Protections, protections, require_confinement

__all__ = [
    "GUARD",
    "GUARD_COMMAND",
    "Limits",
    "MemoryWatch",
    "Protections",
    "guarded",
    "protections",
    "require_confinement",
    "without_secrets",
]
