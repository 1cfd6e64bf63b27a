"""The picture of a proof tree: a box for each run of a tactic, an edge to each that goes on.

The graph is the one that the metrics of shape measure (:mod:`tools.metrics.shape`): combinators
are no boxes, nor are tactics that never ran.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tools.drawing.layout import Place, lay_out
from tools.drawing.svg import cut, document, edge, line, width_of, written
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree
from tools.metrics.shape import Shape, shape

_COLUMNS = 38
"""The longest text in a box."""
_STATEMENT_COLUMNS = 110
_STATEMENT_LINES = 5
_PADDING = 10.0
_HEIGHT = 42.0
"""Of a box, for two lines."""
_ROW = 74.0
"""From one row of boxes to the next."""
_GAP = 16.0
_MARGIN = 24.0
_LINE = 20.0
_DOC_COMMENT_END = "-/"
_TOLD_LINES = 24
_TOLD_COLUMNS = 120
"""How much of a step is told when the pointer rests on its box."""


@dataclass(frozen=True)
class _Box:
    """What stands in a box, and what is told of it."""

    tactic: str
    goal: str
    told: str
    is_effective: bool

    @property
    def width(self) -> float:
        return max(width_of(self.tactic), width_of(self.goal)) + 2 * _PADDING


def picture(tree: ProofTree, effective: Collection[str] = ()) -> str:
    """A proof tree as a self-contained SVG file.

    ``effective`` has the ids of the effective goals (:mod:`tools.metrics.modularity`); the box of
    the first step that works on one is marked.
    """
    graph = shape(tree)
    boxes = _boxes(graph, effective)
    above = _above(graph)
    widths = [box.width for box in boxes]
    asides = [s and p is not None for s, p in zip(graph.spawned, above, strict=True)]
    places = lay_out(above, widths, asides, _GAP)
    header = _header(tree, graph, sum(box.is_effective for box in boxes))
    wide = max([widest for _, widest in header] + [p.left + p.width for p in places])
    rows = max((place.row for place in places), default=-1) + 1
    shift = (wide - max((p.left + p.width for p in places), default=0.0)) / 2
    body = [piece for piece, _ in header]
    for index, (place, parent) in enumerate(zip(places, above, strict=True)):
        if parent is not None:
            body.append(_edge(places[parent], place, shift, spawned=graph.spawned[index]))
    body += [_drawn(box, place, shift) for box, place in zip(boxes, places, strict=True)]
    height = _HEADER + rows * _ROW + _MARGIN
    return document(wide + 2 * _MARGIN, height, f"Proof tree of {_name(tree)}", body)


def _above(graph: Shape) -> list[int | None]:
    """The box above each: none for what leads back to itself."""
    return [
        parent if parent is not None and graph.levels[parent] < graph.levels[index] else None
        for index, parent in enumerate(graph.parents)
    ]


def _boxes(graph: Shape, effective: Collection[str]) -> list[_Box]:
    boxes = []
    left = set(effective)
    for step, run in graph.nodes:
        goal = run.before[0] if run.before else None
        is_effective = goal is not None and goal.id in left
        left -= {goal.id} if goal is not None else set()
        boxes.append(
            _Box(
                tactic=cut(_own_text(step), _COLUMNS),
                goal=cut(f"⊢ {goal.target}", _COLUMNS) if goal is not None else "",
                told=_told(step, run),
                is_effective=is_effective,
            )
        )
    return boxes


def _own_text(step: ProofStep) -> str:
    """The step's text up to the first step inside it."""
    if not step.children:
        return step.text
    first = step.children[0].start - step.start
    return step.text.encode("utf-8")[:first].decode("utf-8", errors="replace") or step.text


def _told(step: ProofStep, run: GoalChange) -> str:
    """The step's text, the goal that it worked on, and those that it left."""
    goals = [str(goal) for goal in run.after if goal not in run.before[1:]]
    left = "\n\n".join(goals) or "no goal"
    told = f"{step.text}\n\nBefore:\n{run.before[0] if run.before else ''}\n\nAfter:\n{left}"
    lines = [
        text if len(text) <= _TOLD_COLUMNS else text[: _TOLD_COLUMNS - 1] + "…"
        for text in told.splitlines()
    ]
    return "\n".join(lines if len(lines) <= _TOLD_LINES else [*lines[: _TOLD_LINES - 1], "…"])


def _edge(above: Place, below: Place, shift: float, *, spawned: bool) -> str:
    x, to_x = above.middle + shift + _MARGIN, below.middle + shift + _MARGIN
    return edge(x, _top(above) + _HEIGHT, to_x, _top(below), spawned=spawned)


def _top(place: Place) -> float:
    return _HEADER + _MARGIN + place.row * _ROW


def _drawn(box: _Box, place: Place, shift: float) -> str:
    x, y = place.left + shift + _MARGIN, _top(place)
    style = "box effective" if box.is_effective else "box"
    return "".join(
        [
            f"<g><title>{written(box.told)}</title>",
            _rectangle(x, y, place.width, style),
            line(x + _PADDING, y + 17, box.tactic),
            line(x + _PADDING, y + 34, box.goal, "dim") if box.goal else "",
            _mark(x, y) if box.is_effective else "",
            "</g>",
        ]
    )


def _rectangle(x: float, y: float, width: float, style: str, height: float = _HEIGHT) -> str:
    size = f'width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{style}" x="{x:.1f}" y="{y:.1f}" {size} rx="5"/>'


def _mark(x: float, y: float) -> str:
    """A diamond, so that an effective goal is told by more than its colour."""
    return f'<path class="mark" d="M {x:.1f} {y - 7:.1f} l 7 7 l -7 7 l -7 -7 z"/>'


def _header(tree: ProofTree, graph: Shape, effective: int) -> list[tuple[str, float]]:
    """The lines above the tree, each with its width."""
    never = sum(not step.runs and not step.is_combinator for step in tree.walk())
    figures = [
        _count(len(graph.nodes), "step"),
        f"depth {graph.depth}",
        f"width {graph.width}",
        _count(effective, "effective goal"),
        *([f"{_count(never, 'tactic')} that never ran left out"] if never else []),
    ]
    lines = [
        (_name(tree), "name"),
        (cut(tree.statement, _STATEMENT_COLUMNS), "dim"),
        (" · ".join(figures), "dim"),
    ]
    told = [
        (line(_MARGIN, _MARGIN + 12 + index * _LINE, text, style), width_of(text))
        for index, (text, style) in enumerate(lines)
    ]
    return [*told, _legend(_MARGIN + 8 + len(lines) * _LINE)]


def _legend(y: float) -> tuple[str, float]:
    """The kinds of edges and boxes, each with its name."""
    pieces = []
    x = _MARGIN
    for sign, name in (("", "what is left to show"), (" spawned", "stated on the way")):
        pieces.append(f'<path class="edge{sign}" d="M {x:.1f} {y:.1f} h 30"/>')
        pieces.append(line(x + 38, y + 4, name, "dim"))
        x += 38 + width_of(name) + 24
    name = "effective goal"
    pieces.append(_rectangle(x + 6, y - 8, 28, "box effective", 16))
    pieces.append(_mark(x + 6, y - 8))
    pieces.append(line(x + 42, y + 4, name, "dim"))
    return "".join(pieces), x + 42 + width_of(name) - _MARGIN


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _name(tree: ProofTree) -> str:
    return tree.name or "example"
