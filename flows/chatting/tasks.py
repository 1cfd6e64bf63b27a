"""The one theorem of a chat as a task, as the searches of a session have them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from flows.requests import RequestedFile
from flows.task_list import tasks_of
from flows.tasks import Task
from storage.repository import Repository
from tools.lean.lean import Lean


def task_of(repository: Repository, lean: Lean, file: RequestedFile) -> Task:
    """The task of a file of which one theorem is wanted.

    Raises :class:`tools.errors.UserInputError` if there is no such theorem, or it does not check.
    """
    with ThreadPoolExecutor(1) as pool:
        (task,) = tasks_of(
            repository, [file], {lean.fingerprint: lean}, pool, proving=False, by_file=False
        )
    return task
