"""A user's own metric: a Python function that gets the proof tree and returns a number.

``path/to/file.py:function``, or an entry point of the group ``burnish.metrics``. The function is
called with the :class:`~tools.lean.structure.tree.ProofTree`, and with the
:class:`~tools.rewriting.view.ProofView` (Lean's parse) if it takes two arguments. It runs in this
process, in a thread that is stopped at a time limit: it is the user's own code. One call runs at a
time, so it need not be made for threads. What goes wrong in it has the metric's and the theorem's
name and ends nothing.
"""

from __future__ import annotations

import inspect
import math
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from numbers import Real
from pathlib import Path
from types import ModuleType
from typing import Any

from tools.errors import UserInputError
from tools.metrics.calls import TimeLimitReached, call
from tools.metrics.metric import Evidence, MeasuredProof, MetricFailed, unknown

_BOTH = 2


@dataclass(frozen=True)
class CustomMetric:
    """A metric that a user's function computes."""

    name: str
    function: Callable[..., Any]
    description: str
    ceiling: float | None = None
    needs: frozenset[Evidence] = frozenset({Evidence.SYNTAX, Evidence.TREE})
    version: str = ""
    """Another one for another text of the function, so that values are not mistaken for its."""
    seconds: float = 10.0
    """How long a call may take."""

    def measure(self, proof: MeasuredProof) -> float:
        if proof.tree is None:
            raise unknown(self, proof, Evidence.TREE)
        arguments = (proof.tree, proof.view)[: _arity(self.function)]
        try:
            return call(lambda: self._number(self.function(*arguments), proof), self.seconds)
        except MetricFailed:
            raise
        except TimeLimitReached as error:
            raise MetricFailed(self.name, proof.name, str(error)) from error
        except (Exception, SystemExit) as error:  # whatever a user's function raises
            raise MetricFailed(self.name, proof.name, _told(error)) from error

    def _number(self, value: object, proof: MeasuredProof) -> float:
        if isinstance(value, bool) or not isinstance(value, Real):
            why = f"its function returned {value!r:.60}, which is no number."
            raise MetricFailed(self.name, proof.name, why)
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            why = f"its function returned {number}; a value must be finite."
            raise MetricFailed(self.name, proof.name, why)
        return number


def _told(error: BaseException) -> str:
    """What an exception says, and the line of the user's file that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    said = f": {error}" if str(error) else ""
    return f"its function raised {type(error).__name__}{said}{place}."


def _arity(function: Callable[..., Any]) -> int:
    """How many of tree and view a function is called with: two if it can take two."""
    try:
        inspect.signature(function).bind(None, None)
    except TypeError:
        return 1
    except ValueError:  # a function written in C without a signature
        return 1
    return _BOTH


def custom_metric(name: str, function: object, version: str) -> CustomMetric:
    """A user's function as a metric.

    Raises :class:`UserInputError` if it cannot be called with a proof tree.
    """
    if not callable(function):
        raise UserInputError(f"The metric {name} is {function!r:.60}, which is no function.")
    try:
        inspect.signature(function).bind(*(None,) * _arity(function))
    except TypeError as error:
        raise UserInputError(
            f"The metric {name} cannot be called with a proof tree, or with a proof tree and a "
            f"proof view: {error}."
        ) from error
    except ValueError:
        pass  # no signature to look at: the call will tell
    described = (inspect.getdoc(function) or "").strip().partition("\n\n")[0]
    said = " ".join(described.split()) or f"The user's {name}."
    return CustomMetric(name, function, said, version=version)


def load_metric(text: str) -> CustomMetric:
    """The metric of ``path/to/file.py:function``; its name is the function's.

    Raises :class:`UserInputError` if there is no such file or function, or the file does not run.
    """
    place, _, name = text.rpartition(":")
    path = Path(place)
    if not place or not name:
        raise UserInputError(f"`{text}` is no metric of your own: write path/to/file.py:function.")
    if not path.is_file():
        raise UserInputError(f"The metric {text}: there is no file {path}.")
    if path.suffix != ".py":
        raise UserInputError(f"The metric {text}: {path} is no Python file.")
    module_name = f"burnish_metric:{path.resolve()}"
    module = ModuleType(module_name)
    module.__file__ = str(path)
    sys.modules[module_name] = module  # dataclasses look their module up
    try:
        code = path.read_bytes()  # once: the version is that of what is run
        exec(compile(code, path, "exec"), module.__dict__)
    except (Exception, SystemExit) as error:  # whatever a user's file raises
        del sys.modules[module_name]
        said = str(error) or "no message"
        raise UserInputError(
            f"The metric {text}: {path} does not run: {type(error).__name__}: {said}."
        ) from error
    if not hasattr(module, name):
        raise UserInputError(f"The metric {text}: {path} has no function {name}.")
    return custom_metric(name, getattr(module, name), sha256(code).hexdigest())
