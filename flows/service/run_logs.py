"""What Burnish logs while a flow runs, in the logs of that run; each line bears its session."""

from __future__ import annotations

import logging
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog
from prefect.logging import get_run_logger

_OURS = ("agents", "flows", "storage", "tools")


def _plain(logger: object, name: str, event: MutableMapping[str, Any]) -> str:
    """What happened, and then what is known of it."""
    told = [str(event.pop("event", ""))]
    return "  ".join([*told, *(f"{key}={value}" for key, value in event.items())])


class _RunHandler(logging.Handler):
    """Hands lines to the logger of a run, which sends them to the server."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._run = get_run_logger()
        self.setFormatter(
            structlog.stdlib.ProcessorFormatter(
                processors=[
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    _plain,
                ],
            )
        )

    def emit(self, record: logging.LogRecord) -> None:
        self._run.log(record.levelno, self.format(record))


@contextmanager
def logging_to_run() -> Iterator[None]:
    """While this lasts, what our packages log (from INFO on) goes to the run that is under way."""
    handler = _RunHandler()
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    loggers = [logging.getLogger(name) for name in _OURS]
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False  # the logger of the run has a line on the console, too
    try:
        yield
    finally:
        for logger, (level, propagate) in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = propagate
