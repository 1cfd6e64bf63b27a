"""Talks to a server that is busy with the tests of others."""

from __future__ import annotations

from typing import Any

from flows.service.api import Api
from flows.service.retries import persistently


class Patient(Api):
    """Asks again: under load Prefect's server says now and then that its database is locked."""

    def _ask(self, method: str, path: str, body: object | None) -> Any:
        def ask() -> Any:
            return super(Patient, self)._ask(method, path, body)

        return persistently(ask, print, first=0.1)
