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


def is_item(kind: str) -> bool:
    """Whether nodes of this kind are settings in Lean's own form."""
    return _ITEM.fullmatch(kind) is not None


def is_setting(node: Syntax) -> bool:
    """Whether a node has the shape of ``(config := …)``, as in tactics of libraries."""
    return (
        node.has_atom(0, "(")
        and node.has_atom(2, ":=")
        and _NAMED.fullmatch(node[1].value) is not None
        and node.kind != "Term.namedArgument"  # a function's argument looks the same
    )


def computed(setting: Syntax) -> bool:
    """Whether a setting's value is more than literals, names and structures of such."""
    return any(
        _WRITTEN_OUT.fullmatch(part.kind) is None and not _wraps(part)
        for child in setting.children
        for part in child.walk()
    )


def rests_on_native(setting: Syntax) -> bool:
    """Whether a setting makes ``decide`` trust a compiled program."""
    return any(
        token.kind == IDENT and token.value.rpartition(".")[2].strip("«»") == "native"
        for token in setting.tokens()
    )


def _wraps(node: Syntax) -> bool:
    """Whether a node is ``some …``, which computes nothing."""
    if node.kind != "Term.app":
        return False
    return "".join(token.value for token in node[0].tokens()) in ("some", ".some", "Option.some")
