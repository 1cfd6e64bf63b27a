"""From a form to a Prefect flow, whose parameters it is; bad input becomes one sentence.

Prefect reads the signature of a function for both; here the form is the only place where fields
are written down.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.service.parameters import AnyForm, read_form
from flows.service.run_logs import logging_to_run
from tools.errors import BurnishError

AnyFlow = Flow[..., Any]


def flow_of(
    form: type[AnyForm],
) -> Callable[[Callable[[AnyForm], Awaitable[str]]], AnyFlow]:
    """Make a flow, called as the function, of what is to be done with a form; what that returns is
    told of the run.

    Input that is at fault, and a failure on purpose, fail the run with their sentence and without
    a traceback.
    """

    def decorate(work: Callable[[AnyForm], Awaitable[str]]) -> AnyFlow:
        async def body(**given: Any) -> State[Any]:
            with logging_to_run():
                try:
                    told = await work(read_form(form, given))
                except BurnishError as error:
                    return Failed(message=str(error))
            return Completed(message=told)

        body.__name__ = body.__qualname__ = work.__name__
        body.__module__ = work.__module__
        body.__doc__ = work.__doc__
        body.__signature__ = inspect.signature(form)  # type: ignore[attr-defined]  # read by Prefect
        return Flow(
            body,
            name=work.__name__.replace("_", "-"),
            description=inspect.getdoc(form),
            validate_parameters=False,  # the form does, and says it better
            persist_result=False,
        )

    return decorate
