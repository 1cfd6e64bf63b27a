"""`burnish worker`: searches theorems for collections that run elsewhere."""

from __future__ import annotations

from typing import Annotated

import typer


def worker(
    pool: Annotated[
        str, typer.Option("--pool", help="The work pool to take work from; made if need be.")
    ],
    server: Annotated[
        str | None,
        typer.Option(
            "--server",
            metavar="URL",
            help="Where the Prefect server is, such as http://10.0.0.5:4200/api; by default "
            "PREFECT_API_URL, or the one that `burnish server` runs for this folder.",
        ),
    ] = None,
) -> None:
    """Search theorems for `burnish collect --pool`, until Ctrl-C.

    It needs this Burnish and the collection's Lean (BURNISH_LEAN, or that of the Lake project in
    whose folder it is started), and where a model is asked its address (BURNISH_MODEL_URL). It
    keeps nothing: what it finds goes back through the server. Give the server's password, if there
    is one, as PREFECT_API_AUTH_STRING. Guide: docs/teams.md.

    Example: burnish worker --pool team --server http://10.0.0.5:4200/api
    """
    import os
    import tempfile
    from pathlib import Path

    from flows.output import progress
    from flows.service.address import address_given
    from flows.service.environment import merged, worker_variables
    from storage.database import database_path

    address = address_given(database_path(Path.cwd()).parent, server)
    with tempfile.TemporaryDirectory(prefix="burnish-worker-") as folder:
        os.environ.update(merged(os.environ, worker_variables(Path(folder), address)))
        # Only now: Prefect reads its variables when it is imported.
        from flows.service.pool_worker import work

        progress(f"Taking work from {pool} at {address.dashboard}; Ctrl-C ends it.")
        work(pool, address, progress)
