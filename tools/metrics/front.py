"""The Pareto front: verified proofs of which none is at least as good as another in everything.

Immutable; keys are the caller's (ids of attempts), so a front is plain data in a session's record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tools.metrics.metric import MetricFailed


@dataclass(frozen=True)
class Member:
    """One proof on a front."""

    key: int | str
    values: tuple[float, ...]
    """In the order of the front's metrics; higher is better."""

    def dominates(self, other: Member) -> bool:
        """Whether it is as good in everything, and better in something."""
        pairs = list(zip(self.values, other.values, strict=True))
        return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)


@dataclass(frozen=True)
class Front:
    """The best compromises found so far."""

    metrics: tuple[str, ...]
    members: tuple[Member, ...] = ()
    """Best in the first metric first."""

    def insert(self, key: int | str, values: Mapping[str, float]) -> Front:
        """The front with a proof considered; what it dominates is gone.

        Of proofs with equal values the one that came first stays. Raises :class:`MetricFailed` if
        one of the front's metrics has no value for the proof.
        """
        missing = next((name for name in self.metrics if name not in values), None)
        if missing is not None:
            raise MetricFailed(missing, str(key), "it was not measured.")
        new = Member(key, tuple(values[name] for name in self.metrics))
        if any(old.values == new.values or old.dominates(new) for old in self.members):
            return self
        kept = [old for old in self.members if not new.dominates(old)]
        ordered = sorted([*kept, new], key=lambda member: member.values, reverse=True)
        return replace(self, members=tuple(ordered))

    def to_json(self) -> dict[str, Any]:
        return {
            "metrics": list(self.metrics),
            "members": [
                {"key": one.key, "values": dict(zip(self.metrics, one.values, strict=True))}
                for one in self.members
            ],
        }

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> Front:
        metrics = tuple(record["metrics"])
        return Front(
            metrics,
            tuple(
                Member(one["key"], tuple(one["values"][name] for name in metrics))
                for one in record["members"]
            ),
        )
