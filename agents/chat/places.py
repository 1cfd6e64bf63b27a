"""Which part of a proof a user means: lines, the text of a tactic, or the name of a case.

Lines are those of the declaration, from 1, as `/show` numbers them. A line may be read in several
ways (the tactic on it, or what that is a part of); all are named, and Lean says which one fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tools.errors import UserInputError
from tools.lean.syntax import Syntax
from tools.rewriting.outline import Block, Outline
from tools.rewriting.reading import is_bullet, keyword

_LINES = re.compile(r"(?:lines?\s+)?(?P<first>\d{1,6})(?:\s*(?:-|–|to)\s*(?P<last>\d{1,6}))?")
_MOST = 4
_SHOWN = 60


class NoSuchPlace(UserInputError):
    """What the user named is no part of the proof, or several; the message says what is."""


@dataclass(frozen=True)
class Place:
    """Consecutive tactics of one block."""

    block: Block
    first: int
    last: int
    """Index of the last, inclusive."""

    @property
    def start(self) -> int:
        """Bytes of the declaration's text."""
        return self.block.items[self.first].start

    @property
    def end(self) -> int:
        return self.block.items[self.last].end


def find_places(outline: Outline, region: str) -> list[Place]:
    """What a region may mean, the likeliest first; at least one. Raises :class:`NoSuchPlace`."""
    if not outline.blocks:
        raise NoSuchPlace("The proof is a term without tactics, so it has no part to be named.")
    lines = _LINES.fullmatch(region.strip())
    if lines is not None:
        first = int(lines["first"])
        return _by_lines(outline, first, int(lines["last"] or first))
    return _by_text(outline, " ".join(region.split()))


def is_region(outline: Outline, text: str) -> bool:
    """Whether a text can be meant as a region of the proof, be it of several places."""
    if _LINES.fullmatch(text.strip()):
        return True
    wanted = " ".join(text.split())
    return bool(_matching(outline, wanted)) or _by_case(outline, wanted) is not None


def _by_lines(outline: Outline, first: int, last: int) -> list[Place]:
    count = outline.view.text.text.count("\n") + 1
    if not 1 <= first <= last <= count:
        lines = f"lines 1 to {count}" if count > 1 else "one line"
        raise NoSuchPlace(f"The proof has {lines}; /show numbers them.")
    found: list[tuple[bool, int, Place]] = []
    for block in outline.blocks:
        inside = [
            index
            for index, item in enumerate(block.items)
            if first <= _line(outline, item.start) <= last
            and (first == last or _line(outline, item.end) <= last)
        ]
        if inside:
            place = Place(block, inside[0], inside[-1])
            # A bullet shows where a goal begins: what is meant stands behind it.
            bare = inside[0] == inside[-1] and is_bullet(block.items[inside[0]])
            found.append((bare, block.depth, place))
    if not found:
        around = [
            (item.end - item.start, Place(block, index, index))
            for block in outline.blocks
            for index, item in enumerate(block.items)
            if _line(outline, item.start) <= first and last <= _line(outline, item.end)
        ]
        if not around:
            text = "line" if first == last else "lines"
            raise NoSuchPlace(
                f"No tactic stands on {text} {_span(first, last)}; /show numbers the lines."
            )
        return [min(around, key=lambda one: one[0])[1]]
    return [place for _, _, place in sorted(found, key=lambda one: one[:2])[:_MOST]]


def _by_text(outline: Outline, wanted: str) -> list[Place]:
    found = _matching(outline, wanted)
    if not found:
        case = _by_case(outline, wanted)
        if case is not None:
            return [case]
        raise NoSuchPlace(
            f"There is no tactic `{_shortened(wanted)}` in the proof; name lines as /show numbers "
            "them, or a tactic as it stands there."
        )
    if len(found) > 1:
        places = [str(_line(outline, place.start)) for place in found]
        raise NoSuchPlace(
            f"`{_shortened(wanted)}` stands in several places, on the lines {', '.join(places)}: "
            "name one of them."
        )
    return found


def _matching(outline: Outline, wanted: str) -> list[Place]:
    """Where a tactic stands that is exactly this; else one that begins so; else by its keyword."""
    if not wanted:
        return []
    every = [
        (Place(block, index, index), " ".join(outline.text(item).split()), item)
        for block in outline.blocks
        for index, item in enumerate(block.items)
        if not is_bullet(item)
    ]
    exact = [place for place, text, _ in every if text == wanted]
    if exact:
        return exact
    begins = [place for place, text, _ in every if text.startswith(wanted + " ")]
    return begins or [place for place, _, item in every if keyword(item) == wanted]


def _by_case(outline: Outline, wanted: str) -> Place | None:
    """The whole of a case, by its tag."""
    for block in outline.blocks:
        goal = outline.goals.before(block.items[0])
        tags = {goal.case, goal.case.rpartition(".")[2]} if goal is not None else set()
        tags |= {_alternative(outline, block)}
        if wanted and wanted in tags:
            return Place(block, 0, len(block.items) - 1)
    return None


def _alternative(outline: Outline, block: Block) -> str:
    """The tag of the alternative that a block belongs to; empty if there is none."""
    owner: Syntax | None = block.owner
    while owner is not None and owner.kind == "null":
        owner = outline.parent(owner)
    words = [token.value for token in owner.tokens()][:2] if owner is not None else []
    return words[1] if len(words) == 2 and words[0] in ("|", "case", "next") else ""


def _line(outline: Outline, offset: int) -> int:
    return outline.view.text.position(offset).line


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + " …"
