"""Landlock: the file system can only be changed below given folders, as far as the kernel can say.

What Landlock does not know (modes, owners, times, locks) is refused by `seccomp`. The numbers are
those of the kernel's `linux/landlock.h`.
"""

from __future__ import annotations

import os
import struct

from .kernel import RefusedError, call

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1

_WRITE_FILE, _REMOVE_DIR, _REMOVE_FILE = 1 << 1, 1 << 4, 1 << 5
_MAKE_CHAR, _MAKE_DIR, _MAKE_REG, _MAKE_SOCK = 1 << 6, 1 << 7, 1 << 8, 1 << 9
_MAKE_FIFO, _MAKE_BLOCK, _MAKE_SYM = 1 << 10, 1 << 11, 1 << 12
_REFER, _TRUNCATE, _IOCTL_DEVICE = 1 << 13, 1 << 14, 1 << 15
_CHANGES = (
    (1, _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_CHAR | _MAKE_DIR | _MAKE_REG),
    (1, _MAKE_SOCK | _MAKE_FIFO | _MAKE_BLOCK | _MAKE_SYM),
    (2, _REFER),
    (3, _TRUNCATE),
    (5, _IOCTL_DEVICE),
)
"""From which version of Landlock on the kernel can refuse what."""
_GRANTED = _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER | _TRUNCATE
"""In a writable folder: files and folders, but no links that lead out of it and no devices."""
_TCP = (4, 0b11)
_SCOPES = (6, 0b11)
"""Abstract sockets of others, and signals to others."""
_DEVICES = ("/dev/null",)


def version() -> int:
    """The version of Landlock that the kernel has; raises RefusedError where there is none."""
    return call("syscall", _CREATE_RULESET, None, 0, _VERSION, what="Landlock")


def confine(writable: list[str]) -> None:
    """Takes from this process the right to change anything but what is below `writable`.

    The process must have given up gaining rights before. Raises RefusedError, and OSError for a
    folder that cannot be opened.
    """
    found = version()
    handled = 0
    for since, rights in _CHANGES:
        handled |= rights if found >= since else 0
    attributes = struct.pack("QQQ", handled, *(bits if found >= v else 0 for v, bits in _LATER))
    # An older kernel takes only the fields that it knows.
    size = 24 if found >= _SCOPES[0] else 16 if found >= _TCP[0] else 8
    rules = call("syscall", _CREATE_RULESET, attributes, size, 0, what="landlock_create_ruleset")
    for folder in writable:
        _allow(rules, folder, handled & _GRANTED)
    for device in _DEVICES:
        _allow(rules, device, handled & (_WRITE_FILE | _TRUNCATE))
    call("syscall", _RESTRICT_SELF, rules, 0, what="landlock_restrict_self")
    os.close(rules)


_LATER = (_TCP, _SCOPES)


def _allow(rules: int, path: str, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, place)
        call("syscall", _ADD_RULE, rules, _PATH_BENEATH, rule, 0, what="landlock_add_rule")
    finally:
        os.close(place)


__all__ = ["RefusedError", "confine", "version"]
