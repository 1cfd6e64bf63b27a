"""A small corpus, and collections over it in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.collecting.collect import collect_corpus
from flows.collecting.options import CollectOptions
from flows.collecting.outcome import CollectOutcome
from flows.collecting.progress import CollectObserver
from flows.collecting.searching import RoundSearch, here
from tests.flows.collecting.compare import Snapshot, snapshot
from tools.iteration.rules import Rules
from tools.lean.toolchain import Toolchain

TEXT = """\
theorem swap (p q : Prop) : p ∧ q → q ∧ p := by
  intro h
  have hq : q := h.right
  have hp : p := h.left
  constructor
  · exact hq
  · exact hp

theorem chain (p q r : Prop) (f : p → q) (g : q → r) : p → r := by
  intro hp
  have hq : q := by
    apply f
    exact hp
  apply g
  exact hq

theorem short : True := trivial
"""
HELD_OUT = """\
theorem kept_for_the_test (p q : Prop) : p ∧ q → p := by
  intro h
  exact h.left
"""
OPTIONS = CollectOptions(
    "corpus", "length", rounds=2, search_rounds=2, candidates=8, rules=Rules(gamma=0)
)

Collect = Callable[..., CollectOutcome]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The splits of the two files follow from their names."""
    folder = tmp_path_factory.mktemp("collecting") / "corpus"
    folder.mkdir()
    (folder / "File.lean").write_text(TEXT, encoding="utf-8")
    (folder / "B.lean").write_text(HELD_OUT, encoding="utf-8")
    return folder


@pytest.fixture
def collect(
    corpus: Path, tmp_path: Path, toolchain: Toolchain, monkeypatch: pytest.MonkeyPatch
) -> Collect:
    """Collects over the corpus, with the database in a folder below `tmp_path`."""

    def run(
        options: CollectOptions = OPTIONS,
        home: str = "home",
        observer: CollectObserver | None = None,
        search: RoundSearch = here,
    ) -> CollectOutcome:
        with monkeypatch.context() as patch:
            patch.chdir(corpus.parent)
            patch.setenv("BURNISH_HOME", str(tmp_path / home))
            patch.setenv("BURNISH_LEAN", "embedded")
            return collect_corpus(options, observer or CollectObserver(), print, search=search)

    return run


@pytest.fixture(scope="session")
def undisturbed(
    corpus: Path, tmp_path_factory: pytest.TempPathFactory, toolchain: Toolchain
) -> Path:
    """The folder of a collection that was finished at once."""
    home = tmp_path_factory.mktemp("undisturbed")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(corpus.parent)
        patch.setenv("BURNISH_HOME", str(home))
        patch.setenv("BURNISH_LEAN", "embedded")
        outcome = collect_corpus(OPTIONS, CollectObserver(), print)
    assert outcome.finished
    return home


@pytest.fixture(scope="session")
def expected(undisturbed: Path) -> Snapshot:
    return snapshot(undisturbed / "burnish.db")
