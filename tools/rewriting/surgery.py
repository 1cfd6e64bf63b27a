"""Edits that keep the layout of a block right: drop, replace and splice its tactics."""

from __future__ import annotations

from tools.lean.syntax import Syntax
from tools.rewriting.edits import Edit
from tools.rewriting.layout import WIDTH, Doc, render, shift
from tools.rewriting.outline import Block, Outline

INDENT = 2


def drop_items(outline: Outline, block: Block, first: int, last: int) -> Edit:
    """The items ``first..last`` (inclusive) go; at least one other item must stay."""
    items = block.items
    start, end = items[first].start, items[last].end
    line_end = outline.data.find(b"\n", end)
    line_end = len(outline.data) if line_end < 0 else line_end
    trailing = outline.data[end:line_end].strip()
    follows = last + 1 < len(items)
    own_lines = (
        follows
        and outline.begins_line(start)
        and outline.begins_line(items[last + 1].start)
        and (not trailing or trailing.startswith(b"--"))
    )
    if own_lines:
        return Edit(outline.line_start(start), line_end + 1, "")
    if follows:
        return Edit(start, items[last + 1].start, "")
    return Edit(items[first - 1].end, end, "")


def replace_items(outline: Outline, block: Block, first: int, last: int, text: str) -> Edit:
    """The items ``first..last`` become ``text``, whose lines are laid out from column 0."""
    start, end = block.items[first].start, block.items[last].end
    return Edit(start, end, shift(text, outline.column(start)))


def replace_suffix(
    outline: Outline, block: Block, first: int, text: str, *, moved: bool = True
) -> Edit:
    """All items from ``first`` on become ``text``.

    A whole block that becomes one line moves up to the line that opens it, where it fits. Other
    texts are laid out from column 0, or from the block's column if not ``moved``.
    """
    final = len(block.items) - 1
    opening = _opening(outline, block)
    one_line = first == 0 and "\n" not in text
    if one_line and opening is not None and outline.column(opening) + 1 + len(text) <= WIDTH:
        return Edit(opening, block.items[final].end, " " + text)
    if not moved:
        return Edit(block.items[first].start, block.items[final].end, text)
    return replace_items(outline, block, first, final, text)


def _opening(outline: Outline, block: Block) -> int | None:
    """The end of the token before the block: of ``by``, ``=>`` or ``·``."""
    start = block.items[0].start
    before = outline.data[:start].rstrip()
    for word in (b"by", b"=>", "·".encode()):
        if before.endswith(word):
            return len(before)
    return None


def tactics_at(outline: Outline, items: tuple[Syntax, ...]) -> str:
    """The text of consecutive items as lines from column 0."""
    start, end = items[0].start, items[-1].end
    return shift(outline.slice(start, end), -outline.column(start))


def lay_out(outline: Outline, document: Doc, start: int, prefix: str = "") -> str:
    """``prefix`` and a document, printed at ``start``; for use in place of the text there."""
    column = outline.column(start)
    return prefix + render(document, column + len(prefix), column)


def too_wide(text: str, column: int) -> bool:
    """Whether a line of a replacement that starts at ``column`` is too long to be readable."""
    first, *others = text.split("\n")
    return column + len(first) > WIDTH or any(len(line) > WIDTH for line in others)
