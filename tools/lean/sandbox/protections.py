"""Which protections this machine has, found out by trying them, and whether they are enough."""

from __future__ import annotations

import functools
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools.errors import UserInputError

GUARD = Path(__file__).parent / "guard" / "__main__.py"
SWITCH = "BURNISH_SANDBOX"
"""The variable that switches confinement off (`off`); limits hold all the same."""

LANDLOCK, SECCOMP = "Landlock", "seccomp"
MOUNTS, NETWORK = "mount namespace", "network namespace"
_WORKS = "works"
_SECONDS = 30


@dataclass(frozen=True)
class Protections:
    """The name of what protects each, or ``None`` where nothing does."""

    files: str | None
    """Nothing can be changed outside the writable folders."""
    network: str | None
    """No connection, in or out, not even to this machine."""
    processes: str | None
    """Lean can start no process and disturb none, and it ends when Burnish ends."""
    memory: str | None
    cpu: str | None
    file_size: str | None
    missing: Mapping[str, str] = field(default_factory=dict)
    """Why each of the first three is ``None``, where it is."""

    @property
    def confining(self) -> bool:
        """Whether a stranger's text can be given to Lean."""
        return None not in (self.files, self.network, self.processes)


def protections() -> Protections:
    """What holds for every Lean that is started from now on.

    Takes a twentieth of a second the first time. Raises :class:`UserInputError` if
    ``BURNISH_SANDBOX`` is neither ``on`` nor ``off``.
    """
    setting = os.environ.get(SWITCH) or "on"
    if setting not in ("on", "off"):
        raise UserInputError(f"{SWITCH} cannot be used: {setting!r} is neither `on` nor `off`.")
    if setting == "off":
        return chosen({}, f"switched off by {SWITCH}=off")
    if sys.platform != "linux":
        return chosen({}, f"Burnish has no protection for {sys.platform}, only for Linux")
    return chosen(trials())


def require_confinement(insist: bool) -> None:
    """Raise :class:`UserInputError` if a stranger's candidates would run unconfined.

    Nothing is raised if the user insists.
    """
    found = protections()
    if found.confining or insist:
        return
    lacking = "; ".join(f"{name}: {reason}" for name, reason in found.missing.items())
    raise UserInputError(
        "Lean is not confined here, so candidates of a model or of somebody else are not run: an "
        f"elaborator can be made to run any program ({lacking}). Use a machine that has the "
        "protections (`burnish doctor` says which there are), or insist with --unprotected."
    )


@functools.cache
def trials() -> Mapping[str, str]:
    """For each mechanism that was tried ``works``, or why it does not."""
    try:
        run = subprocess.run(
            [sys.executable, "-I", "-S", str(GUARD), "probe"],
            capture_output=True, text=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return dict.fromkeys((LANDLOCK, SECCOMP, MOUNTS, NETWORK), f"could not be tried: {error}")
    told = dict(line.split("\t", 1) for line in run.stdout.splitlines() if "\t" in line)
    last = run.stderr.strip().rpartition("\n")[2] or "no answer"
    return {
        name: told.get(name, f"could not be tried: {last}")
        for name in (LANDLOCK, SECCOMP, MOUNTS, NETWORK)
    }


def chosen(tried: Mapping[str, str], otherwise: str = "") -> Protections:
    """The best of what works: `tried` is as from `trials`; if nothing was, `otherwise` says why."""

    def works(name: str) -> bool:
        return tried.get(name) == _WORKS

    def why(*names: str) -> str:
        return otherwise or "; ".join(f"{name}: {tried[name]}" for name in names if not works(name))

    # Landlock alone would leave modes, owners and times of files open.
    files = LANDLOCK if works(LANDLOCK) and works(SECCOMP) else MOUNTS if works(MOUNTS) else None
    network = SECCOMP if works(SECCOMP) else NETWORK if works(NETWORK) else None
    processes = SECCOMP if works(SECCOMP) else None
    missing = {
        name: reason
        for name, mechanism, reason in (
            ("files", files, why(LANDLOCK, SECCOMP, MOUNTS)),
            ("network", network, why(SECCOMP, NETWORK)),
            ("processes", processes, why(SECCOMP)),
        )
        if mechanism is None
    }
    return Protections(
        files=files,
        network=network,
        processes=processes,
        memory="looked at while it runs" if Path("/proc/self/status").exists() else None,
        cpu="RLIMIT_CPU" if hasattr(resource, "RLIMIT_CPU") else None,
        file_size="RLIMIT_FSIZE" if hasattr(resource, "RLIMIT_FSIZE") else None,
        missing=missing,
    )
