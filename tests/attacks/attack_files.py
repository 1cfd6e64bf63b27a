"""The suite's files: one hostile candidate each, with a header that says what must come of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tools.lean.candidates import complete
from tools.lean.problem import Problem

FOLDER = Path(__file__).parent
TARGETS = FOLDER / "targets"
CONTROL = "honest"
KEYS = frozenset({"target", "form", "expect", "because", "lean", "harms", "slow", "why"})
_SAMPLED = 3
_HEADER = re.compile(r"-- (?P<key>\w+): (?P<value>.*)\n")
_CHARACTER = re.compile(r"⟪U\+([0-9A-F]+)⟫")
_REPEATED = re.compile(r"⟪(\d+) × ([^⟪⟫]*)⟫")
_USER = "_used"


@dataclass(frozen=True)
class Attack:
    """One file: its header by key, and the candidate below it."""

    name: str
    """Family and file, as in ``sorry/admit``."""
    keys: dict[str, str]
    body: str

    @property
    def family(self) -> str:
        return self.name.partition("/")[0]

    @property
    def target(self) -> str:
        """The theorem, as in ``Plain.lean:Plain.conj``."""
        return self.keys["target"]

    @property
    def is_control(self) -> bool:
        return self.family == CONTROL

    def allows(self, kind: str) -> bool:
        """Whether a verdict of that kind is what must come of it."""
        expected = self.keys["expect"]
        return kind == expected or (expected == "unverified" and kind != "verified")

    def text(self, canary: Path, port: int) -> str:
        """The candidate with its repetitions, odd characters, path and port written out."""
        text = _CHARACTER.sub(lambda found: chr(int(found[1], 16)), self.body)
        text = _REPEATED.sub(lambda found: found[2] * int(found[1]), text)
        return text.replace("⟪CANARY⟫", str(canary)).replace("⟪PORT⟫", str(port))

    def declaration(self, problem: Problem, canary: Path, port: int) -> str:
        """What is judged; of the form ``raw``, the text stands right behind the statement."""
        text = self.text(canary, port)
        if self.keys.get("form") == "raw":
            return problem.statement + text.removesuffix("\n")
        return complete(problem, self.name, text).declaration


def _read(path: Path) -> Attack:
    text = path.read_text(encoding="utf-8")
    keys: dict[str, str] = {}
    while (line := _HEADER.match(text)) is not None and line["key"] in KEYS:
        keys[line["key"]] = line["value"]
        text = text[line.end() :]
    return Attack(path.relative_to(FOLDER).with_suffix("").as_posix(), keys, text)


ATTACKS = {
    attack.name: attack
    for attack in map(_read, sorted(FOLDER.glob("*/*.lean")))
    if attack.family != TARGETS.name
}
"""All of them by name, in the order in which they are judged."""


def sample() -> frozenset[str]:
    """The controls, and every third attack of each family with what it prepares for others."""
    chosen: set[str] = set()
    counts: dict[str, int] = {}
    for name, attack in ATTACKS.items():
        leader = name.removesuffix(_USER)
        if leader != name and leader in ATTACKS:
            if leader in chosen:
                chosen.add(name)
        elif attack.is_control:
            chosen.add(name)
        elif "slow" not in attack.keys:
            counts[attack.family] = counts.get(attack.family, -1) + 1
            if counts[attack.family] % _SAMPLED == 0:
                chosen.add(name)
    return frozenset(chosen)
