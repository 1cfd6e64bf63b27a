"""Replays an object file through Lean's kernel: `python -I -S __main__.py LIBRARY OLEAN OLEAN`.

An object file is no proof: Lean imports what is in it without checking it again, also what an
option kept from the kernel when it was written. This script imports what the file imports, and
nothing of the file itself, hands each of its declarations to the kernel, and compares them with
those of the original file. No code of the file runs, because its extensions are not loaded.

Arguments: the library, the candidate's object file and the original's. On standard input comes a
JSON object: ``theorem`` (its name) and ``declared`` (names that the original's text declares), each
name as a list of its components. LEAN_PATH says where imports are found. Printed is one message as
`lean --json` prints them, whose text is a JSON object: ``objections`` (sentences; empty if all is
well), ``axioms`` (those that the theorem rests on now and did not rest on in the original, found by
walking the replayed terms; null if they could not be) and ``kept`` (those of both). Any other end
than status 0 is a failure.

It uses nothing but the standard library, so that isolated mode starts it fast.
"""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    # Isolated, Python does not look beside the script. Only the script itself is compiled anew at
    # each start, so everything else is in modules.
    sys.path.insert(0, __file__.rpartition("/")[0].rpartition("/")[0])
    main = __import__("replay.start", fromlist=["main"]).main
    library, candidate, original = sys.argv[1:]
    main(library, candidate, original, sys.stdin.read())
    # Lean has threads and static destructors of its own; leave without running Python's exit.
    os._exit(0)
