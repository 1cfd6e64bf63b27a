"""The changes that commands ask for by name, as candidates: Lean says which of them hold.

Each command gives several readings of what was asked, the likeliest first. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from agents.chat.places import Place, find_places, is_region
from tools.errors import UserInputError
from tools.lean.syntax import IDENT, Syntax
from tools.llm.proof_text import behind_statement
from tools.rewriting.candidate import make_candidate
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal
from tools.rewriting.reading import read_have
from tools.rewriting.rewrites import inline_have, lift_block, lift_tail, state_goal
from tools.rewriting.statement import fresh_name, prove, statement
from tools.rewriting.surgery import drop_items, replace_items, replace_suffix, tactics_at

MOST = 24
"""Readings of one command."""
_AT = re.compile(r"\s+at\s+")
_AS = re.compile(r"(?:\A|\s+)as\s+(?P<name>\S+)\s*\Z")
_STATED = re.compile(r"have\s+(?P<name>[^\s:]+)\s*:")
_NAME = re.compile(r"[^\W\d][\w'!?₀-₉]*")
_EXTRACTING = (lift_block.REWRITE, lift_tail.REWRITE, state_goal.REWRITE)


def trying(outline: Outline, statement: str, argument: str) -> list[str]:
    """``TACTIC [at REGION]``: the tactic in place of the region, or of the whole proof.

    ``at`` belongs to the tactic (as in ``simp at h``) unless what follows it is a region. Raises
    :class:`UserInputError`.
    """
    if not argument:
        raise UserInputError("/try wants a tactic, as in `/try omega at 3` or `/try simp_all`.")
    tactic, region = _split(outline, argument)
    if not region:
        return [behind_statement(statement, f":= by {tactic}")]
    found: list[str] = []
    for place in find_places(outline, region):
        found.append(
            _edited(outline, [replace_items(outline, place.block, place.first, place.last, tactic)])
        )
        # A tactic that closes the goal leaves nothing for those below it to do.
        found.append(_edited(outline, [replace_suffix(outline, place.block, place.first, tactic)]))
    return _unlike(outline, found)


def inlining(outline: Outline, portfolio: Sequence[str], name: str) -> list[str]:
    """The facts of that name, or any one without a name, put where they are used.

    Raises :class:`UserInputError` if there is no such fact.
    """
    facts = [
        (block, index, have)
        for block in outline.blocks
        for index, item in enumerate(block.items)
        if (have := read_have(item)) is not None and (not name or have.name == name)
    ]
    if not facts:
        others = sorted({h.name for b in outline.blocks for i in b.items if (h := read_have(i))})
        there = f"it has {', '.join(others)}" if others else "it has none"
        wanted = f"no `have {name}`" if name else "no `have`"
        raise UserInputError(f"There is {wanted} in the proof: {there}.")
    starts = [block.items[index].start for block, index, _ in facts]
    found = [
        _edited(outline, one.edits)
        for one in inline_have.find(outline, portfolio)
        if any(one.edits[0].start <= start < one.edits[0].end for start in starts)
    ]
    for block, index, have in facts:
        if have.type is None or index + 1 == len(block.items):
            continue
        uses = [u for item in block.items[index + 1 :] for u in _uses(item, have.name)]
        value = " ".join(outline.text(have.value).split())
        if not uses or "\n" in outline.text(have.value):
            continue
        shown = f"({value} : {' '.join(outline.text(have.type).split())})"
        edits = [Edit(u.start, u.end, shown + u.value[len(have.name) :]) for u in uses]
        found.append(_edited(outline, [drop_items(outline, block, index, index), *edits]))
    return _unlike(outline, found)


def extracting(outline: Outline, argument: str) -> list[str]:
    """``[REGION] [as NAME]``: a part of the proof stated as a fact of its own before it is used.

    The largest part within the region comes first. Raises :class:`UserInputError`.
    """
    if not outline.goals.is_known:
        raise UserInputError(
            "Lean does not tell the goals of this proof, so nothing can be stated."
        )
    named = _AS.search(argument)
    name = named["name"] if named is not None else ""
    if name and not _NAME.fullmatch(name):
        raise UserInputError(f"`{name}` is no name for a fact.")
    region = argument[: named.start()].strip() if named is not None else argument
    places = find_places(outline, region) if region else []
    made: list[tuple[int, int, Proposal]] = []
    for rewrite in _EXTRACTING:
        for proposal in rewrite.find(outline, ()):
            covered = sum(edit.end - edit.start for edit in proposal.edits)
            if not places or any(_within(outline, proposal, place) for place in places):
                made.append((-proposal.facts if not places else 0, -covered, proposal))
    made.sort(key=lambda one: one[:2])
    found = [_edited(outline, _renamed(outline, one.edits, name)) for _, _, one in made]
    found += [one for place in places if (one := _stated_there(outline, place, name))]
    return _unlike(outline, found)


def replacing(outline: Outline, place: Place, tactics: Iterable[str]) -> list[str]:
    """Each of some tactics in place of one part."""
    return _unlike(
        outline,
        [
            _edited(outline, [replace_items(outline, place.block, place.first, place.last, tactic)])
            for tactic in tactics
        ],
    )


def _stated_there(outline: Outline, place: Place, name: str) -> str | None:
    """The last tactics of a block as a fact that is stated where they stand."""
    items = place.block.items
    goal = outline.goals.before(items[place.first])
    stated = statement(goal, goal) if goal is not None else None
    if goal is None or stated is None or place.last + 1 < len(items):
        return None
    fact = name or fresh_name(outline, goal.case, place.start)
    tactics = tactics_at(outline, items[place.first :])
    text = prove(fact, stated, tactics, outline.column(place.start)) + f"\nexact {fact}"
    return _edited(outline, [replace_items(outline, place.block, place.first, place.last, text)])


def _split(outline: Outline, argument: str) -> tuple[str, str]:
    """The tactic, and the region if the last ``at`` is followed by one."""
    for match in reversed(list(_AT.finditer(argument))):
        tactic, region = argument[: match.start()], argument[match.end() :]
        if tactic.strip() and is_region(outline, region):
            return tactic.strip(), region
    return argument.strip(), ""


def _within(outline: Outline, proposal: Proposal, place: Place) -> bool:
    """Whether what a proposal takes away lies on the lines of a place."""
    text = outline.view.text
    first, last = text.position(place.start).line, text.position(place.end).line
    taken = [edit for edit in proposal.edits if edit.start < edit.end]
    return bool(taken) and all(
        first <= text.position(_content(outline, edit)).line
        and text.position(edit.end).line <= last
        for edit in taken
    )


def _content(outline: Outline, edit: Edit) -> int:
    """Where the text begins that an edit takes away, white space before it apart."""
    taken = outline.data[edit.start : edit.end]
    return edit.start + len(taken) - len(taken.lstrip())


def _renamed(outline: Outline, edits: Sequence[Edit], name: str) -> list[Edit]:
    """The edits with the fact that they state under a name of the user's."""
    stated = [m["name"] for edit in edits for m in _STATED.finditer(edit.text)]
    fresh = next((one for one in stated if one not in outline.words), None)
    if not name or fresh is None:
        return list(edits)
    word = re.compile(rf"(?<![\w'.]){re.escape(fresh)}(?![\w'])")
    return [Edit(edit.start, edit.end, word.sub(name, edit.text)) for edit in edits]


def _uses(item: Syntax, name: str) -> Iterator[Syntax]:
    return (
        token
        for token in item.walk()
        if token.kind == IDENT and (token.value == name or token.value.startswith(name + "."))
    )


def _edited(outline: Outline, edits: Iterable[Edit]) -> str:
    return make_candidate(outline.view, edits, (), 0).declaration


def _unlike(outline: Outline, declarations: Iterable[str]) -> list[str]:
    """Each once, and none that changes nothing."""
    own = outline.view.text.text
    unlike = (one for one in dict.fromkeys(declarations) if one != own)
    return list(islice(unlike, MOST))
