"""The script behind every Lean: `python -I -S __main__.py [NAME=VALUE...] -- COMMAND...`.

With `probe` as its only argument it says instead which protections this machine has.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    # Isolated, Python does not look beside the script. Only the script itself is compiled anew at
    # each start, so everything else is in modules.
    folder = __file__.rpartition("/")[0].rpartition("/")[0]
    sys.path.insert(0, folder)
    name = "guard.probe" if sys.argv[1:] == ["probe"] else "guard.start"
    module = __import__(name, fromlist=["main"])
    module.main(sys.argv[1:])
