"""The flows `optimize-file` and `optimize-project`: search, show, and write what may be written."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

from prefect.flow_runs import asuspend_flow_run

from flows.optimize import Job, OptimizeOutcome, optimize_files
from flows.preparation import prepare
from flows.requests import RequestedFile, read_targets
from flows.service.approval import (
    KEY,
    accepted_by,
    answer_form,
    proposals_of,
    record_decision,
    write_accepted,
)
from flows.service.board import Board
from flows.service.forms import flow_of
from flows.service.parameters import OptimizeFile, OptimizeProject, SearchForm
from flows.service.running import Run, running
from flows.settings import read_settings
from flows.targets import Target, parse_target
