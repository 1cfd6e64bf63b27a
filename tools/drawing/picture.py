"""The picture of a proof tree: a box for each run of a tactic, an edge to each that goes on.

The graph is the one that the metrics of shape measure (:mod:`tools.metrics.shape`): combinators
are no boxes, nor is what never ran or failed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection

from tools.drawing.boxes import PADDING, Box, boxes
from tools.drawing.layout import Place, lay_out
from tools.drawing.svg import cut, document, edge, fragment, line, width_of, written
from tools.lean.structure.tree import ProofTree
from tools.metrics.shape import Shape, shape

_HEIGHT = 42.0
"""Of a box, for two lines."""
_ROW = 74.0
"""From one row of boxes to the next."""
_GAP = 16.0
_MARGIN = 24.0
_LINE = 20.0
_STATEMENT_COLUMNS = 110
_STATEMENT_LINES = 5
_DOC_COMMENT = "/--"
_COMMENT_END = "-/"


def picture(tree: ProofTree, effective: Collection[str] = ()) -> str:
    """A proof tree as a self-contained SVG file.

    ``effective`` has the ids of the effective goals (:mod:`tools.metrics.modularity`); the box of
    the first step that works on one is marked.
    """
    told = [(_name(tree), "name"), *((text, "dim") for text in _statement(tree))]
    width, height, pieces = _drawn(tree, effective, told)
    return document(width, height, f"Proof tree of {_name(tree)}", pieces)


def inline_picture(tree: ProofTree, effective: Collection[str], title: str) -> str:
    """The same tree to stand inside an HTML page that tells what it is of, and has the styles of
    :data:`tools.drawing.svg.STYLE` for what is within the class ``tree``."""
    width, height, pieces = _drawn(tree, effective, [])
    return fragment(width, height, title, "tree", pieces)


def _drawn(
    tree: ProofTree, effective: Collection[str], told: list[tuple[str, str]]
) -> tuple[float, float, list[str]]:
    """Width, height and pieces of the picture; ``told`` stands above, each line with its style."""
    graph = shape(tree)
    above = [
        # What leads back to itself has nothing above it.
        parent if parent is not None and graph.levels[parent] < graph.levels[index] else None
        for index, parent in enumerate(graph.parents)
    ]
    drawn = tuple(boxes(graph, above, effective))
    places = lay_out(above, [box.width for box in drawn], graph.spawned, _GAP)
    figures = _figures(tree, graph, sum(box.is_effective for box in drawn))
    header, header_width, top = _header([*told, (figures, "dim")])
    tree_width = max((place.left + place.width for place in places), default=0.0)
    width = max(tree_width, header_width)
    left = _MARGIN + (width - tree_width) / 2
    pieces = [
        _edge(places[parent], place, left, top, spawned=graph.spawned[index])
        for index, (place, parent) in enumerate(zip(places, above, strict=True))
        if parent is not None
    ]
    pieces += [_box(box, place, left, top) for box, place in zip(drawn, places, strict=True)]
    rows = max((place.row for place in places), default=-1) + 1
    height = top + rows * _ROW + (_MARGIN if rows == 0 else _MARGIN - (_ROW - _HEIGHT))
    return width + 2 * _MARGIN, height, [*header, *pieces]


def _edge(above: Place, below: Place, left: float, top: float, *, spawned: bool) -> str:
    y = top + above.row * _ROW + _HEIGHT
    to_y = top + below.row * _ROW
    return edge(left + above.middle, y, left + below.middle, to_y, spawned=spawned)


def _box(box: Box, place: Place, left: float, top: float) -> str:
    x, y = left + place.left, top + place.row * _ROW
    pieces = [
        _rectangle(x, y, place.width, _HEIGHT, is_effective=box.is_effective),
        line(x + PADDING, y + 17, box.tactic),
    ]
    if box.goal:
        pieces.append(line(x + PADDING, y + 34, box.goal, "dim"))
    return f"<g><title>{written(box.told)}</title>{''.join(pieces)}</g>"


def _rectangle(x: float, y: float, width: float, height: float, *, is_effective: bool) -> str:
    """A box; a diamond tells an effective goal by more than its colour."""
    style = "box effective" if is_effective else "box"
    size = f'width="{width:.1f}" height="{height:.1f}"'
    rectangle = f'<rect class="{style}" x="{x:.1f}" y="{y:.1f}" {size} rx="5"/>'
    if not is_effective:
        return rectangle
    return f'{rectangle}<path class="mark" d="M {x:.1f} {y - 7:.1f} l 7 7 l -7 7 l -7 -7 z"/>'


def _header(lines: list[tuple[str, str]]) -> tuple[list[str], float, float]:
    """What stands above the tree, its width, and where the tree begins."""
    pieces = [
        line(_MARGIN, _MARGIN + 12 + index * _LINE, text, style)
        for index, (text, style) in enumerate(lines)
    ]
    end = _MARGIN + len(lines) * _LINE
    legend, width = _legend(end + 12)
    widest = max(width, *(width_of(text) for text, _ in lines))
    return [*pieces, legend], widest, end + _LINE + _MARGIN


def _statement(tree: ProofTree) -> list[str]:
    """The statement as it is written, without its doc comment."""
    text = tree.statement
    if text.startswith(_DOC_COMMENT) and _COMMENT_END in text:
        text = text.partition(_COMMENT_END)[2]
    lines = [told for told in text.strip().splitlines() if told.strip()]
    lines = [lines[0], *textwrap.dedent("\n".join(lines[1:])).splitlines()] if lines else []
    if len(lines) > _STATEMENT_LINES:
        lines = [*lines[: _STATEMENT_LINES - 1], "…"]
    return [cut(told, _STATEMENT_COLUMNS) for told in lines]


def _figures(tree: ProofTree, graph: Shape, effective: int) -> str:
    drawn = {id(step) for step, _ in graph.nodes}
    idle = sum(id(step) not in drawn and not step.is_combinator for step in tree.walk())
    figures = [
        _count(len(graph.nodes), "step"),
        f"depth {graph.depth}",
        f"width {graph.width}",
        _count(effective, "effective goal"),
    ]
    if idle:
        figures.append(f"left out: {_count(idle, 'tactic')} that did nothing")
    return " · ".join(figures)


def _legend(y: float) -> tuple[str, float]:
    """The kinds of edges and boxes with their names, and how wide that is."""
    pieces = []
    x = _MARGIN
    for style, name in (("edge", "what is left to show"), ("edge spawned", "stated on the way")):
        pieces.append(f'<path class="{style}" d="M {x:.1f} {y:.1f} h 30"/>')
        pieces.append(line(x + 38, y + 4, name, "dim"))
        x += 38 + width_of(name) + 24
    name = "effective goal"
    pieces.append(_rectangle(x + 6, y - 8, 28, 16, is_effective=True))
    pieces.append(line(x + 42, y + 4, name, "dim"))
    return "".join(pieces), x + 42 + width_of(name) - _MARGIN


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _name(tree: ProofTree) -> str:
    return tree.name or "example"
