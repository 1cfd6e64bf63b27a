"""Gives up the capabilities of a privileged user, all but reading what it may read."""

from __future__ import annotations

import ctypes
import struct

from .kernel import RefusedError, call

_VERSION_3 = 0x20080522
_MAY_READ = 1 << 2
"""CAP_DAC_READ_SEARCH: root can read the files of others; without it, it could not read its own
project in a container whose files belong to somebody else."""
_PR_CAPBSET_DROP = 24
_SETPCAP = 1 << 8
_EINVAL = 22


def drop() -> None:
    """Keeps no capability but reading, and lets no program regain one. Raises RefusedError."""
    permitted = _permitted()
    if permitted & _SETPCAP:
        for capability in range(64):
            if 1 << capability != _MAY_READ and not _drop_from_bound(capability):
                break
    kept = permitted & _MAY_READ
    header = struct.pack("Ii", _VERSION_3, 0)
    call("capset", header, struct.pack("6I", kept, kept, 0, 0, 0, 0))


def _permitted() -> int:
    data = ctypes.create_string_buffer(24)
    call("capget", struct.pack("Ii", _VERSION_3, 0), ctypes.addressof(data))
    fields = struct.unpack("6I", data.raw)
    return int(fields[1] | fields[4] << 32)


def _drop_from_bound(capability: int) -> bool:
    """False if the kernel knows no capability with this number."""
    try:
        call("prctl", _PR_CAPBSET_DROP, capability, 0, 0, 0, what="prctl(PR_CAPBSET_DROP)")
    except RefusedError as error:
        if error.code == _EINVAL:
            return False
        raise
    return True
