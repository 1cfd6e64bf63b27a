"""The deployments that the server offers: which flows, under which names, described for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prefect.deployments.runner import EntrypointType, RunnerDeployment

from flows.service.forms import AnyFlow
from flows.service.optimizing import optimize_file, optimize_project

_TAG = "burnish"


@dataclass(frozen=True)
class Offer:
    """One deployment."""

    flow: AnyFlow
    tags: Sequence[str] = ()


OFFERS = (Offer(optimize_file), Offer(optimize_project))
"""In the order in which the dashboard is to show them."""


def deployments() -> list[RunnerDeployment]:
    """What a runner serves; each is called as its flow."""
    return [
        RunnerDeployment.from_flow(
            offer.flow,
            name=offer.flow.name,
            description=offer.flow.description,
            tags=[_TAG, *offer.tags],
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for offer in OFFERS
    ]
