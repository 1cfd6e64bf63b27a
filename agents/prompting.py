"""The prompt files: Markdown with Jinja variables, none of them optional, known by their content.

The files are those of `prompts/`, each of which a user's own folder may replace by one of the same
name. All are read once, so what is rendered is what is hashed, whoever edits them meanwhile.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

import prompts
from tools.errors import UserInputError

_OWN = Path(prompts.__file__).parent
_SUFFIXES = (".md", ".md.j2")
_LEAST_FENCE = 3
_Loaded = tuple[str, str, Callable[[], bool]]


class PromptBroken(UserInputError):
    """A prompt file cannot be used; the message says which, where, and why."""


class Prompts:
    """The prompt files in effect; may be shared by threads."""

    def __init__(self, folder: Path | None = None) -> None:
        """``folder`` holds the user's own files. Raises :class:`UserInputError` if it is none, and
        :class:`PromptBroken` for a file that cannot be read, for a template that cannot be parsed,
        and for one that includes what is not there or is named only when it is rendered."""
        self._files = _files(_OWN)
        if folder is not None:
            if not folder.is_dir():
                raise UserInputError(f"There is no folder of prompts at {folder}.")
            self._files |= _files(folder)
        self._texts = {name: _read(path) for name, path in self._files.items()}
        # Sandboxed: a folder of prompts may come from somebody else.
        self._environment = ImmutableSandboxedEnvironment(
            loader=jinja2.FunctionLoader(self._load),
            undefined=jinja2.StrictUndefined,
            autoescape=False,  # Markdown for models and people, never HTML
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["lean"] = _lean
        self._includes = {name: self._included(name) for name in self._texts}

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all files in effect: what a run's card states."""
        return _hash((name, self._texts[name]) for name in sorted(self._texts))

    def names(self, folder: str) -> tuple[str, ...]:
        """The files directly in a folder, in the order of their names."""
        return tuple(sorted(n for n in self._texts if n.rpartition("/")[0] == folder))

    def text(self, name: str) -> str | None:
        """A file as it stands, without white space around it; ``None`` if there is none."""
        text = self._texts.get(name)
        return None if text is None else text.strip()

    def render(self, name: str, /, **variables: Any) -> str:
        """A template with its variables filled in.

        Raises :class:`PromptBroken`, for instance if it uses a variable that is not given.
        """
        try:
            return self._environment.get_template(name).render(**variables)
        except (
            jinja2.TemplateError,
            ArithmeticError,
            AttributeError,
            LookupError,
            RecursionError,
            TypeError,
            ValueError,
        ) as error:
            raise self._broken(*self._place(name, error), error) from error

    def digest(self, *names: str) -> str:
        """SHA-256 of files and all that they include; tells apart what is made with them.

        Raises :class:`UserInputError` for a name that is none.
        """
        reached: dict[str, str] = {}
        waiting = list(reversed(names))
        while waiting:
            name = waiting.pop()
            if name not in reached:
                if name not in self._texts:
                    raise UserInputError(f"There is no prompt file {name}.")
                reached[name] = self._texts[name]
                waiting += self._includes[name]
        return _hash(reached.items())

    def _included(self, name: str) -> list[str]:
        if not name.endswith(".j2"):
            return []
        try:
            self._environment.get_template(name)
            tree = self._environment.parse(self._texts[name])
        except jinja2.TemplateSyntaxError as error:
            raise self._broken(name, error.lineno, error) from error
        found: list[str] = []
        for one in meta.find_referenced_templates(tree):
            if one not in self._texts:
                line = next(
                    iter(tree.find_all((nodes.Include, nodes.Import, nodes.Extends)))
                ).lineno
                what = "a file by a computed name" if one is None else f"{one}, which is not there"
                raise self._broken(name, line, f"it includes {what}")
            found.append(one)
        return found

    def _load(self, name: str) -> _Loaded | None:
        if name not in self._texts:
            return None
        return self._texts[name], str(self._files[name]), lambda: True

    def _place(self, name: str, error: BaseException) -> tuple[str, int]:
        """The template and line in which an error arose; Jinja puts them into the traceback."""
        names = {str(path): known for known, path in self._files.items()}
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in names]
        return (names[frames[-1].filename], frames[-1].lineno or 1) if frames else (name, 1)

    def _broken(self, name: str, line: int, why: Exception | str) -> PromptBroken:
        path = self._files.get(name, name)
        # A syntax error as text repeats the place, over several lines.
        told = getattr(why, "message", None) or why
        return PromptBroken(f"{path}:{line}: the prompt cannot be used: {str(told).rstrip('.')}.")


@cache
def _stock() -> Prompts:
    return Prompts()


def render(template: str, /, **variables: Any) -> str:
    """:meth:`Prompts.render` for Burnish's own files."""
    return _stock().render(template, **variables)


def digest(template: str) -> str:
    """:meth:`Prompts.digest` for Burnish's own files."""
    return _stock().digest(template)


def _files(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.name.endswith(_SUFFIXES) and path.name != "README.md" and path.is_file()
    }


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptBroken(f"{path}: the prompt cannot be read: {error}.") from error


def _hash(files: Iterable[tuple[str, str]]) -> str:
    digest = hashlib.sha256()
    for part in (part for file in files for part in file):
        data = part.encode("utf-8")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def _lean(code: str) -> str:
    """Code as a block of Markdown, whatever fences stand in its own comments."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(_LEAST_FENCE, longest + 1)
    return f"{fence}lean\n{code.strip(chr(10))}\n{fence}"
