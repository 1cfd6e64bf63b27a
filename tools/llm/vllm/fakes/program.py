"""The program behind a fake `vllm`: run as a script, it imports nothing of Burnish."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

_STARTING = 0.5
"""Seconds before it is healthy."""


class _Health(BaseHTTPRequestHandler):
    began = time.monotonic()

    def do_GET(self) -> None:
        if self.path == "/die":
            print("RuntimeError: asked to die", flush=True)
            os._exit(7)
        ready = self.path == "/health" and time.monotonic() - self.began > _STARTING
        self.send_response(200 if ready else 503)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: the log is for what the tests look for."""


def main() -> None:
    """``program.py BEHAVIOUR RECORD serve MODEL OPTIONS…``."""
    behaviour, record, *arguments = sys.argv[1:]
    print("INFO loading weights\x1b[2K", flush=True)
    if behaviour == "dies":
        print("torch.OutOfMemoryError: Error: no memory is left", *["noise"] * 40, sep="\n")
        sys.exit(1)
    child = None
    if behaviour == "hangs":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if behaviour == "has-a-child":
        child = subprocess.Popen(["sleep", "600"]).pid
    started = {"arguments": arguments, "environment": dict(os.environ), "child": child}
    Path(record).write_text(json.dumps(started), encoding="utf-8")
    if behaviour == "hangs":
        while True:
            signal.pause()
    port = int(arguments[arguments.index("--port") + 1])
    HTTPServer(("127.0.0.1", port), _Health).serve_forever()


if __name__ == "__main__":
    main()
