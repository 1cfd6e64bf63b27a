"""Names for sessions that a person can say, type and tell apart."""

from __future__ import annotations

import secrets

_QUALITIES = (
    "amber", "bold", "brisk", "calm", "clear", "crisp", "deft", "eager", "fine", "gentle",
    "keen", "lucid", "mellow", "neat", "nimble", "plain", "polished", "quick", "quiet", "sharp",
    "sleek", "smooth", "steady", "subtle", "supple", "swift", "terse", "tidy", "vivid", "warm",
)  # fmt: skip
_NOUNS = (
    "axiom", "bound", "bridge", "chain", "clause", "corner", "facet", "field", "figure", "gem",
    "goal", "hinge", "lattice", "lemma", "limit", "mirror", "motif", "order", "proof", "prism",
    "quartz", "ring", "scheme", "sketch", "spiral", "split", "square", "step", "tactic", "theorem",
)  # fmt: skip


def new_session_id() -> str:
    """A readable identifier such as `brisk-lemma-7f3a`; the caller checks that it is free."""
    return f"{secrets.choice(_QUALITIES)}-{secrets.choice(_NOUNS)}-{secrets.token_hex(2)}"
