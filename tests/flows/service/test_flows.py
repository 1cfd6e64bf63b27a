"""Flows on a real Prefect server, from the form to the last artifact."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flows.service.api import Api
from flows.service.reviewing import answer, read_decision, waiting_run, waiting_runs
from flows.service.runs import read_logs
from storage.database import Database
from storage.repository import Repository
from tests.flows.service.driving import Service, wait_until
from tools.errors import UserInputError

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
SMALL = {"rounds": 1, "candidates": 8}


def artifacts(service: Service, run: str) -> dict[str, Any]:
    """The artifacts of a run by their keys, without what Prefect keeps of its own."""
    with Api(service.address) as api:
        asked = {"artifacts": {"flow_run_id": {"any_": [run]}}}
        return {one["key"]: one for one in api.post("artifacts/filter", asked) if one["key"]}


def of_kind(found: dict[str, Any], kind: str) -> dict[str, Any]:
    """The one artifact whose key begins so."""
    (one,) = [found[key] for key in found if key.startswith(f"{kind}-")]
    assert isinstance(one, dict)
    return one


def name_of(service: Service, run: str) -> str:
    with Api(service.address) as api:
        return str(api.get(f"flow_runs/{run}")["name"])


def logged(service: Service, run: str) -> list[str]:
    with Api(service.address) as api:
        return [line.text for line in read_logs(api, run, 200)]
