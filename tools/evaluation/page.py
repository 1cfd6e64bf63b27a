"""The report as one HTML page that needs nothing from elsewhere: tables, plots, and the cards.

The template is `page.html.j2` with `page.css`, beside this module. Names of settings, theorems and
models are somebody else's text: the template escapes all of it, and what would repaint a page
(control characters, changes of direction) is shown as a mark.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from tools.evaluation import bootstrap, plots
from tools.evaluation.best_at import improvement_at
from tools.evaluation.card import FIELDS, differing
from tools.evaluation.chart import mark, style
from tools.evaluation.paired import Comparison
from tools.evaluation.plots import Series
from tools.evaluation.report import Report
from tools.evaluation.setting import Setting
from tools.pages import page_environment

_FOLDER = Path(__file__).parent
_TEMPLATE = "page.html.j2"
_NOTHING = "–"
_MOST_LISTED = 1000
"""Theorems that a page lists one by one; JSON has them all."""


def page(report: Report, title: str) -> str:
    """A whole HTML document."""
    series = _series(report)
    headings, card_rows = _cards(report)
    return _template().render(
        title=title,
        report=report,
        resamples=bootstrap.RESAMPLES,
        legend=[(one.name, _swatch(one)) for one in series.values()],
        sections=[_section(report, metric, series) for metric in report.metrics],
        card_headings=headings,
        card_rows=card_rows,
    )


@cache
def _template() -> jinja2.Template:
    environment = page_environment(_FOLDER)
    environment.filters |= {
        "figure": _figure,
        "signed": _signed,
        "share": _share,
        "amount": _amount,
        "probability": _probability,
    }
    return environment.get_template(_TEMPLATE)


def _series(report: Report) -> dict[str, Series]:
    """A number for each name of a setting, the same for all metrics."""
    names = dict.fromkeys(setting.name for setting in report.settings)
    return {name: Series(index, name) for index, name in enumerate(names)}


def _cards(report: Report) -> tuple[list[str], list[tuple[str, list[str], bool]]]:
    """A heading for each card, and for each field its name, its values, and if they differ."""
    cards = report.cards
    differs = differing(list(cards.values()))
    return list(cards), [
        (
            name.replace("_", " "),
            [_told(getattr(one, name)) for one in cards.values()],
            name in differs,
        )
        for name in FIELDS
    ]


def _section(report: Report, metric: str, series: dict[str, Series]) -> dict[str, Any]:
    """What the page shows of one metric."""
    settings = report.of(metric)
    k = report.largest(metric)
    rows = {
        one.name: [row for row in report.rows if (row.setting, row.metric) == (one.name, metric)]
        for one in settings
    }
    gains = {
        one.name: {
            theorem.theorem: improvement_at(theorem, k, one.estimator)
            for theorem in one.with_at_least(k)
        }
        for one in settings
    }
    theorems, more = _theorems(settings, gains)
    return {
        "metric": metric,
        "k": k,
        "settings": [one.name for one in settings],
        "rows": rows,
        "is_short": any(row.short for of_one in rows.values() for row in of_one),
        "curve": Markup(
            plots.curve(metric, [(series[one.name], rows[one.name]) for one in settings])
        ),
        "distribution": Markup(
            plots.distribution(
                metric, k, [(series[one.name], list(gains[one.name].values())) for one in settings]
            )
        ),
        "comparisons": [
            (one, report.differing(one), _scatter(one, series))
            for one in report.comparisons
            if one.metric == metric
        ],
        "theorems": theorems,
        "more": more,
    }


def _scatter(comparison: Comparison, series: dict[str, Series]) -> Markup:
    return Markup(plots.scatter(comparison, series[comparison.first], series[comparison.second]))


def _theorems(
    settings: Sequence[Setting], gains: dict[str, dict[str, float]]
) -> tuple[list[tuple[str, float, list[float | None]]], int]:
    """Each theorem with the original's metric and every setting's best@k, and how many are left."""
    originals = {
        name: theorem.original for one in settings for name, theorem in one.by_name.items()
    }
    listed = sorted(originals)[:_MOST_LISTED]
    rows = [
        (name, originals[name], [gains[one.name].get(name) for one in settings]) for name in listed
    ]
    return rows, len(originals) - len(listed)


def _swatch(series: Series) -> Markup:
    """The line and the mark of a setting, for the legend."""
    line = f'<path class="line {style(series.index)}" d="M 1 8 H 35"/>'
    drawn = line + mark(series.index, 18, 8)
    return Markup(f'<svg class="swatch" viewBox="0 0 36 16" aria-hidden="true">{drawn}</svg>')


def _shown(show: Callable[[float], str]) -> Callable[[float | None], str]:
    """A way to write a figure, with a dash for one that there is none of."""
    return lambda value: _NOTHING if value is None else show(value)


_figure = _shown(lambda value: f"{value:.3f}")
_signed = _shown(lambda value: f"{value:+.3f}" if value else "0")
_share = _shown(lambda value: f"{value:.1%}")
_amount = _shown(lambda value: f"{value:,.0f}")


def _probability(value: float) -> str:
    """Small ones as a bound: a sign test never gives 0."""
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def _told(value: Any) -> str:
    """A value of a card."""
    if value is None:
        return _NOTHING
    if isinstance(value, tuple):
        return ", ".join(value) or _NOTHING
    if isinstance(value, str | int):
        return str(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
