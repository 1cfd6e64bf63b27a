"""The examples in the prompts are true: the good ones check and gain, the bad ones do neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from agents.prompting import Prompts
from tools.lean.analysis import analyse
from tools.lean.check import check
from tools.lean.lean import Lean
from tools.lean.proof_tree import draw
from tools.lean.source import Source
from tools.llm.reading import ProofAnswer, SkeletonAnswer, read_proof, read_skeleton
from tools.metrics import METRICS, Evidence
from tools.metrics.measuring import gather, measure

PROMPTS = Prompts()
METRIC_FILES = [name for metric in METRICS for name in PROMPTS.names(f"examples/{metric}")]
SKELETON_FILES = list(PROMPTS.names("examples/skeleton"))
_CODE = re.compile(r"```lean\n(.*?)\n```", re.DOTALL)
_NAME = re.compile(r"theorem (\S+)")


@dataclass(frozen=True)
class Example:
    """An example file, read as a model's answer would be."""

    before: str
    after: str
    is_bad: bool
    told: tuple[str | None, str | None]
    """The values that the file says the metric has before and after."""


@dataclass(frozen=True)
class Outcome:
    """What Lean says of a declaration."""

    verdict: str
    values: Mapping[str, float]
    diagnostics: str


def example(file: str) -> Example:
    text = PROMPTS.text(file) or ""
    blocks = _CODE.findall(text)
    before = blocks[0]
    metric = file.split("/")[1]
    values = [
        found[1] if (found := re.search(rf"^{label}(?:, {metric} (\S+))?:$", text, re.M)) else None
        for label in ("Before", "(?:Answer|A bad answer)")
    ]
    is_bad = text.startswith("BAD, do not do this: ")
    assert is_bad or text.startswith("Good: ")
    assert is_bad == file.split("/")[-1].startswith("9_bad_") == ("Why it is bad:" in text)
    if is_bad:
        assert len(blocks) == 2
        after = blocks[1]
    else:
        found = _NAME.search(before)
        assert found is not None
        statement = before[: before.index(":= ")]
        read = read_skeleton if metric == "skeleton" else read_proof
        answer = read(text, name=found[1], statement=statement)
        assert isinstance(answer, ProofAnswer | SkeletonAnswer), answer
        after = answer.behind(statement)
    return Example(before, after, is_bad, (values[0], values[1]))


@pytest.fixture(scope="module")
def outcomes(lean: Lean) -> dict[str, Outcome]:
    """All declarations of all examples, judged and measured together."""
    texts = {
        f"N{index}.{side}": getattr(example(file), side)
        for index, file in enumerate([*METRIC_FILES, *SKELETON_FILES])
        for side in ("before", "after")
    }
    # A file with an error in it has no list of what its names mean.
    wrong = {name for name in texts if _is_rejected(name)}
    found: dict[str, Outcome] = {}
    for part, needs in ((texts.keys() - wrong, set(Evidence)), (wrong, set())):
        chosen = {name: text for name, text in texts.items() if name in part}
        source = Source(
            "".join(f"namespace {name}\n{text}\nend {name}\n\n" for name, text in chosen.items())
        )
        analysis, _ = analyse(lean, source)
        declarations = analysis.declarations
        drawn = [d for d in declarations if needs and _needs(d.name) & {Evidence.TREE}]
        trees = {tree.name: tree for tree in draw(lean, source, drawn)}
        measured = gather(lean, source, declarations, needs, trees=trees)
        for report, proof in zip(check(lean, analysis), measured, strict=True):
            told = "\n".join(d.text for d in getattr(report.verdict, "diagnostics", ()))
            values = measure(METRICS.values(), proof).values
            name = ".".join(report.name.split(".")[:2])
            found[name] = Outcome(report.verdict.kind, values, told)
    return found


def _file(declaration: str) -> str:
    """The example that a declaration ``N12.before.…`` is from."""
    return [*METRIC_FILES, *SKELETON_FILES][int(declaration[1:].partition(".")[0])]


def _is_rejected(name: str) -> bool:
    text = PROMPTS.text(_file(name)) or ""
    return name.endswith(".after") and "Why it is bad: Lean rejects it." in text


def _needs(name: str) -> frozenset[Evidence]:
    metric = METRICS.get(_file(name).split("/")[1])
    return frozenset() if metric is None else metric.needs


@pytest.mark.parametrize("file", METRIC_FILES)
def test_an_example_is_what_it_says(file: str, outcomes: dict[str, Outcome]) -> None:
    index, metric, given = METRIC_FILES.index(file), file.split("/")[1], example(file)
    before, after = outcomes[f"N{index}.before"], outcomes[f"N{index}.after"]
    values = [
        # A rejected proof has no value, and completion says just that.
        one.values[metric]
        if one.verdict == "verified" and metric != "completion"
        else float(one.verdict == "verified")
        for one in (before, after)
    ]
    for told, value in zip(given.told, values, strict=True):
        assert told is None or float(told) == value
    if metric != "completion":
        assert before.verdict == "verified", before.diagnostics
    if given.is_bad:
        assert (after.verdict == "rejected") == (
            metric == "completion" or _is_rejected(f"N{index}.after")
        )
        assert after.verdict == "rejected" or values[1] <= values[0], values
    else:
        assert after.verdict == "verified", after.diagnostics
        assert values[1] > values[0], values


@pytest.mark.parametrize("file", SKELETON_FILES)
def test_a_skeleton_is_accepted_but_for_its_holes(file: str, outcomes: dict[str, Outcome]) -> None:
    index = len(METRIC_FILES) + SKELETON_FILES.index(file)
    assert outcomes[f"N{index}.before"].verdict == "verified"
    assert outcomes[f"N{index}.after"].diagnostics == "the proof uses `sorry`"


@pytest.mark.parametrize("folder", [*METRICS, "skeleton"])
def test_there_are_good_examples_and_one_bad_one(folder: str) -> None:
    bad = [example(file).is_bad for file in PROMPTS.names(f"examples/{folder}")]
    assert bad.count(True) == 1
    assert bad.count(False) >= 1


@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_is_defined_for_the_model(metric: str) -> None:
    text = PROMPTS.text(f"metrics/{metric}.md")
    assert text is not None
    assert len(text) > len(METRICS[metric].description)
