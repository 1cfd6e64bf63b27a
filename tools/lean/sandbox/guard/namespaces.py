"""Namespaces, for a kernel without Landlock or seccomp: read-only mounts, and no network.

They come with a user namespace, which an unprivileged user may make on most systems. The numbers
are those of the kernel's `linux/sched.h` and `linux/mount.h`.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from .kernel import call

_USER, _MOUNT, _NETWORK = 0x10000000, 0x00020000, 0x40000000
_BIND, _RECURSIVE, _PRIVATE = 1 << 12, 1 << 14, 1 << 18
_MOUNT_SETATTR = 442
_HERE = 2**64 - 100
_AT_RECURSIVE = 0x8000
_READ_ONLY, _NO_DEVICES = 1, 4
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")


def confine(*, files: bool, network: bool, writable: list[str]) -> None:
    """Moves this process into namespaces of its own: `files` makes all but `writable` read-only,
    `network` leaves it without one.

    Raises kernel.RefusedError where that is not allowed, and OSError. What the process gains in
    its namespaces must be given up by the caller (see `capabilities`).
    """
    user, group = os.geteuid(), os.getegid()
    call("unshare", _USER | _MOUNT * files | _NETWORK * network)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    if files:
        _make_read_only(writable)


def _make_read_only(writable: list[str]) -> None:
    folder = Path.cwd()
    call("mount", None, b"/", None, _RECURSIVE | _PRIVATE, None)
    devices = [device for device in _DEVICES if Path(device).exists()]
    for place in (*writable, *devices):
        call("mount", os.fsencode(place), os.fsencode(place), None, _BIND, None)
    # A user who is root here as well as outside could otherwise open the disks themselves.
    _set(b"/", _READ_ONLY | _NO_DEVICES, 0, _AT_RECURSIVE)
    for place in writable:
        _set(os.fsencode(place), 0, _READ_ONLY, 0)
    for device in devices:
        _set(os.fsencode(device), 0, _NO_DEVICES, 0)
    os.chdir(folder)  # into the mount that now covers it


def _set(path: bytes, attributes: int, cleared: int, flags: int) -> None:
    change = struct.pack("4Q", attributes, cleared, 0, 0)
    call("syscall", _MOUNT_SETATTR, _HERE, path, flags, change, 32, what="mount_setattr")
