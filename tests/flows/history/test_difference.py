"""Two sessions side by side."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from flows.history.difference import compare, difference
from flows.history.difference_view import print_difference
from flows.history.story import Story, story
from storage.repository import Repository
from tests.flows.history.made import HEAD, TEXT, make_session


def test_which_is_better_by_which_metric(repository: Repository) -> None:
    a = make_session(repository, "a")
    b = make_session(repository, "b", "tokens")
    a.finish(
        values_before={"length": -3.0, "depth": -2.0}, values_after={"length": -1.0, "depth": -2.0}
    )
    b.finish(
        proof=f"{HEAD}:= by\n  exact h",
        metric="tokens",
        values_before={"length": -3.0, "depth": -2.0},
        values_after={"length": -2.0, "depth": -1.0},
    )
    found = compare(repository, a.session, b.session)
    (pair,) = found.theorems
    assert {one.metric: one.better for one in pair.metrics} == {"length": "a", "depth": "b"}
    assert pair.better == "mixed"
    assert pair.hunks.splitlines()[1:] == [
        f"-{HEAD}:= trivial",
        f"+{HEAD}:= by",
        "+  exact h",
    ]
    settings = {one.name: (one.a, one.b) for one in found.settings}
    assert settings["metric"] == ("length", "tokens")
    assert found.to_json()["counts"] == {"mixed": 1}
    console = Console(width=100, markup=False, highlight=False, no_color=True)
    with console.capture() as captured:
        print_difference(console, found)
    shown = captured.get()
    assert f"metric: length in {a.session}, tokens in {b.session}" in shown
    assert "1 better by one metric and worse by another" in shown


def test_an_original_that_stayed_has_the_values_that_the_other_session_knows(
    repository: Repository,
) -> None:
    a, b = make_session(repository, "a"), make_session(repository, "b")
    a.finish(proof=TEXT.rstrip(), after=-3.0, values_before={}, values_after={}, hunks="")
    b.finish()
    (pair,) = compare(repository, a.session, b.session).theorems
    (one,) = pair.metrics
    assert (one.original, one.a, one.b, one.better) == (-3.0, -3.0, -1.0, "b")


def test_other_files_and_theorems_are_said(repository: Repository) -> None:
    a, b = make_session(repository, "a"), make_session(repository, "b")
    a.finish()
    b.finish()
    told = story(repository, b.session)
    (file,) = told.record.settings["files"]
    changed = _with_files(told, {**file, "digest": "e"})
    (note,) = difference(story(repository, a.session), changed).files
    assert "another text" in note
    moved = _with_files(told, {**file, "path": "/elsewhere/A.lean"})
    found = difference(story(repository, a.session), moved)
    assert len(found.files) == 2
    assert len(found.theorems) == 1  # by its name
    other = replace(told, theorems=tuple(replace(one, theorem="u") for one in told.theorems))
    found = difference(story(repository, a.session), other)
    assert (found.only_a, found.only_b, found.theorems) == (("t",), ("u",), ())


def _with_files(told: Story, file: dict[str, str]) -> Story:
    settings = {**told.record.settings, "files": [file]}
    return replace(told, record=replace(told.record, settings=settings))
