"""Content keys: one way to turn texts into the identity under which storage remembers them."""

from __future__ import annotations

from hashlib import sha256


def content_key(*parts: str) -> str:
    """SHA-256 (64 hexadecimal digits) of the sequence of texts; ("ab", "c") and ("a", "bc") differ.

    Lone surrogates, which a terminal or a damaged file can bring in, are hashed like the rest.
    """
    digest = sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()


def problem_id(lean_fingerprint: str, context_hash: str, statement: str, original: str) -> str:
    """The identity of a problem: the same proof of the same statement in the same context."""
    return content_key("problem", lean_fingerprint, context_hash, statement, original)


def verdict_key(lean_fingerprint: str, context_hash: str, statement: str, proof: str) -> str:
    """The identity of a judgement: what this Lean says of this proof in this place."""
    return content_key("verdict", lean_fingerprint, context_hash, statement, proof)


def proof_hash(proof: str) -> str:
    """The identity of a proof's text."""
    return content_key("proof", proof)


def call_key(session: str, problem: str, node: str, purpose: str, number: int, prompt: str) -> str:
    """The identity of a call of a model: who asks what, in which round, with which prompt."""
    return content_key("call", session, problem, node, purpose, str(number), prompt)
