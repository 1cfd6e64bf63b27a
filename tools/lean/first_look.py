"""What a proof's text shows before Lean reads it: belt and braces beside the gate.

The gate decides on Lean's own parse; but a text that hides something, or ends in the middle of a
comment, or holds words that no proof needs, need not reach Lean at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tools.lean import characters
from tools.lean.lexer import Token, tokens
from tools.lean.marks import KERNEL_OFF

# Reserved in every Lean, so that none of them can be a name. Each begins a command or changes what
# it does. `h.end`, `section'` and `«def»` are names, and no words of this list. What honest proofs
# use as well (`open`, Aesop's `unsafe`) is left to the gate, which sees what it is.
_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
        abbrev axiom class coinductive def deriving end example export import inductive instance
        mutual namespace prefix section set_option structure theorem universe variable #check
        #check_failure #discr_tree_key #guard #guard_expr #guard_msgs #print #synth #where
        #with_exporting
        """,
    )
)
# Those by which code of a text's own comes to run, or is there for others to run. A lexer can be
# fooled (what is a comment depends on the longest token), so these are looked for everywhere,
# comments and strings included (`native` is a switch, `decide +native`). English words that only
# begin commands are not among them: they run nothing, and that they are there Lean's parse tells.
_CODE = frozenset(
    re.findall(
        r"\S+",
        """
        @[ attribute builtin_initialize by_elab csimp declare_syntax_cat elab elab_rules export_name
        extern implemented_by infix infixl infixr initialize macro macro_rules native native_decide
        notation opaque postfix run_cmd run_conv run_elab run_meta run_tac simproc syntax
        unsafeBaseIO unsafeCast unsafeEIO unsafeIO
        #eval #eval! #exit #reduce
        """,
    )
)
_SORRY = frozenset({"sorry", "admit"})
# An unchecked lemma stays behind, and Lean takes it again for the next candidate that needs one.
_UNCHECKED = KERNEL_OFF.rpartition(".")[2]
_SUSPECTS = _WORDS | _CODE | _SORRY | {_UNCHECKED}

_WORD = re.compile(r"#?[A-Za-z_]+!?|@\[")
# As `_WORD`, but no part of a longer name: `h.elab`, `notation'`, `«macro»`.
_WHOLE_WORD = re.compile(r"(?<![\w.«])#?[A-Za-z_]+!?(?![\w'?»])|@\[")
_QUOTE_OR_COMMENT = re.compile(r'["«»]|/-')


def hidden(value: str, original: str, file: str) -> str | None:
    """Why a proof's text is not passed on to Lean; ``None`` if it is.

    ``value`` begins outside of comments and strings. ``original`` is the theorem's own value: what
    it has is allowed, and of a name's letters what the whole ``file`` has.
    """
    odd = characters.misplaced(value, original)
    if odd is not None:
        return f"the proof has {odd}"
    if _is_plain(value):
        return None
    allowed = set(_WHOLE_WORD.findall(original))
    words = _WHOLE_WORD.findall(value)
    code = next((word for word in words if word in _CODE and word not in allowed), None)
    if code is not None:
        return f"the proof uses `{code}`"
    found = list(tokens(value))
    for token in found:
        if token.kind == "unfinished":
            return "the proof ends inside of a comment, a string or a quoted name"
        if token.kind in ("name", "field"):
            twin = characters.look_alike(token.text, file)
            if twin is not None:
                return f"the name {token.text} has {twin}"
    last = next((token for token in reversed(found) if token.kind != "comment"), None)
    if last is not None and last.kind == "doc comment":
        return "the proof ends with the documentation of something else"
    suspects = _suspects(value, found)
    if not suspects:
        return None
    own = set(_suspects(original, list(tokens(original))))
    word = next((word for word in suspects if word not in own or word in _SORRY), None)
    return f"the proof uses `{word}`" if word is not None else None


def _suspects(text: str, found: Sequence[Token]) -> list[str]:
    """The words of a text that need a reason to be there.

    At a quote or a prime that it cannot read, Lean goes on behind it, and what looks like a string
    or a comment is read as code. So a text with any of them has its words looked for everywhere.
    """
    if any(token.kind == "string" or token.text.startswith("'") for token in found):
        return [word for word in _WORD.findall(text) if word in _SUSPECTS - _SORRY] + [
            token.text for token in found if _is_suspect(token)
        ]
    return [token.text for token in found if _is_suspect(token)]


def _is_plain(text: str) -> bool:
    """Whether a text needs no closer look: for most, this saves reading it token by token."""
    return (
        _QUOTE_OR_COMMENT.search(text) is None
        and _SUSPECTS.isdisjoint(_WORD.findall(text))
        and not characters.may_mislead(text)
    )


def _is_suspect(token: Token) -> bool:
    if token.kind not in ("name", "symbol"):
        return False
    return token.text in _SUSPECTS or _UNCHECKED in token.text
