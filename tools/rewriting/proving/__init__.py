"""Proofs for statements that have none: small ones from nothing, and repairs of one that fails.

Everything here proposes; Lean decides. :func:`prove` gives candidates in the order to try them.
"""

from __future__ import annotations

from tools.rewriting.proving.draft import Draft
from tools.rewriting.proving.search import prove

__all__ = ["Draft", "prove"]
