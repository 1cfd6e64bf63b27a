"""The HTML page: whole, self-contained, and safe with anybody's names."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

from tools.evaluation.page import page
from tools.evaluation.report import report
from tools.evaluation.setting import Setting

MakeSetting = Callable[..., Setting]
_HOSTILE = '<script>alert("1")</script>\'"><img src=x onerror=y>{{ 7 * 7 }}\x07\u202e'
_WITHOUT_END = {"meta", "path", "circle", "br"}


class Read(HTMLParser):
    """The tags, attributes and words of a page; fails where tags do not close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _WITHOUT_END:
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.open and {"td", "th"} & set(self.open):
            self.cells[-1] = f"{self.cells[-1]} {data.strip()}".strip()


def made(*settings: Setting, ks: tuple[int, ...] = (1, 2), title: str = "Evaluation") -> str:
    return page(report(settings, ks, 0), title)


def test_the_figures_are_there(make_setting: MakeSetting) -> None:
    first = make_setting("full", {"t": [1.0, 2.0], "u": [0.0, None]})
    second = make_setting("bare", {"t": [0.0, 1.0], "u": [None, None]}, against="full", channels=())
    read = Read(made(first, second))
    assert "1.000 0.000 to 2.000" in read.cells  # mean of 2 and 0 at k = 2
    assert "50.0% 0.0% to 100.0%" in read.cells
    assert "-0.500 -1.000 to 0" in read.cells
    assert "channels" in read.cells
    assert "context, states" in read.cells
    assert [tag for tag, _ in read.tags].count("svg") == 2 + 3  # swatches and plots
    for _, attributes in read.tags:
        assert "role" not in attributes or attributes.get("aria-label")


def test_it_needs_nothing_from_elsewhere_and_runs_nothing(make_setting: MakeSetting) -> None:
    settings = [
        make_setting(_HOSTILE + str(i), {_HOSTILE: [1.0], "t": [0.0]}, _HOSTILE, model=_HOSTILE)
        for i in range(3)
    ]
    text = made(*settings, title=_HOSTILE)
    read = Read(text)
    assert {tag for tag, _ in read.tags} & {"script", "img", "link", "iframe", "object"} == set()
    for _, attributes in read.tags:
        assert not {"src", "href", "style", "onerror", "onclick"} & set(attributes)
    assert "url(" not in text
    assert "@import" not in text
    assert "{{ 7 * 7 }}" in read.words
    assert "\x07" not in text
    assert "\u202e" not in text
    assert '<script>alert("1")</script>' in read.words  # told as it is


def test_it_does_with_nothing_to_show(make_setting: MakeSetting) -> None:
    alone = Read(made(make_setting("a", {})))
    assert "– – to –" in alone.cells
    apart = Read(
        made(make_setting("a", {"t": [1.0]}), make_setting("b", {"u": [1.0]}, against="a"))
    )
    assert "– – to –" in apart.cells
    assert "0 1 and 1 left out" in apart.cells


def test_each_metric_has_its_section_and_a_setting_its_colour(make_setting: MakeSetting) -> None:
    settings = [
        make_setting("a", {"t": [1.0]}),
        make_setting("b", {"t": [1.0]}),
        make_setting("b", {"t": [1.0]}, "tokens", adapter="for-tokens"),
    ]
    read = Read(made(*settings, ks=(1,)))
    assert [tag for tag, _ in read.tags].count("h2") == 3
    lines = [one for _, one in read.tags if (one.get("class") or "").startswith("line")]
    # In the legend a and b; in each plot a and b, and b alone.
    assert [one["class"] for one in lines].count("line s1 d0") > 1
    # The adapter of one metric has a column of its own.
    assert "b, tokens" in read.cells
    assert "for-tokens" in read.cells


def test_it_says_how_k_samples_are_taken(make_setting: MakeSetting) -> None:
    one = make_setting("model", {}, estimator="expected")
    assert "best@k is the mean of the best over all choices" in Read(made(one)).words
    both = " ".join(Read(made(one, make_setting("symbolic", {}))).words.split())
    assert "best@k of model is the mean of the best over all choices" in both
    assert "best@k of symbolic is the best of the first k candidates" in both


def test_what_is_left_out_is_said(make_setting: MakeSetting) -> None:
    read = Read(made(make_setting("a", {"t": [1.0, 1.0], "u": [1.0]})))
    assert "1 1 left out" in read.cells
    assert "may be about different theorems" in read.words
    whole = Read(made(make_setting("a", {"t": [1.0, 1.0]})))
    assert "may be about different theorems" not in whole.words


def test_thousands_of_theorems_stay_a_page(make_setting: MakeSetting) -> None:
    setting = make_setting("a", {f"t{i:04}": [float(i % 3)] for i in range(1200)})
    text = made(setting, ks=(1,))
    assert "200 more theorems are in the JSON output" in text
    assert len(text) < 400_000
