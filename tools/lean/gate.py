"""What a candidate may not contain, whatever Lean says of it: decided on Lean's own parse.

The gate stands beside Lean's verdict, for what a verdict does not show: options that switch the
kernel off, a ``sorry`` in a helper that the theorem does not use, programs that run while the file
is compiled, declarations and attributes that stay behind, tactics that search each time the file
is compiled (what they found is :mod:`tools.lean.suggestions`' business). What the original proof
itself has is allowed.

Allowed on purpose: ``open … in`` within the proof (it ends with its term or tactic, and what it
brings into scope was there before the candidate); local instances (the statement is elaborated
already); ``decide +kernel`` (the kernel does check it); ``panic!`` and its like (terms of a type
that has a value anyway); quoted names, which are plain terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.lean.syntax import ATOM, IDENT, Syntax
from tools.lean.tactic_settings import computed, rests_on_native

KERNEL_OFF = "debug.skipKernelTC"
"""Under this option Lean adds declarations that its kernel has not checked."""

_SORRY = re.compile(r"sorry|admit", re.IGNORECASE)
_SEARCH = re.compile(r"[a-z_]+!?\?+!?|hint|polyrith")

# Keywords, by what they do. They are looked for as tokens of Lean's parse, not as words.
_PROGRAMS = frozenset(
    {"run_tac", "run_conv", "run_cmd", "run_elab", "run_meta", "by_elab", "eval%"}
)
_TRUSTING = frozenset({"native_decide", "bv_decide", "bv_decide?", "bv_check"})
_OTHERS = {
    "stop": "skips the rest of itself",
    "include_str": "reads another file",
    "trace": "prints whenever it is compiled",
    "trace_state": "prints whenever it is compiled",
    "dbg_trace": "prints whenever it is compiled",
}

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

_QUOTATIONS = ("quot", "quotSeq", "precheckedQuot", "dynamicQuot")
_PARTS_OF_A_PROOF = re.compile(
    r"Command\.(?:declVal\w*|declBody|whereStructInst|docComment|commentBody|open[A-Z]\w*)"
)


@dataclass(frozen=True)
class Mark:
    """Something that has no place in a proof; marks that are equal are the same thing."""

    reason: str
    what: str = ""
    """Which one it is, where the reason does not tell."""
    disturbs: bool = False
    """Whether it may change what Lean does with the commands after it."""
    pardoned: bool = True
    """Whether it is allowed where the original has it."""


def options_set(nodes: Iterable[Syntax]) -> Iterator[tuple[Syntax, str]]:
    """Each ``set_option`` among some trees, as command, tactic or term, and the option's name."""
    for tree in nodes:
        for node in tree.walk():
            if node.kind.endswith("set_option"):
                yield node, _option(node)


def says_sorry(tree: Syntax) -> bool:
    """Whether ``sorry`` or ``admit`` stands anywhere below, as a keyword."""
    return any(_is_sorry(node) for node in tree.walk())


def objection(original: Syntax, candidate: Syntax) -> str | None:
    """Why a candidate's value is refused, given the original's; ``None`` if it is not."""
    first = next(_unpardoned(original, candidate), None)
    return first.reason if first is not None else None


def disturbs(original: Syntax, candidate: Syntax) -> bool:
    """Whether a candidate may change what Lean does with the commands after it."""
    return any(mark.disturbs for mark in _unpardoned(original, candidate))


def searches(original: Syntax, candidate: Syntax) -> tuple[Syntax, ...]:
    """The tactics of a candidate that search whenever it is compiled (``exact?``), in source order.

    A kind of search that the original itself has is allowed.
    """
    found = list(_searching(candidate))
    allowed = {keyword for _, keyword in _searching(original)} if found else set()
    return tuple(node for node, keyword in found if keyword not in allowed)


def _unpardoned(original: Syntax, candidate: Syntax) -> Iterator[Mark]:
    marks = list(_marks(candidate))
    pardoned = {mark for mark in _marks(original) if mark.pardoned} if marks else set()
    return (mark for mark in marks if mark not in pardoned)


def _marks(tree: Syntax) -> Iterator[Mark]:
    for node in tree.walk():
        if node.kind == ATOM:
            yield from _of_keyword(node)
        elif node.kind == IDENT:
            last = node.value.rpartition(".")[2].strip("«»")
            if last in _CHEATS:
                yield Mark(f"the proof uses {last}")
        elif not node.is_empty:
            yield from _of_node(node)


def _of_keyword(node: Syntax) -> Iterator[Mark]:
    word = node.value
    if _is_sorry(node):
        yield Mark("the proof uses `sorry`", pardoned=False)
    elif word in _PROGRAMS:
        yield Mark(f"the proof runs a program while it is compiled (`{word}`)", disturbs=True)
    elif word in _TRUSTING:
        yield Mark(f"the proof rests on what the kernel does not check (`{word}`)")
    elif word in _OTHERS:
        yield Mark(f"the proof {_OTHERS[word]} (`{word}`)")


def _of_node(node: Syntax) -> Iterator[Mark]:
    last = node.kind.rpartition(".")[2]
    if last == "set_option":
        name = _option(node)
        yield Mark(
            f"the proof sets the option {name}", _text(node, "in"), False, name != KERNEL_OFF
        )
    elif node.kind == "Term.unsafe":
        yield Mark("the proof has an `unsafe` term")
    elif node.kind == "Term.attributes":
        yield Mark(f"the proof gives an attribute ({_text(node)})", disturbs=True)
    elif node.kind.startswith("Command.") and _PARTS_OF_A_PROOF.fullmatch(node.kind) is None:
        yield Mark(f"the proof holds a command ({node.kind})", _text(node), disturbs=True)
    elif last in _QUOTATIONS or last.startswith("antiquot"):
        yield Mark("the proof quotes syntax", _text(node))
    elif rests_on_native(node):
        yield Mark("the proof rests on what the kernel does not check (`native`)")
    elif computed(node):
        yield Mark(
            f"the proof computes a setting of a tactic ({_text(node)}); write it out", disturbs=True
        )


def _option(node: Syntax) -> str:
    name = next((token for token in node.walk() if token.kind == IDENT), None)
    return name.value.replace("«", "").replace("»", "") if name else ""


def _is_sorry(node: Syntax) -> bool:
    return node.kind == ATOM and _SORRY.fullmatch(node.value) is not None


def _text(node: Syntax, end: str = "") -> str:
    """The tokens below a node, up to a keyword among its own children."""
    words: list[str] = []
    for child in node.children:
        if end and child.kind == ATOM and child.value == end:
            break
        words += (token.value for token in child.tokens())
    return " ".join(words)


def _searching(tree: Syntax) -> Iterator[tuple[Syntax, str]]:
    for node in tree.walk():
        first = node.children[0] if node.children else None
        if first is not None and first.kind == ATOM and _SEARCH.fullmatch(first.value):
            yield node, first.value
