"""`burnish server`: Prefect's dashboard and Burnish's flows, until it is interrupted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def server(
    port: Annotated[
        int, typer.Option("--port", min=1, max=65_535, help="Where it listens.")
    ] = 4200,
    host: Annotated[
        str,
        typer.Option("--host", help="Another address opens it to the network, with a password."),
    ] = "127.0.0.1",
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--password-file",
            help="A file with the password (or user:password) to ask for; else one is made where "
            "the network can reach the server, and none is asked for where it cannot.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object when it is ready.")
    ] = False,
) -> None:
    """Start a Prefect server with Burnish's flows, and run what is asked for in its dashboard.

    If PREFECT_API_URL names a server, that one is used. Runs work in this folder's database. What
    a crash left running is ended first; Ctrl-C ends everything, and a run that was not finished
    goes on when the server is started again. Guide: docs/service.md.

    Example: burnish server --port 4200
    """
    import os
    import signal
    import sys
    import threading
    from types import FrameType

    from flows.ending import handling
    from flows.output import print_json, progress
    from flows.service.address import is_loopback, named_address
    from flows.service.capacity import usual_limits
    from flows.service.server import Listening, login_file, read_login
    from flows.service.supervising import Service, Supervisor
    from storage.database import Database
    from storage.repository import Repository

    database = Database.of(Path.cwd(), os.environ)
    home = database.path.parent
    named = named_address()
    listening = named or Listening(host, port, read_login(home, host, password_file))
    if isinstance(listening, Listening) and not is_loopback(host):
        where = password_file or login_file(home)
        progress(
            f"Warning: with --host {host} everybody who knows the password can start runs, which "
            f"read and write files here. User and password are in {where}; they travel "
            "unencrypted, so put a proxy with TLS in front of it, or use a network you trust."
        )
    service = Service(home, listening, usual_limits())
    stop = threading.Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        if not stop.is_set():
            progress("Ending the server and its runs …")
        stop.set()

    def ready() -> None:
        address = service.address
        if as_json:
            print_json({"dashboard": address.dashboard, "url": address.url, "pid": os.getpid()})
            sys.stdout.flush()
        progress(f"Ready: open {address.dashboard} in a browser; Ctrl-C ends it.")

    progress(f"Starting; the database of runs is {database.path}.")
    try:
        with handling(ask_to_stop, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            Supervisor(service, Repository(database), progress, stop.is_set).run(ready)
    finally:
        database.close()
