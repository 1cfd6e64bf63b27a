"""The frame of a plot: scales, ticks, axes and marks, as SVG to stand inside an HTML page.

Colours are the page's: everything has a class, and series are told apart by `style` as well as by
the shape of their marks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from tools.drawing.svg import cut, writable, written

WIDTH = 560.0
_LEFT = 56.0
_RIGHT = 24.0
_TOP = 30.0
_BOTTOM = 46.0
_LABEL_COLUMNS = 60
COLOURS = 6
"""Of which the page has a class each; further series have the same colours and other dashes."""
_DASHES = 3


@dataclass(frozen=True)
class Scale:
    """From values to places on the page, linear or by the logarithm."""

    low: float
    high: float
    start: float
    end: float
    is_logarithmic: bool = False

    def __call__(self, value: float) -> float:
        low, high, value = (
            map(math.log, (self.low, self.high, value))
            if self.is_logarithmic
            else (self.low, self.high, value)
        )
        return self.start + (value - low) / (high - low) * (self.end - self.start)


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers that span the values: multiples of 1, 2 or 5 times a power of ten.

    The first is at most `low`, the last at least `high`; values that are all alike get some room.
    """
    if high <= low:
        high = low + 1
    rough = (high - low) / (most - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10, 20) if factor * power >= rough)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [i * step for i in range(first, last + 1)]


@dataclass(frozen=True)
class Axis:
    """The ticks of an axis, in order, the label of each, and what the axis is about."""

    values: Sequence[float]
    labels: Sequence[str]
    name: str
    is_logarithmic: bool = False

    @classmethod
    def of_numbers(cls, values: Sequence[float], name: str) -> Axis:
        """An axis for these values, always from 0 on."""
        places = ticks(min([0.0, *values]), max([0.0, *values]))
        return cls(places, [f"{place:.10g}" for place in places], name)


class Chart:
    """A plot in the making: a frame, then what is drawn into it, back to front."""

    def __init__(self, title: str, x: Axis, y: Axis, height: float = 320.0) -> None:
        self._title = title
        self._height = height
        self.x = Scale(x.values[0], x.values[-1], _LEFT, WIDTH - _RIGHT, x.is_logarithmic)
        self.y = Scale(y.values[0], y.values[-1], height - _BOTTOM, _TOP, y.is_logarithmic)
        self._pieces: list[str] = []
        self._axes(x, y)

    def add(self, piece: str) -> None:
        """Draw a piece of SVG on top of what is there."""
        self._pieces.append(piece)

    def point(self, x: float, y: float) -> str:
        """A point given by values, as a path holds it."""
        return f"{self.x(x):.1f} {self.y(y):.1f}"

    def svg(self) -> str:
        size = f'viewBox="0 0 {WIDTH:.0f} {self._height:.0f}"'
        label = quoteattr(writable(self._title))
        body = "\n".join(self._pieces)
        return f'<svg class="chart" {size} role="img" aria-label={label}>\n{body}\n</svg>'

    def _axes(self, x: Axis, y: Axis) -> None:
        left, right, bottom = self.x.start, self.x.end, self.y.start
        for value, label in zip(y.values, y.labels, strict=True):
            place = self.y(value)
            self.add(f'<path class="grid" d="M {left:.1f} {place:.1f} H {right:.1f}"/>')
            self.add(text(left - 8, place + 4, label, "end"))
        for value, label in zip(x.values, x.labels, strict=True):
            place = self.x(value)
            self.add(f'<path class="tick" d="M {place:.1f} {bottom:.1f} v 5"/>')
            self.add(text(place, bottom + 19, label, "middle"))
        self.add(f'<path class="axis" d="M {left:.1f} {bottom:.1f} H {right:.1f}"/>')
        self.add(text(8, 16, y.name, "start", "axis-name"))
        self.add(text(right, self._height - 8, x.name, "end", "axis-name"))


def text(x: float, y: float, words: str, anchor: str, style: str = "label") -> str:
    """A line of text; what is too long for a plot is cut."""
    shown = written(cut(writable(words), _LABEL_COLUMNS))
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{shown}</text>'


def style(index: int) -> str:
    """The classes of the series with that number: a colour, and a dash for each round of them."""
    return f"s{index % COLOURS} d{index // COLOURS % _DASHES}"


def mark(index: int, x: float, y: float) -> str:
    """The mark of that series, around a place on the page; its shape goes with its colour."""
    shape = (
        f"M {x - 4:.1f} {y:.1f} a 4 4 0 1 0 8 0 a 4 4 0 1 0 -8 0 z",
        f"M {x - 3.5:.1f} {y - 3.5:.1f} h 7 v 7 h -7 z",
        f"M {x:.1f} {y - 5:.1f} l 5 5 l -5 5 l -5 -5 z",
        f"M {x:.1f} {y - 4.5:.1f} l 4.5 8 h -9 z",
        f"M {x:.1f} {y + 4.5:.1f} l 4.5 -8 h -9 z",
        f"M {x - 5:.1f} {y - 1.5:.1f} h 10 v 3 h -10 z",
    )[index % COLOURS]
    return f'<path class="mark {style(index)}" d="{shape}"/>'
