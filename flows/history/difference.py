"""`burnish sessions diff`: two sessions side by side, theorem by theorem.

Pure over what is stored. Theorems are paired by file and name, and where the files have moved by
name alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any, Literal

from flows.history.measuring import with_metrics
from flows.history.story import Story, TheoremStory, story
from flows.results import diff_hunks
from storage.repository import Repository

Better = Literal["a", "b", "equal", "mixed", "unknown"]


@dataclass(frozen=True)
class MetricPair:
    """A metric's value in both sessions; higher is better."""

    metric: str
    original: float | None
    a: float | None
    b: float | None

    @property
    def better(self) -> Better:
        if self.a is None or self.b is None:
            return "unknown"
        return "equal" if self.a == self.b else "a" if self.a > self.b else "b"


@dataclass(frozen=True)
class TheoremPair:
    """A theorem in both sessions."""

    theorem: str
    file: str
    metrics: tuple[MetricPair, ...]
    is_same_original: bool
    """Whether both began with the same text of it."""
    hunks: str
    """From the proof of the first session to that of the second; empty if they are equal."""

    @property
    def better(self) -> Better:
        """Which session is better by every metric that tells them apart."""
        found = {one.better for one in self.metrics} - {"equal", "unknown"}
        if len(found) > 1:
            return "mixed"
        if found:
            return found.pop()
        return "equal" if any(one.better == "equal" for one in self.metrics) else "unknown"


@dataclass(frozen=True)
class SettingPair:
    """Something that was otherwise from the start."""

    name: str
    a: Any
    b: Any


@dataclass(frozen=True)
class Difference:
    """Two sessions compared."""

    a: str
    b: str
    settings: tuple[SettingPair, ...]
    files: tuple[str, ...]
    """What is to be said about files that are not the same, a sentence each."""
    theorems: tuple[TheoremPair, ...]
    only_a: tuple[str, ...]
    """Theorems that only the first has."""
    only_b: tuple[str, ...]

    @property
    def counts(self) -> Mapping[Better, int]:
        """How many theorems are better in which."""
        return Counter(one.better for one in self.theorems)

    def to_json(self) -> dict[str, Any]:
        pairs = [
            {
                **asdict(one),
                "better": one.better,
                "metrics": [asdict(each) | {"better": each.better} for each in one.metrics],
            }
            for one in self.theorems
        ]
        return {**asdict(self), "theorems": pairs, "counts": dict(self.counts)}


def compare(repository: Repository, a: str, b: str) -> Difference:
    """What is not the same in two sessions that are there, by the metrics of both."""
    told = [story(repository, name) for name in (a, b)]
    names = dict.fromkeys(
        name
        for each in told
        for one in each.theorems
        for name in [*one.values, *(one.result.values_before if one.result is not None else ())]
    )
    return difference(*(with_metrics(repository, each, names) for each in told))


def difference(a: Story, b: Story) -> Difference:
    """The same for sessions whose stories are told."""
    pairs, left_a, left_b = _paired(a, b)
    return Difference(
        a=a.record.id,
        b=b.record.id,
        settings=tuple(_settings(a, b)),
        files=tuple(_files(a, b)),
        theorems=tuple(_theorem(one, other) for one, other in pairs),
        only_a=tuple(one.theorem for one in left_a),
        only_b=tuple(one.theorem for one in left_b),
    )


_Pairs = list[tuple[TheoremStory, TheoremStory]]


def _paired(a: Story, b: Story) -> tuple[_Pairs, list[TheoremStory], list[TheoremStory]]:
    """The theorems that both have, in the order of the first, and those that only one has."""
    places = {id(one): place for place, one in enumerate(a.theorems)}
    pairs: _Pairs = []
    left_a, left_b = list(a.theorems), list(b.theorems)
    for key in (_name_and_file, _name):
        waiting: dict[str, list[TheoremStory]] = {}
        for one in left_b:
            waiting.setdefault(key(one), []).append(one)
        unpaired = []
        for one in left_a:
            if others := waiting.get(key(one)):
                pairs.append((one, others.pop(0)))
            else:
                unpaired.append(one)
        left_a, left_b = unpaired, [one for some in waiting.values() for one in some]
    pairs.sort(key=lambda pair: places[id(pair[0])])
    return pairs, left_a, left_b


def _name_and_file(one: TheoremStory) -> str:
    return f"{PurePath(one.file).name}:{one.theorem}"


def _name(one: TheoremStory) -> str:
    return one.theorem


def _theorem(a: TheoremStory, b: TheoremStory) -> TheoremPair:
    original = {**_originals(b), **_originals(a)}
    names = dict.fromkeys([*a.values, *b.values])
    same = a.original == b.original
    of_a, of_b = (
        {**(original if one.proof == one.original else {}), **one.values} for one in (a, b)
    )
    return TheoremPair(
        theorem=a.theorem,
        file=a.file,
        metrics=tuple(
            MetricPair(name, original.get(name), of_a.get(name), of_b.get(name)) for name in names
        ),
        is_same_original=same,
        hunks=diff_hunks(f"{a.proof}\n", f"{b.proof}\n"),
    )


def _originals(one: TheoremStory) -> Mapping[str, float]:
    return one.result.values_before if one.result is not None else {}


def _settings(a: Story, b: Story) -> Iterator[SettingPair]:
    first, second = _flat(a), _flat(b)
    for name in dict.fromkeys([*first, *second]):
        if first.get(name) != second.get(name):
            yield SettingPair(name, first.get(name), second.get(name))


def _flat(told: Story) -> dict[str, Any]:
    """The settings, what is nested in them by names like ``sampling.n``."""
    found = dict(told.record.settings.get("settings", {}))
    proposing = dict(found.pop("proposing", {}))
    if "rounds" in proposing:
        proposing["model_rounds"] = proposing.pop("rounds")
    for name, value in proposing.items():
        inner = value if isinstance(value, Mapping) else None
        found |= {name: value} if inner is None else {f"{name}.{k}": v for k, v in inner.items()}
    return found


def _files(a: Story, b: Story) -> Iterator[str]:
    first, second = _described(a), _described(b)
    for path in dict.fromkeys([*first, *second]):
        one, other = first.get(path), second.get(path)
        if one is None or other is None:
            yield f"Only {(a if other is None else b).record.id} works on {path}."
        elif one["digest"] != other["digest"]:
            yield f"{path} was another text in {b.record.id} than in {a.record.id}."
        elif one["lean"] != other["lean"]:
            yield (
                f"{path} was checked by the Lean {one['lean']} in {a.record.id}, and by "
                f"{other['lean']} in {b.record.id}."
            )


def _described(told: Story) -> dict[str, Mapping[str, Any]]:
    return {one["path"]: one for one in told.record.settings.get("files", ())}
