"""The settings that a proof gives to tactics: ``simp (maxSteps := 100)``, ``decide +native``.

Lean evaluates a setting as a compiled program, so a setting that computes runs whatever it says
while the file is compiled. Values written out are harmless. The forms differ between versions of
Lean and between libraries; all of them are recognised by their shape.
"""

from __future__ import annotations

import re

from tools.lean.syntax import IDENT, Syntax

_ITEM = re.compile(r"(?:.*\.)?(?:valConfigItem|posConfigItem|config)")
_NAMED = re.compile(r"\w*config")
_WRITTEN_OUT = re.compile(
    r"null|group|atom|ident|num|str|char|scientific|name|hygieneInfo|choice"
    r"|Term\.(?:structInst\w*|optEllipsis|anonymousCtor|dotIdent|paren|hygienicLParen|quotedName)"
    r"|«term(?:\{\}|\{_\}|\[_\]|-_)»"
)


def computed(node: Syntax) -> bool:
    """Whether a node is a setting whose value is more than literals, names and structures."""
    return _is_setting(node) and any(
        _WRITTEN_OUT.fullmatch(part.kind) is None and not _wraps(part)
        for child in node.children
        for part in child.walk()
    )


def rests_on_native(node: Syntax) -> bool:
    """Whether a node is a setting that makes ``decide`` trust a compiled program."""
    return _is_setting(node) and any(
        token.kind == IDENT and token.value.strip("«»").rpartition(".")[2] == "native"
        for token in node.tokens()
    )


def _is_setting(node: Syntax) -> bool:
    if _ITEM.fullmatch(node.kind):
        return True
    # `(config := …)` of a library's own tactic; a function's argument has the same shape.
    return (
        len(node.children) > 3
        and node.has_atom(0, "(")
        and node.has_atom(2, ":=")
        and _NAMED.fullmatch(node[1].value) is not None
        and node.kind != "Term.namedArgument"
    )


def _wraps(node: Syntax) -> bool:
    """Whether a node is ``some …``, which computes nothing."""
    if node.kind != "Term.app":
        return False
    return "".join(token.value for token in node[0].tokens()) in ("some", ".some", "Option.some")
