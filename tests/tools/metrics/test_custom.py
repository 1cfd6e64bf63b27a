"""A user's own metric: loading it, calling it, and what is said when it fails."""

from __future__ import annotations

import math
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from tools.errors import BurnishError, UserInputError
from tools.lean.source import Source
from tools.lean.structure.tree import ProofStep, ProofTree
from tools.lean.syntax import Syntax
from tools.metrics import METRICS, MeasuredProof, MetricFailed, registry
from tools.metrics.custom import custom_metric, load_metric
from tools.metrics.measuring import measure
from tools.metrics.registry import find_metric, find_metrics
from tools.rewriting.view import ProofView

_NODE = Syntax("Term.app", 0, 3, (Syntax("ident", 0, 3, (), "foo"),))
_STEP = ProofStep(0, 3, "foo", "Tactic.exact", "", False, (), ())
PROOF = MeasuredProof(
    ProofView(Source("foo"), 0, _NODE, _NODE),
    "Some.theorem",
    tree=ProofTree("Some.theorem", 0, 3, "", (_STEP,)),
)


def test_a_function_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(
        "from dataclasses import dataclass\n"
        "@dataclass\nclass Weight:\n    of: float = 2.0\n"
        'def steps(tree):\n    """How many\n    steps.\n\n    More."""\n'
        "    return -Weight().of * len(tree.steps)\n"
        "def tokens(tree, view):\n    return len(list(view.value.tokens()))\n",
        encoding="utf-8",
    )
    steps, tokens = load_metric(f"{path}:steps"), load_metric(f"{path}:tokens")
    assert (steps.name, steps.description, steps.ceiling) == ("steps", "How many steps.", None)
    assert steps.measure(PROOF) == -2.0
    assert tokens.measure(PROOF) == 1.0
    assert list(find_metrics(["length", f"{path}:steps"])) == ["length", "steps"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{}/absent.py:f", "there is no file"),
        ("{}/mine.py:absent", "has no function absent"),
        ("{}/mine.py:", "path/to/file.py:function"),
        ("{}/mine.py:number", "is 3, which is no function"),
        ("{}/mine.py:three", "cannot be called with a proof tree"),
        ("{}/broken.py:f", "does not run: SyntaxError"),
        ("{}/raising.py:f", "does not run: ZeroDivisionError: division by zero"),
        ("{}/leaving.py:f", "does not run: SystemExit"),
        ("{}/text.md:f", "is no Python file"),
        ("beauty", "no metric beauty. There are length, .*path/to/file.py:function"),
        ("", r"no metric \(none named\)"),
    ],
)
def test_what_cannot_be_loaded_is_said(tmp_path: Path, text: str, told: str) -> None:
    files = {
        "mine.py": "number = 3\ndef three(a, b, c):\n    return 0\n",
        "broken.py": "def f(:\n",
        "raising.py": "1 / 0\n",
        "leaving.py": "import sys\nsys.exit(3)\n",
        "text.md": "text",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UserInputError, match=told):
        find_metric(text.replace("{}", str(tmp_path)))


def _raises(tree: ProofTree) -> float:
    raise KeyError("no such step")


def _leaves(tree: ProofTree) -> float:
    raise SystemExit(1)


@pytest.mark.parametrize(
    ("function", "told"),
    [
        (_raises, r"raised KeyError: 'no such step' \(test_custom.py, line \d+\)"),
        (_leaves, "raised SystemExit: 1"),
        (lambda tree: None, "returned None, which is no number"),
        (lambda tree: "3", "returned '3', which is no number"),
        (lambda tree: True, "returned True, which is no number"),
        (lambda tree: math.nan, "returned nan; a value must be finite"),
        (lambda tree: -math.inf, "returned -inf; a value must be finite"),
        (lambda tree: 10**400, "returned inf"),
        (lambda tree: 1j, "which is no number"),
    ],
)
def test_what_goes_wrong_names_metric_and_theorem_and_ends_nothing(
    function: Any, told: str
) -> None:
    metric = custom_metric("mine", function, "1")
    with pytest.raises(
        MetricFailed, match=f"The metric mine has no value for Some.theorem.*{told}"
    ):
        metric.measure(PROOF)
    measured = measure([metric, METRICS["completion"]], PROOF)
    assert measured.values == {"completion": 1.0}
    assert measured.failures["mine"].theorem == "Some.theorem"


def _goes_on(tree: ProofTree) -> float:
    while True:
        pass


def test_a_call_that_does_not_end_is_stopped() -> None:
    metric = replace(custom_metric("mine", _goes_on, "1"), seconds=0.1)
    with pytest.raises(MetricFailed, match=r"mine has no value for Some\.theorem: .*within 0\.1 s"):
        metric.measure(PROOF)
    assert not any(thread.name == "metric" for thread in threading.enumerate())
    assert custom_metric("other", lambda tree: 3, "1").measure(PROOF) == 3.0


def test_while_a_call_cannot_be_stopped_there_is_no_other() -> None:
    end = threading.Event()
    waiting = replace(custom_metric("mine", lambda tree: end.wait(60), "1"), seconds=0.05)
    other = custom_metric("other", lambda tree: 3, "1")
    try:
        with pytest.raises(MetricFailed, match="did not return"):
            waiting.measure(PROOF)
        with pytest.raises(MetricFailed, match=r"other has no value.*still running"):
            other.measure(PROOF)
    finally:
        end.set()
    for thread in threading.enumerate():
        if thread.name == "metric":
            thread.join()
    assert other.measure(PROOF) == 3.0


def test_threads_call_it_one_after_another() -> None:
    inside: list[int] = []
    most: list[int] = []

    def crowded(tree: ProofTree) -> int:
        inside.append(1)
        most.append(len(inside))
        threading.Event().wait(0.005)
        inside.pop()
        return 0

    metric = custom_metric("mine", crowded, "1")
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(metric.measure, [PROOF] * 8)) == [0.0] * 8
    assert max(most) == 1


@pytest.mark.parametrize(
    "name", ["my metric.py", "length-m.py", "a:b.py", "2*x+y.py", "ä,b.py", "C:/own.py"]
)
def test_files_of_any_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text("def f(tree):\n    return 7\n", encoding="utf-8")
    assert find_metric(f"{name}:f").measure(PROOF) == 7.0
    assert find_metric(f"{tmp_path / name}:f").measure(PROOF) == 7.0


def test_without_a_tree_it_is_not_called() -> None:
    metric = custom_metric("mine", _leaves, "1")
    with pytest.raises(MetricFailed, match="there is no proof tree"):
        metric.measure(MeasuredProof(PROOF.view, "t"))


def test_the_failure_crosses_process_borders() -> None:
    failure = MetricFailed("mine", "t", "why.")
    again = pickle.loads(pickle.dumps(failure))
    assert (str(again), again.metric, again.theorem) == (str(failure), "mine", "t")
    assert isinstance(failure, BurnishError)


def test_installed_metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    points = (
        EntryPoint("size", "builtins:len", registry.GROUP),
        EntryPoint("length", "builtins:len", registry.GROUP),
        EntryPoint("gone", "no_such_module_anywhere:f", registry.GROUP),
        EntryPoint("number", "math:pi", registry.GROUP),
    )
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    assert find_metric("length") is METRICS["length"]
    assert find_metric("size").name == "size"
    assert registry.names()[: len(METRICS)] == tuple(METRICS)
    with pytest.raises(UserInputError, match=r"gone .*cannot be loaded: ModuleNotFoundError"):
        find_metric("gone")
    with pytest.raises(UserInputError, match=r"number is 3\.14"):
        find_metric("number")


def test_two_metrics_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text("def length(tree):\n    return 0\n", encoding="utf-8")
    with pytest.raises(UserInputError, match="Two metrics have the name length"):
        find_metrics(["length", f"{path}:length"])
    assert list(find_metrics([f"{path}:length", f"{path}:length"])) == ["length"]
