"""The page itself: what is filled into the template, and what keeps it shut and small.

The template is `page.html.j2` with `page.css` and `page.js`, beside this module. The page asks the
network for nothing and runs its own script alone, by a policy that names both by their hash; all
texts of others are escaped, and what would repaint a page is shown as a mark.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from flows.history.report import data, words
from flows.history.report.changes import better_by, gain_of
from flows.history.report.code import code
from flows.history.report.data import ReportedSession, ReportedTheorem
from flows.history.report.section import Section
from flows.history.report.talk import talk
from tools.evaluation.chart import mark
from tools.pages import page_environment

_FOLDER = Path(__file__).parent
_NOTHING = "–"
_UNREACHED = 20
_FEW = 3
"""Sections of which the trees are there at once."""
ROOM = 8_000_000
"""Characters that the sections of all theorems may take together; further ones are left out."""


def page(session: ReportedSession, sections: Sequence[Section], lacking: Sequence[str]) -> str:
    """A whole HTML document; ``lacking`` says what it does not have."""
    environment = _environment()
    drawn: list[Markup] = []
    room = ROOM
    template = environment.get_template("section.html.j2")
    for section in sections:
        text = template.render(section=section, is_open=len(sections) <= _FEW)
        room -= len(text)
        if room < 0:
            break
        drawn.append(Markup(text))
    shown = {section.theorem.key: section.number for section in sections[: len(drawn)]}
    style, script = _text("page.css"), _text("page.js")
    return environment.get_template("page.html.j2").render(
        session=session,
        facts=words.facts(session),
        figures=words.figures(session),
        rows=session.theorems[: data.LISTED],
        shown=shown,
        talk=talk(session.messages),
        unreached=session.unreached[:_UNREACHED],
        sections=drawn,
        lacking=[
            *_missing(session, len(drawn), sum(s.details is not None for s in sections)),
            *lacking,
        ],
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _missing(session: ReportedSession, shown: int, detailed: int) -> list[str]:
    """What was left out for want of room, a sentence each."""
    total = len(session.theorems)
    told: list[str] = []
    if min(detailed, shown) < total:
        told.append(
            f"Goal states, trees and attempts are shown for {min(detailed, shown)} of {total} "
            "theorems, those that were improved first."
        )
    if shown < total:
        told.append(f"The proofs of {total - shown} theorems are left out.")
    if total > data.LISTED:
        told.append(f"The table ends after {data.LISTED} theorems.")
    return told


@cache
def _environment() -> jinja2.Environment:
    environment = page_environment(_FOLDER)
    environment.filters |= {
        "number": _number,
        "code": code,
        "better": better_by,
        "gain": gain_of,
        "swatch": _swatch,
        "duration": words.duration,
        "moment": words.moment,
        "file": words.file_name,
        "verdict": _verdict,
    }
    return environment


@cache
def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """A text's place in a Content-Security-Policy."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _number(value: float | None) -> str:
    """A figure with a minus as it is written."""
    return _NOTHING if value is None else f"{value:g}".replace("-", "\N{MINUS SIGN}")


def _verdict(theorem: ReportedTheorem) -> str:
    """What became of a theorem, in a word that is a class of the page too."""
    result = theorem.result
    if result.skipped:
        return "skipped"
    if result.verdict != "verified":
        return result.verdict
    return "improved" if result.improved else "unchanged"


def _swatch(index: int) -> Markup:
    """The mark of a proposer, for the legend."""
    drawn = mark(index, 8, 8)
    return Markup(f'<svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">{drawn}</svg>')
