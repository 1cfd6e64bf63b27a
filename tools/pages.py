"""HTML pages made of templates: strict about names, escaped, well-formed whatever is in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from tools.drawing.svg import writable


def page_environment(folder: Path) -> jinja2.Environment:
    """What the templates of a folder are rendered in."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )


def _finalize(value: Any) -> Any:
    return writable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
