"""Whether two theorems say the same: hashes of texts that look past what means nothing.

Read by the lexer, without Lean, so that any stored text can be hashed later. Two texts with one
hash may still mean different things in different places; these hashes are for keeping theorems
apart, where one too many is no harm.
"""

from __future__ import annotations

from collections.abc import Iterator

from tools.lean import lexer
from tools.lean.problem import content_hash
from tools.metrics.formulas import parse, words
from tools.metrics.terms import TooHigh, key

_KEYWORDS = frozenset({"theorem", "lemma"})
_OPENING = frozenset("([{⟨⦃")
_CLOSING = frozenset(")]}⟩⦄")
_COMMENTS = frozenset({"comment", "doc comment"})


def statement_hash(statement: str) -> str:
    """Of a declaration's text up to its value: space, comments, attributes, modifiers, keyword and
    name do not count."""
    return content_hash("statement", *_stated(list(_tokens(statement))))


def proof_hash(proof: str) -> str:
    """Of a declaration's value: space and comments do not count."""
    return content_hash("proof", *_tokens(proof))


def type_hash(printed: str) -> str:
    """Of an elaborated statement as Lean prints it, ``@name : type``: name, space, the names of
    bound variables, whether they are implicit, and the order of what may be swapped do not count.
    """
    _, _, printed_type = printed.partition(" : ")
    text = printed_type or printed
    try:
        return content_hash("type", key(parse(text, {})))
    except TooHigh:
        return content_hash("type", *words(text))


def _tokens(text: str) -> Iterator[str]:
    return (token.text for token in lexer.tokens(text) if token.kind not in _COMMENTS)


def _stated(tokens: list[str]) -> list[str]:
    """What stands behind the keyword and the name; everything, if there is no such keyword."""
    depth = 0
    for index, token in enumerate(tokens):
        if token in _OPENING or token == "@[":
            depth += 1
        elif token in _CLOSING:
            depth -= 1
        elif depth == 0 and token in _KEYWORDS:
            return tokens[index + 2 :]
    return tokens
