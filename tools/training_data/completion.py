"""A proof as the answer that prompts ask for: what stands behind ``:=``, in its tag.

Of every proof, whoever found it, the same is written, so that nothing but the proof tells two
answers apart. What a reader of answers would not read back as that very proof is not written.
"""

from __future__ import annotations

import textwrap

from tools.lean.lexer import tokens
from tools.llm.proof_text import placed_tokens
from tools.llm.reading import Unreadable, read_proof

_COMMENTS = ("comment", "doc comment")


def completion(name: str, statement: str, original: str, declaration: str) -> str | None:
    """The answer that gives a declaration's proof; ``None`` if there is none that would be read.

    ``name`` is the theorem's full name, ``statement`` its declaration up to the value, ``original``
    the value that it has, as for :func:`tools.llm.reading.read_proof`.
    """
    if not declaration.startswith(statement):
        return None
    value = declaration[len(statement) :]
    for laid_out in (_laid_out(statement, value), value.removeprefix(":=").strip()):
        answer = f"<proof>\n{laid_out}\n</proof>"
        read = read_proof(answer, name=name, statement=statement, original=original)
        if not isinstance(read, Unreadable) and _code(read.behind(statement)) == _code(declaration):
            return answer
    return None


def says_sorry(declaration: str) -> bool:
    """Whether a proof is none: it leaves something open."""
    return any(one.token.text == "sorry" for one in placed_tokens(declaration))


def _code(text: str) -> list[str]:
    return [token.text for token in tokens(text) if token.kind not in _COMMENTS]


def _laid_out(statement: str, value: str) -> str:
    """A value as one writes it at the margin; what is aligned stays aligned."""
    code = value.removeprefix(":=").lstrip()
    before = statement + value[: len(value) - len(code)]
    code = code.rstrip()
    first, _, below = code.partition("\n")
    if not below:
        return code
    words = [one for one, _ in zip(placed_tokens(code), range(2), strict=False)]
    if words and words[0].token.text == "by" and words[-1].start > len(first):
        return f"{first}\n{_indented(below)}"
    column = len(before) - (before.rfind("\n") + 1)
    code = textwrap.dedent(" " * column + code)
    first, _, below = code.partition("\n")
    moved = len(first) - len(first.lstrip(" "))
    if all(len(line) - len(line.lstrip(" ")) < moved for line in below.split("\n")):
        # Nothing below can be aligned with something in the first line.
        return f"{first[moved:]}\n{_indented(below)}"
    return code


def _indented(text: str) -> str:
    return textwrap.indent(textwrap.dedent(text), "  ")
