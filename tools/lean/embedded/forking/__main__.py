"""Loads Lean's library once and forks a process for each run: `python -I -S __main__.py ...`.

Arguments: the library, the folder of the sandbox's guard, and the number of an inherited socket.
:mod:`tools.lean.embedded.fork_server` is the other side. It uses nothing but the standard library.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    folder = __file__.rpartition("/")[0].rpartition("/")[0]
    library, sandbox, number = sys.argv[1:]
    sys.path[:0] = [folder, sandbox]
    # What the guard would otherwise read from its files in each process.
    for module in ("capabilities", "landlock", "seccomp"):
        __import__(f"guard.{module}")
    guard = __import__("guard.start", fromlist=["main"]).main
    __import__("forking.serve", fromlist=["main"]).main(library, int(number), guard)
