"""When two proofs are the same proof: equal tokens of Lean, spaces and comments apart."""

from __future__ import annotations

from tools.lean.lexer import tokens

_COMMENTS = frozenset({"comment", "doc comment"})


def normal_text(text: str) -> str:
    """The tokens of a text with one space between them, without comments.

    Losers are told apart by it (ImProver 2 deduplicates by "normalized text" and does not say how
    it normalizes). Indentation is lost, so two texts that only Lean could tell apart by it are
    taken for one: of them one is left out, which does no harm.
    """
    return " ".join(token.text for token in tokens(text) if token.kind not in _COMMENTS)
