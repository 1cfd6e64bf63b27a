"""Pieces of SVG text: escaped, cut to a width, and with one style for light and dark."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from rich.cells import cell_len, chop_cells

FONT_SIZE = 13
COLUMN = 7.9
"""Units that a character takes; a monospaced font of that size has at most 0.602 of it."""

STYLE = f"""
text {{ font: {FONT_SIZE}px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  fill: #1f2328; white-space: pre }}
.page {{ fill: #ffffff }}
.name {{ font-weight: bold }}
.dim {{ fill: #59636e }}
.box {{ fill: #f6f8fa; stroke: #818b98 }}
.effective {{ fill: #ddf4ff; stroke: #0969da; stroke-width: 2 }}
.mark {{ fill: #0969da }}
.edge {{ fill: none; stroke: #59636e; stroke-width: 1.3 }}
.spawned {{ stroke: #0969da; stroke-dasharray: 5 4 }}
@media (prefers-color-scheme: dark) {{
  text {{ fill: #e6edf3 }}
  .page {{ fill: #0d1117 }}
  .dim {{ fill: #9198a1 }}
  .box {{ fill: #161b22; stroke: #6e7681 }}
  .effective {{ fill: #12294a; stroke: #58a6ff }}
  .mark {{ fill: #58a6ff }}
  .edge {{ stroke: #9198a1 }}
  .spawned {{ stroke: #58a6ff }}
}}"""

# What XML has no way to write, and what changes the direction of text.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_BREAKS = re.compile(r"\s+")


def writable(text: str) -> str:
    """A text with marks in the place of what a document cannot or should not hold; not escaped."""
    return _UNWRITABLE.sub("\ufffd", text)


def written(text: str) -> str:
    """A text as XML holds it."""
    return escape(writable(text))


def cut(text: str, columns: int) -> str:
    """A text in one line of at most so many columns; an ellipsis stands for the rest."""
    line = _BREAKS.sub(" ", text).strip()
    if cell_len(line) <= columns:
        return line
    return chop_cells(line, columns - 1)[0].rstrip() + "…"


def width_of(text: str) -> float:
    """The units that a line takes."""
    return cell_len(text) * COLUMN


def line(x: float, y: float, text: str, style: str = "") -> str:
    """One line of text from ``x`` on, with ``y`` as its base line."""
    classes = f' class="{style}"' if style else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{classes}>{written(text)}</text>'


def edge(x: float, y: float, to_x: float, to_y: float, *, spawned: bool) -> str:
    """A line from the bottom of one box to the top of another."""
    style = "edge spawned" if spawned else "edge"
    if abs(x - to_x) < 0.1:
        way = f"V {to_y:.1f}"
    else:
        half = (y + to_y) / 2
        way = f"C {x:.1f} {half:.1f} {to_x:.1f} {half:.1f} {to_x:.1f} {to_y:.1f}"
    return f'<path class="{style}" d="M {x:.1f} {y:.1f} {way}"/>'


def document(width: float, height: float, title: str, body: list[str]) -> str:
    """A whole SVG file that needs nothing from elsewhere."""
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
            f"<title>{written(title)}</title>",
            f"<style>{STYLE}\n</style>",
            f'<rect class="page" width="{width:.0f}" height="{height:.0f}"/>',
            *body,
            "</svg>",
            "",
        ]
    )


def fragment(width: float, height: float, title: str, style: str, body: list[str]) -> str:
    """An SVG element to stand inside an HTML page, which has the styles for its class."""
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    label = quoteattr(writable(title))
    return "\n".join(
        [f'<svg class="{style}" {size} role="img" aria-label={label}>', *body, "</svg>"]
    )
