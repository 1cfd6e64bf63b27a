"""The deployments that the server offers: which flows, under which names, described for people."""

from __future__ import annotations

from dataclasses import dataclass

from prefect.deployments.runner import RunnerDeployment
from prefect.types.entrypoint import EntrypointType
from prefect.utilities.callables import ParameterSchema

from flows.service.collect_form import Collect
from flows.service.collecting import collect
from flows.service.evaluate_form import Evaluate
from flows.service.evaluating import evaluate
from flows.service.forms import AnyFlow
from flows.service.optimize_forms import OptimizeFile, OptimizeProject
from flows.service.optimizing import optimize_file, optimize_project
from flows.service.parameters import Form, form_schema

_TAG = "burnish"


@dataclass(frozen=True)
class Offer:
    """One deployment."""

    flow: AnyFlow
    form: type[Form]


OFFERS = (
    Offer(optimize_file, OptimizeFile),
    Offer(optimize_project, OptimizeProject),
    Offer(evaluate, Evaluate),
    Offer(collect, Collect),
)


def deployments() -> list[RunnerDeployment]:
    """What a runner serves; each is called as its flow."""
    return [_deployment(offer) for offer in OFFERS]


def _deployment(offer: Offer) -> RunnerDeployment:
    made = RunnerDeployment.from_flow(
        offer.flow,
        name=offer.flow.name,
        description=offer.flow.description,
        tags=[_TAG],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    # Prefect reads it from the flow's signature, and loses titles on the way.
    made._parameter_openapi_schema = ParameterSchema(**form_schema(offer.form))
    return made
