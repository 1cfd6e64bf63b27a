"""What a command is pointed at: ``FILE`` or ``FILE:NAME``, and the text of that file.

Every way in which this can be wrong gets one sentence and raises :class:`UserInputError`.
"""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.errors import UserInputError
from tools.lean.analysis import Analysis
from tools.lean.declarations import Declaration, split_name
from tools.lean.messages import Message
from tools.lean.source import Source

_BINARY_MARK = b"\0"
_IMPORT_FAULTS = ("unknown module prefix", "unknown package", "object file")
_LACKS = (
    "unknown",
    "invalid field",
    "failed to synthesize",
    "unexpected token",
    "unexpected identifier",
)


@dataclass(frozen=True)
class Target:
    """A file, and the one declaration in it that is meant (``None``: all of them)."""

    path: Path
    name: str | None

    def __str__(self) -> str:
        return f"{self.path}:{self.name}" if self.name else str(self.path)


def parse_target(text: str) -> Target:
    """Read ``FILE[:NAME]``; a file that exists by the whole text comes first."""
    path, colon, name = text.rpartition(":")
    if Path(text).exists() or not colon or not path:
        return Target(Path(text), None)
    if not name:
        raise UserInputError(f"{text!r} ends with a colon, but names no theorem after it.")
    return Target(Path(path), name)


def read_source(path: Path) -> Source:
    """The text of a file, with the line ends that Lean counts by (``\\n``).

    Raises :class:`UserInputError`.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UserInputError(f"There is no file {path}{_near_files(path)}") from error
    except IsADirectoryError as error:
        raise UserInputError(f"{path} is a folder; name a Lean file in it.") from error
    except OSError as error:
        raise UserInputError(f"{path} cannot be read: {error.strerror or error}.") from error
    if _BINARY_MARK in data:
        raise UserInputError(f"{path} is a binary file, not a Lean text.")
    if data.startswith(codecs.BOM_UTF8):
        raise UserInputError(
            f"{path} starts with a byte-order mark (BOM), which Lean refuses; save it as UTF-8 "
            "without one."
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserInputError(
            f"{path} is not valid UTF-8: byte {data[error.start]:#04x} in line {line} "
            f"(offset {error.start}). Lean reads UTF-8 only."
        ) from error
    if not text.strip():
        raise UserInputError(f"{path} is empty: there is nothing in it to look at.")
    return Source(text.replace("\r\n", "\n"))


def require_lean(path: Path, analysis: Analysis) -> None:
    """Refuse a text in which Lean finds nothing but faults, and imports that it does not have."""
    errors = [message for message in analysis.diagnostics if message.severity == "error"]
    if not errors:
        return
    first = errors[0]
    said = first.text.strip().splitlines()[0]
    if first.text.lstrip().startswith(_IMPORT_FAULTS):
        raise UserInputError(
            f"{path} imports what the Lean in use does not have ({said}); `burnish doctor` says "
            "which one it is. A file of a Lake project has to lie in that project, after "
            "`lake build`; --lean names another Lean."
        )
    if not analysis.declarations:
        raise UserInputError(
            f"{path} does not look like a Lean file: Lean finds no declaration in it, and says "
            f"at {first.start}: {said}"
        )


def errors_elsewhere(analysis: Analysis) -> tuple[Message, ...]:
    """Errors that begin in no command that declares something."""
    spans = [(d.command.start, d.command.end) for d in analysis.declarations]
    return tuple(
        message
        for message in analysis.diagnostics
        if message.severity == "error"
        and not any(start <= analysis.source.offset(message.start) <= end for start, end in spans)
    )


def embedded_hint(fingerprint: str, texts: Iterable[str]) -> str | None:
    """What to do if the complaints may be owed to the embedded Lean's small library."""
    lacking = any(text.lstrip().lower().startswith(_LACKS) for text in texts)
    if not lacking or not fingerprint.startswith("embedded"):
        return None
    return (
        "This is the embedded Lean, which has a core library only; a name or tactic that it does "
        "not know may exist in a full toolchain: install elan, or name one with --lean PATH."
    )


def find_declaration(path: Path, declarations: Sequence[Declaration], name: str) -> Declaration:
    """The declaration of that full name, or the only one whose name ends so."""
    named = [declaration for declaration in declarations if declaration.name]
    exact = [declaration for declaration in named if declaration.name == name]
    if exact:
        return exact[0]
    wanted = split_name(name)
    ending = [d for d in named if split_name(d.name)[-len(wanted) :] == wanted]
    if len(ending) == 1:
        return ending[0]
    if ending:
        names = ", ".join(declaration.name for declaration in ending)
        raise UserInputError(f"{name} is ambiguous in {path}: it may be {names}.")
    raise UserInputError(f"There is no {name} in {path}{_near_names(name, named)}")


def find_proofs(target: Target, declarations: Sequence[Declaration]) -> list[Declaration]:
    """The declaration that a target names, or all theorems and examples of the file.

    Raises :class:`UserInputError` if there is none, or nothing in it that could be a proof.
    """
    if target.name is None:
        chosen = [d for d in declarations if d.is_theorem or d.keyword == "example"]
        if not chosen:
            raise UserInputError(f"There is no theorem in {target.path}.")
        return chosen
    named = find_declaration(target.path, declarations, target.name)
    if named.value is None:
        raise UserInputError(f"{named.name} in {target.path} has no proof to look at.")
    return [named]


def _near_names(name: str, declarations: Sequence[Declaration]) -> str:
    names = [declaration.name for declaration in declarations]
    short = {full.rpartition(".")[2]: full for full in names}
    near = difflib.get_close_matches(name, names, n=3) or [
        short[match]
        for match in difflib.get_close_matches(name.rpartition(".")[2], list(short), n=3)
    ]
    if near:
        return f"; did you mean {' or '.join(near)}?"
    if names:
        shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
        return f"; it declares {shown}."
    return ", which declares nothing with a name."


def _near_files(path: Path) -> str:
    folder = path.parent
    if not folder.is_dir():
        return f", nor a folder {folder}."
    near = difflib.get_close_matches(path.name, [file.name for file in folder.iterdir()], n=1)
    return f"; did you mean {folder / near[0]}?" if near else "."
