"""What an evaluation prints on a terminal."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from rich.console import Console

from flows.evaluation_view import print_report
from tools.evaluation.card import RunCard
from tools.evaluation.report import report
from tools.evaluation.samples import Sample, TheoremSamples
from tools.evaluation.setting import Setting

_CARD = RunCard(
    model="tiny",
    adapter=None,
    prompts_hash="ab12",
    lean="4.35.0",
    corpus_hash="cd34",
    seed=7,
    sampling={"n": 2},
    proposer="model",
    channels=("context",),
    version="0.2.0",
)
_BARE = RunCard(**{**_CARD.to_json(), "channels": ()})


def setting(name: str, card: RunCard, scores: Mapping[str, Sequence[float]]) -> Setting:
    """Every sample is verified, and costs 10 tokens and a second."""
    theorems = tuple(
        TheoremSamples(
            theorem,
            -9.0,
            tuple(Sample(theorem, i, True, one, True, 10, 1.0) for i, one in enumerate(values)),
        )
        for theorem, values in scores.items()
    )
    return Setting(name, "length", card, theorems, against="full" if name == "bare" else "")


def printed(*settings: Setting, ks: Sequence[int] = (1, 2)) -> list[str]:
    """The lines, with one space between words."""
    text = io.StringIO()
    console = Console(file=text, width=100, markup=False, highlight=False, emoji=False)
    print_report(console, report(settings, ks, 0))
    return [" ".join(line.split()) for line in text.getvalue().splitlines()]


def test_figures_and_comparison() -> None:
    full = setting("full", _CARD, {"t": [1.0, 2.0], "u": [0.0, 0.0]})
    lines = printed(full, setting("bare", _BARE, {"t": [0.0, 1.0], "u": [0.0, 0.0]}))
    assert "full 1 2 0.500 0.000 to 1.000 50.0% 100.0% 2 20 2" in lines
    assert "2 2 1.000 0.000 to 2.000 50.0% 100.0% 4 40 4" in lines
    assert "length, compared theorem by theorem at k = 2" in lines
    assert "bare against full 2 -0.500 -1.000 to +0.000 0 1 1 1.000" in lines


def test_the_card_tells_what_differs_by_setting() -> None:
    lines = printed(setting("full", _CARD, {}), setting("bare", _BARE, {}))
    assert "model: tiny" in lines
    assert "adapter: -" in lines
    assert "channels: context (full)" in lines
    assert "channels: none (bare)" in lines


def test_what_is_left_out_is_said() -> None:
    full = setting("full", _CARD, {"t": [1.0, 1.0], "u": [1.0]})
    lines = printed(full, setting("bare", _BARE, {"v": [0.0, 0.0]}))
    assert "full at k = 2: 1 theorem with fewer samples left out" in lines
    assert "bare: 1 theorem left out that only full has 2 samples of" in lines
    assert "bare: 1 theorem left out that only bare has 2 samples of" in lines
    assert "bare against full 0 - - 0 0 0 1.000" in lines


def test_names_cannot_repaint_the_terminal() -> None:
    lines = printed(setting("\x1b[2J[red]x", _CARD, {"t": [1.0]}), ks=(1,))
    assert any("[red]x" in line for line in lines)
    assert not any("\x1b" in line for line in lines)
