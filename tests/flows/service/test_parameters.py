"""The forms explain themselves, refuse what cannot be used, and mean what the commands mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from flows.commands import model_options as defaults
from flows.commands.optimize import DEFAULT_SECONDS
from flows.modelling import ModelOptions
from flows.optimize import Options
from flows.service.collect_form import Collect
from flows.service.evaluate_form import Evaluate
from flows.service.optimize_forms import OptimizeFile, OptimizeProject
from flows.service.parameters import METRIC_HINTS, Form, form_schema, read_form
from tools.errors import UserInputError
from tools.iteration.rules import Rules
from tools.metrics import METRICS

FORMS: tuple[type[Form], ...] = (OptimizeFile, OptimizeProject, Evaluate, Collect)


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """All fields of a form, those of its parts too; a part is called what its definition is."""
    parts = schema["definitions"]
    for properties in (schema["properties"], *(part["properties"] for part in parts.values())):
        for name, field in properties.items():
            part = field.get("$ref", "").removeprefix("#/definitions/")
            yield name, ({"title": parts[part]["title"]} if part else {}) | field


@pytest.mark.parametrize("form", FORMS)
def test_every_field_says_what_it_is(form: type[Form]) -> None:
    schema = form_schema(form)
    assert (schema["title"], schema["type"]) == ("Parameters", "object")
    for name, field in fields(schema):
        assert field["title"][:1].isupper(), name
        assert field["description"].endswith("."), name
        assert "default" in field or name in schema["required"], name


@pytest.mark.parametrize("form", FORMS)
def test_what_must_be_said_comes_first(form: type[Form]) -> None:
    schema = form_schema(form)
    placed = sorted(schema["properties"], key=lambda name: schema["properties"][name]["position"])
    assert placed[: len(schema["required"])] == schema["required"]
    assert len(schema["required"]) == 1
    assert sorted(field["position"] for field in schema["properties"].values()) == list(
        range(len(placed))
    )


@pytest.mark.parametrize("form", FORMS)
def test_numbers_have_bounds(form: type[Form]) -> None:
    for name, field in fields(form_schema(form)):
        if field.get("type") in ("integer", "number"):
            assert "minimum" in field or "exclusiveMinimum" in field, name


def test_the_metrics_are_a_choice_and_explained() -> None:
    assert form_schema(OptimizeFile)["properties"]["metric"]["enum"] == list(METRICS)
    assert form_schema(Evaluate)["properties"]["metrics"]["items"]["enum"] == list(METRICS)
    assert [name for name in METRICS if name not in METRIC_HINTS] == []


def test_a_form_with_nothing_but_a_file_is_the_command_with_nothing_but_a_file() -> None:
    form = read_form(OptimizeFile, {"file": "A.lean"})
    assert form.targets == ("A.lean",)
    assert form.options() == Options(
        metric="length",
        rounds=defaults.DEFAULT_ROUNDS,
        candidates=defaults.DEFAULT_CANDIDATES,
        seconds=DEFAULT_SECONDS,
        write=False,
        lean=None,
        model=ModelOptions(),
    )


def test_what_is_filled_in_reaches_the_options() -> None:
    form = read_form(
        OptimizeFile,
        {
            "file": "A.lean",
            "theorems": ["one", "two"],
            "objective": " length+2*modularity ",
            "guards": ["depth<=original", " "],
            "pareto": ["length", "depth"],
            "proposer": "symbolic",
            "write": True,
            "model": {"temperature": "0.5", "without": ["sketch", "notes"], "endpoint": ""},
        },
    )
    options = form.options()
    assert form.targets == ("A.lean:one", "A.lean:two")
    assert options.metric == "length+2*modularity"
    assert options.guards == ("depth<=original",)
    assert options.pareto == "length,depth"
    assert options.write
    assert options.model.proposer == "symbolic"
    assert options.model.temperatures == (0.5, 0.5)
    assert options.model.without == "sketch,notes"
    assert options.model.endpoint is None


def test_a_front_decides_unless_a_metric_was_chosen() -> None:
    given = {"file": "A.lean", "pareto": ["depth"]}
    assert read_form(OptimizeFile, given).options().metric is None
    chosen = read_form(OptimizeFile, given | {"metric": "length"})
    assert chosen.options().metric == "length"


def test_with_approval_the_search_writes_nothing() -> None:
    given = {"project": ".", "write": True, "require_approval": True}
    assert not read_form(OptimizeProject, given).options().write


def test_an_evaluation_as_the_command_wants_it() -> None:
    form = read_form(Evaluate, {"targets": ["A.lean"], "at": [4, 1, 4], "seconds": 0})
    options = form.options()
    assert options.ks == (1, 4)
    assert options.seconds is None
    assert options.split is None
    assert options.metrics == ("length",)


def test_a_collection_as_the_command_wants_it() -> None:
    given = {"corpus": "algebra", "seed": 7, "rules": {"rho": 0.25}, "model": {"samples": 3}}
    options = read_form(Collect, given).options()
    assert (options.corpus, options.metric, options.after) == ("algebra", "length", None)
    assert options.rules == Rules(rho=0.25, seed=7)
    assert options.seconds is None
    assert (options.model.samples, options.model.rounds, options.model.seed) == (3, 1, 7)
    assert options.model.temperatures == (1.0, 1.0)


def test_a_collection_with_nothing_but_a_corpus_has_the_defaults_of_the_rules() -> None:
    assert read_form(Collect, {"corpus": "algebra"}).options().rules == Rules()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "file cannot be used"),
        ({"file": ""}, "file cannot be used"),
        ({"file": "A.lean", "rounds": 0}, "rounds cannot be used"),
        ({"file": "A.lean", "proposer": "oracle"}, "proposer cannot be used"),
        ({"file": "A.lean", "model": {"samples": -1}}, "model.samples cannot be used"),
        ({"file": "A.lean", "colour": "red"}, "colour cannot be used"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_sentence(given: dict[str, Any], said: str) -> None:
    with pytest.raises(UserInputError, match=said) as caught:
        read_form(OptimizeFile, given)
    assert "\n" not in str(caught.value)


def test_a_temperature_is_refused_as_the_command_refuses_it() -> None:
    form = read_form(OptimizeFile, {"file": "A.lean", "model": {"temperature": "hot"}})
    with pytest.raises(UserInputError, match="temperature"):
        form.options()
