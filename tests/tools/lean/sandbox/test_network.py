"""Nothing goes out and nothing comes in: not to the world, not to this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tools.lean.sandbox import Protections

Attempt = Callable[..., dict[str, str]]

_CALLS = """
import socket
tcp, tcp6, udp, path, abstract = sys.argv[1:]
def connect(family, kind, address):
    one = socket.socket(family, kind)
    one.connect(address)
    one.send(b"secret")
def listen():
    one = socket.socket()
    one.bind(("127.0.0.1", 0))
    one.listen()
    other = socket.create_connection(one.getsockname(), timeout=5)
attempt("TCP", lambda: connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", int(tcp))))
attempt("TCP 6", lambda: connect(socket.AF_INET6, socket.SOCK_STREAM, ("::1", int(tcp6))))
attempt("UDP", lambda: connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", int(udp))))
attempt("far away", lambda: connect(socket.AF_INET, socket.SOCK_DGRAM, ("192.0.2.1", 53)))
attempt("raw", lambda: connect(socket.AF_INET, socket.SOCK_RAW, ("127.0.0.1", 0)))
attempt("kernel", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).bind((0, 0)))
attempt("abstract", lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, chr(0) + abstract))
attempt("path", lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, path))
attempt("listen", listen)
attempt("pair", socket.socketpair)
"""


@pytest.fixture
def listeners(tmp_path: Path) -> Iterator[dict[str, socket.socket]]:
    """Sockets of this process that would hear what a sandboxed one says."""
    with ExitStack() as stack:
        kinds: dict[str, tuple[int, int, tuple[str, int] | str]] = {
            "tcp": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            "udp": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            "path": (socket.AF_UNIX, socket.SOCK_STREAM, str(tmp_path / "s")),
            "abstract": (
                socket.AF_UNIX,
                socket.SOCK_STREAM,
                f"\0burnish-{tmp_path.name}-{id(tmp_path)}",
            ),
        }
        opened: dict[str, socket.socket] = {}
        for name, (family, kind, address) in kinds.items():
            one = stack.enter_context(socket.socket(family, kind))
            one.bind(address)
            if kind == socket.SOCK_STREAM:
                one.listen()
            one.setblocking(False)
            opened[name] = one
        yield opened


def test_nobody_hears_anything(
    attempting: Attempt, under: Protections, listeners: dict[str, socket.socket]
) -> None:
    tcp, udp = (listeners[name].getsockname()[1] for name in ("tcp", "udp"))
    abstract = listeners["abstract"].getsockname()[1:].decode()
    path = listeners["path"].getsockname()
    outcomes = attempting(_CALLS, under, tcp, tcp, udp, path, abstract)
    allowed = set() if under.network == "seccomp" else {"kernel", "listen", "pair", "path", "raw"}
    assert {name for name, outcome in outcomes.items() if outcome == "done"} <= allowed
    assert len(outcomes) == 10
    for name in {"tcp", "abstract", "path"} - allowed:
        with pytest.raises(BlockingIOError):
            listeners[name].accept()
    with pytest.raises(BlockingIOError):
        listeners["udp"].recv(10)


def test_without_protections_it_is_heard(
    attempting: Attempt, listeners: dict[str, socket.socket]
) -> None:
    tcp, udp = (listeners[name].getsockname()[1] for name in ("tcp", "udp"))
    abstract = listeners["abstract"].getsockname()[1:].decode()
    path = listeners["path"].getsockname()
    off = Protections(None, None, None, None, None, None)
    outcomes = attempting(_CALLS, off, tcp, tcp, udp, path, abstract)
    assert {outcomes[name] for name in ("TCP", "UDP", "abstract", "path", "pair")} == {"done"}
    listeners["tcp"].accept()[0].close()
    assert listeners["udp"].recv(10) == b"secret"
