"""From code that a model wrote to the value of a declaration: what stands from ``:=`` on.

This is a reading, not a judgement: whatever comes out is put behind the original statement, and
Lean decides. What is refused here could not be put there, or would be no proof of it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.lean.characters import misplaced
from tools.lean.lexer import Token, tokens
from tools.llm.tags import Unreadable

LARGEST = 64 * 1024
"""Bytes of a proof."""

_TABS = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
"""Indentation that Lean does not allow."""
_SPACE = re.compile(r"\s*")
_THEOREM = frozenset({"theorem", "lemma"})
_MODIFIERS = frozenset(
    {"private", "protected", "public", "noncomputable", "unsafe", "partial", "nonrec"}
)
# Reserved words that begin commands or give them their meaning; no proof needs them as names.
_COMMANDS = frozenset(
    re.findall(
        r"\S+",
        """
        abbrev attribute axiom class def deriving elab elab_rules end example export import
        inductive infix infixl infixr initialize instance macro macro_rules mutual namespace
        notation opaque postfix prefix prelude run_cmd run_tac section set_option structure syntax
        theorem universe variable @[ #check #check_failure #eval #eval! #exit #guard #guard_msgs
        #print #reduce #synth
        """,
    )
)
_COMMANDS_AT_MARGIN = _MODIFIERS | {"lemma", "local", "open", "scoped"}
"""Words that begin a command where they stand at the margin, and are something else elsewhere."""
# No term begins with these words: a line that does is a tactic.
_TACTICS = frozenset(
    re.findall(
        r"\S+",
        """
        abel ac_rfl aesop all_goals any_goals apply apply_fun apply_mod_cast assumption bv_decide
        by_cases by_contra case' cases change choose clear congr constructor contradiction
        contrapose conv convert convert_to decide delta dsimp erw exact exact_mod_cast exacts
        exfalso exists ext field_simp filter_upwards fin_cases first fun_prop funext gcongr
        generalize grind induction infer_instance injection interval_cases intro intros left
        linarith linear_combination nlinarith norm_cast norm_num nth_rewrite nth_rw obtain omega
        positivity push_cast push_neg rcases refine rename_i repeat replace revert rewrite right
        ring ring_nf rintro rotate_left rw rwa set simp simp_all simp_arith simp_rw simpa
        specialize split split_ifs subst subst_vars symm tauto trans trivial try unfold use wlog
        zify
        """,
    )
)
_SHOWN = 60


@dataclass(frozen=True)
class Placed:
    """A token and where it begins, in code points."""

    start: int
    token: Token

    @property
    def end(self) -> int:
        return self.start + len(self.token.text)


def placed_tokens(code: str) -> Iterator[Placed]:
    """The tokens of a text with their places, comments left out; ``unfinished`` is the last."""
    at = 0
    for token in tokens(code):
        space = _SPACE.match(code, at)
        at = space.end() if space is not None else at
        if token.kind not in ("comment", "doc comment"):
            yield Placed(at, token)
        at += len(token.text)


def value_of(code: str, name: str, statement: str, original: str) -> str | Unreadable:
    """The value in a whole declaration or in a bare proof, from ``:=``, ``|`` or ``where`` on.

    ``statement`` is the declaration's text up to its value, ``original`` the value that it has:
    commands in it (``set_option … in``) are allowed.
    """
    if len(code.encode("utf-8", "surrogatepass")) > LARGEST:
        return Unreadable(f"is longer than {LARGEST // 1024} KiB")
    code = _TABS.sub(lambda tabs: tabs[0].expandtabs(4), code.replace("\r\n", "\n"))
    code = textwrap.dedent(code).strip("\n").rstrip()
    odd = misplaced(code, original)
    if odd is not None:
        return Unreadable(f"has {odd}")
    found = list(placed_tokens(code))
    if not found:
        return Unreadable("is empty" if not code else "holds nothing but comments")
    if found[-1].token.kind == "unfinished":
        return Unreadable("ends inside of a comment, a string or a quoted name")
    code = code[: found[-1].end]  # a comment behind the proof is no part of the declaration
    head = _declared(found)
    if head is not None:
        begin = _behind_statement(found, head, name, statement)
        if isinstance(begin, Unreadable):
            return begin
        found = found[begin:]
        value = _from_value(code, found)
    else:
        value = _bare(code, found)
    command = _command(code, found, original)
    return Unreadable(f"has another command (`{command}`)") if command else value


def _declared(found: Sequence[Placed]) -> int | None:
    """The index of the keyword, if a text begins with a declaration; attributes may be first."""
    depth = 0
    for index, one in enumerate(found):
        text = one.token.text
        if text == "@[":
            depth += 1
        elif depth:
            depth += {"[": 1, "]": -1}.get(text, 0)
        elif text in _THEOREM and one.token.kind == "name":
            return index
        elif text not in _MODIFIERS:
            return None
    return None


def _behind_statement(
    found: Sequence[Placed], head: int, name: str, statement: str
) -> int | Unreadable:
    """The index of the token that the value begins with."""
    own = [one.token.text for one in placed_tokens(statement)]
    own_head = next((i for i, text in enumerate(own) if text in _THEOREM), 0)
    theirs = [one.token.text for one in found]
    declared = theirs[head + 1] if head + 1 < len(theirs) else ""
    if declared not in {*own[own_head + 1 : own_head + 2], name, f"_root_.{name}"}:
        return Unreadable(f"is about another theorem (`{declared[:_SHOWN]}`)")
    end = head + len(own) - own_head
    changed = theirs[head + 2 : end] != own[own_head + 2 :]
    if changed or not set(theirs[:head]) <= set(own[:own_head]):
        return Unreadable("changed the statement")
    if end >= len(found):
        return Unreadable("states the theorem without a proof")
    return end if _begins_value(found[end:]) else Unreadable("changed the statement")


def _begins_value(found: Sequence[Placed]) -> bool:
    first, *others = (one.token.text for one in found[:2])
    return first in ("|", "where") or (
        first == ":" and others == ["="] and found[0].end == found[1].start
    )


def _from_value(code: str, found: Sequence[Placed]) -> str:
    """What stands from the first token of a value on, which another statement may come before.

    Alternatives are moved to the margin together, for Lean wants them below each other; so are,
    to a line of their own, tactics that are aligned with one behind ``:= by``.
    """
    first = found[0]
    if first.token.text == "|":
        return _aligned(code, first)
    by, tactic, *others = found[2:] if len(found) > 4 else (first, first)
    if by.token.text == "by" and "\n" not in code[by.end : tactic.start]:
        aligned = code[: tactic.start].rpartition("\n")[2]
        beginnings = (code[: one.start].rpartition("\n")[2] for one in others)
        if any(one == " " * len(aligned) for one in beginnings):
            return ":=\n" + textwrap.indent(_aligned(code, by), "  ")
    return code[first.start :]


def _aligned(code: str, first: Placed) -> str:
    """A text from a token on, the lines below as far to the right of it as they were."""
    margin = code.rfind("\n", 0, first.start) + 1
    return textwrap.dedent(" " * (first.start - margin) + code[first.start :]).lstrip(" ")


def behind_statement(statement: str, value: str) -> str:
    """The declaration of a statement and a value, which begins right where the statement ends; its
    further alternatives go below the first, since Lean reads none that stands left of it."""
    if not value.startswith("|"):
        return statement + value
    indentation = " " * len(statement.rpartition("\n")[2])
    return statement + textwrap.indent(value, indentation).removeprefix(indentation)


def _bare(code: str, found: Sequence[Placed]) -> str:
    """The value that a proof without its statement makes, laid out as it was."""
    first = found[0]
    if _begins_value(found):
        return _from_value(code, found)
    if first.token.text != "by" and _has_tactics(code, found):
        return ":= by\n" + textwrap.indent(code, "  ")
    line, _, below = code[first.end :].partition("\n")
    if first.token.text == "by" and not line.strip():
        # Lean takes a tactic at the margin for the next command.
        flush = any(_at_margin(code, one.start) for one in found if one.start > first.start)
        return f":= by\n{textwrap.indent(below, '  ') if flush else below}".rstrip()
    if "\n" not in code:
        return f":= {code[first.start :]}"
    # What follows on other lines may be aligned with the first: all of it moves together.
    return ":=\n" + textwrap.indent(code, "  ")


def _has_tactics(code: str, found: Sequence[Placed]) -> bool:
    """Whether a line at the margin begins as a tactic does."""
    return any(
        one.token.text == "·" or (one.token.kind == "name" and one.token.text in _TACTICS)
        for one in found
        if _at_margin(code, one.start)
    )


def _at_margin(code: str, place: int) -> bool:
    return place == 0 or code[place - 1] == "\n"


def _command(code: str, found: Sequence[Placed], original: str) -> str | None:
    """The first word of a text that belongs to a command of its own."""
    suspects = [
        one.token.text
        for one in found
        if one.token.kind in ("name", "symbol")
        and (
            one.token.text in _COMMANDS
            or (one.token.text in _COMMANDS_AT_MARGIN and _at_margin(code, one.start))
        )
    ]
    if not suspects:
        return None
    allowed = {one.token.text for one in placed_tokens(original)}
    return next((word for word in suspects if word not in allowed), None)
