"""What a syntax tree holds that has no place in a proof, found by tokens and kinds of Lean's parse.

Each finding is a :class:`Mark`; :mod:`tools.lean.gate` decides which of them count against a
candidate. Not marked, on purpose: ``open … in`` within the proof (it ends with its term or tactic,
and what it brings into scope was there before the candidate); local instances (the statement is
elaborated already); ``decide +kernel`` (the kernel does check it); ``panic!`` and its like (terms
of a type that has a value anyway); quoted names, which are plain terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tools.lean.syntax import ATOM, IDENT, Syntax
from tools.lean.tactic_settings import computed, is_item, is_setting, rests_on_native

KERNEL_OFF = "debug.skipKernelTC"
"""Under this option Lean adds declarations that its kernel has not checked."""

_SORRY = frozenset({"sorry", "admit"})

_PROGRAM = "runs a program while it is compiled"
_UNCHECKED = "rests on what the kernel does not check"
_DECLARES = "declares something beside the theorem"
_PRINTS = "prints whenever it is compiled"
_KEYWORDS = {
    "run_tac": _PROGRAM,
    "run_conv": _PROGRAM,
    "by_elab": _PROGRAM,
    "eval%": _PROGRAM,
    "native_decide": _UNCHECKED,
    "bv_decide": _UNCHECKED,
    "bv_decide?": _UNCHECKED,
    "bv_check": _UNCHECKED,
    "idbg": "talks to another process",
    "include_str": "reads another file",
    "sleep": "waits whenever it is compiled",
    "stop": "skips the rest of itself",
    "private_decl%": _DECLARES,
    "with_decl_name%": _DECLARES,
    "trace": _PRINTS,
    "trace_state": _PRINTS,
    "dbg_trace": _PRINTS,
}
"""Looked for as tokens of Lean's parse, whatever the kind around them is in this version."""

# Constants, by the last part of their names, so that `open Lean in` hides none of them. They prove
# what the kernel has not checked (`lcProof`, `ofReduceBool`, `sorryAx`), or act when a compiled
# program meets them (`dbgTrace`, `unsafeIO`).
_CHEATS = frozenset(
    {
        "sorryAx", "ofReduceBool", "ofReduceNat", "trustCompiler", "lcProof", "lcUnreachable",
        "lcAny", "unsafeCast", "unsafeIO", "unsafeEIO", "unsafeBaseIO", "ptrAddrUnsafe",
        "dbgTrace", "dbgTraceVal", "dbgTraceIfShared", "dbgSleep", "dbgStackTrace",
    }
)  # fmt: skip

_PARTS_OF_A_PROOF = re.compile(
    r"Command\.(?:declVal\w*|declBody|whereStructInst|\w*[dD]ocComment|\w*[cC]ommentBody|open[A-Z]\w*)"
)
_QUOTATION = re.compile(r"(?:.*\.)?(?:quot|quotSeq|precheckedQuot|dynamicQuot|antiquot\w*)")


@dataclass(frozen=True)
class Mark:
    """Something that has no place in a proof; marks that are equal are the same thing."""

    reason: str
    what: str = ""
    """Which one it is, where the reason does not tell."""
    disturbs: bool = False
    """Whether it may change what Lean does with the commands after it."""
    pardonable: bool = True
    """Whether it is allowed where the original has it."""


def marks(tree: Syntax) -> Iterator[Mark]:
    """All marks below a node, in source order."""
    for node in tree.walk():
        kind = node.kind
        if kind == ATOM:
            if node.value in _KEYWORDS:
                told = _KEYWORDS[node.value]
                yield Mark(f"the proof {told} (`{node.value}`)", disturbs=told is _PROGRAM)
            elif is_sorry(node):
                yield Mark("the proof uses `sorry`", pardonable=False)
        elif kind == IDENT:
            last = node.value.rpartition(".")[2].strip("«»")
            if last in _CHEATS:
                yield Mark(f"the proof uses {last}")
        elif _is_odd(kind) or sets_option(node) or is_setting(node):
            yield from _of_node(node)


def is_sorry(node: Syntax) -> bool:
    """Whether a node is the keyword ``sorry`` or ``admit``."""
    return node.kind == ATOM and node.value.lower() in _SORRY


def sets_option(node: Syntax) -> bool:
    """Whether a node is a ``set_option``: command, tactic (of any block of its own) or term."""
    return node.has_atom(0, "set_option")


def option_of(node: Syntax) -> str:
    """The name of the option that a ``set_option`` sets."""
    name = next((token for token in node.walk() if token.kind == IDENT), None)
    return name.value.replace("«", "").replace("»", "") if name else ""


def spelled(nodes: Syntax | tuple[Syntax, ...]) -> str:
    """The tokens below some nodes, with one space between."""
    parts = (nodes,) if isinstance(nodes, Syntax) else nodes
    return " ".join(token.value for node in parts for token in node.tokens())


@lru_cache(maxsize=4096)
def _is_odd(kind: str) -> bool:
    """Whether nodes of this kind have to be looked at more closely."""
    return (
        kind in ("Term.unsafe", "Term.attributes")
        or (kind.startswith("Command.") and _PARTS_OF_A_PROOF.fullmatch(kind) is None)
        or _QUOTATION.fullmatch(kind) is not None
        or is_item(kind)
    )


def _of_node(node: Syntax) -> Iterator[Mark]:
    kind = node.kind
    if sets_option(node):
        name = option_of(node)
        setting = next((i for i, c in enumerate(node.children) if c.value == "in"), None)
        value = spelled(node.children[:setting])
        yield Mark(f"the proof sets the option {name}", value, pardonable=name != KERNEL_OFF)
    elif kind == "Term.unsafe":
        yield Mark("the proof has an `unsafe` term", spelled(node))
    elif kind == "Term.attributes":
        yield Mark(f"the proof gives an attribute: {spelled(node)}", disturbs=True)
    elif kind.startswith("Command."):
        yield Mark(f"the proof holds a command ({kind})", spelled(node), disturbs=True)
    elif _QUOTATION.fullmatch(kind):
        yield Mark("the proof quotes syntax", spelled(node))
    elif rests_on_native(node):
        yield Mark(f"the proof {_UNCHECKED} (`native`)")
    elif computed(node):
        yield Mark(
            f"the proof computes the setting {spelled(node)}; write its value out", disturbs=True
        )
