"""Renders the prompt templates: Markdown files with Jinja variables, none of them optional."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

import prompts

_FOLDER = Path(prompts.__file__).parent


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # Markdown for models and people, never HTML
        keep_trailing_newline=True,
    )


def render(template: str, **variables: Any) -> str:
    """A template, named relative to ``prompts/``, with its variables filled in.

    Raises :class:`jinja2.UndefinedError` if the template uses a variable that is not given.
    """
    return _environment().get_template(template).render(**variables)


@cache
def digest(template: str) -> str:
    """SHA-256 of the template's text, by which results made with it are told apart."""
    return hashlib.sha256((_FOLDER / template).read_bytes()).hexdigest()
