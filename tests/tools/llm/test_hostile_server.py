"""The client against servers that are broken, or mean it."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.tools.llm.serving import COLLECTION as C
from tests.tools.llm.serving import PROMPT, Connect, Pauses, Serve
from tools.errors import UserInputError
from tools.llm import client
from tools.llm.errors import ModelRefused, ModelUnavailable
from tools.llm.fakes.faults import Fault
from tools.llm.sampling import Sampling

ONE = Sampling(n=1)

BROKEN = [
    Fault("status", 500), Fault("status", 503), Fault("status", 429), Fault("status", 599),
    Fault("html", 502), Fault("reset"), Fault("disconnect"), Fault("half-json"),
    Fault("body", ""), Fault("body", "nonsense"), Fault("body", "[" * 200_000),
    Fault("body", "9" * 5000), Fault("body", "\x00\x1f"), Fault("body", '{"choices": NaN}'),
    Fault("body", None), Fault("body", []), Fault("body", 3), Fault("body", {}),
    Fault("body", {"choices": None}), Fault("body", {"choices": []}),
    Fault("body", {"choices": "abc"}), Fault("body", {"choices": [None, 1, "a"]}),
    Fault("body", {"error": {"message": "upstream failed"}}), Fault("choices", 0),
    Fault("body", "<html>login</html>", headers={"Content-Type": "text/html"}),
    Fault("status", 429, headers={"Retry-After": "-5"}),
]  # fmt: skip


def named(fault: Fault) -> str:
    return f"{fault.kind} {fault.value!s:.30}"


@pytest.mark.parametrize("fault", BROKEN, ids=named)
def test_what_may_pass_is_tried_again(
    fault: Fault, serve: Serve, connect: Connect, pauses: Pauses
) -> None:
    server = serve(fault, fault)
    model = connect(server.url)
    assert len(model.sample(PROMPT, ONE, urgency=C)) == 1
    assert len(server.requests) == 3
    assert len(pauses.seconds) == model.usage.failures == 2
    assert 0.25 <= pauses.seconds[0] <= 0.5
    assert 0.5 <= pauses.seconds[1] <= 1.0


@pytest.mark.parametrize("fault", BROKEN, ids=named)
def test_what_does_not_pass_is_an_infrastructure_failure(
    fault: Fault, serve: Serve, connect: Connect
) -> None:
    server = serve(fault, fault)
    with pytest.raises(ModelUnavailable, match=r"tried 2 times") as failed:
        connect(server.url, retries=1).sample(PROMPT, ONE, urgency=C)
    assert server.url in str(failed.value)
    assert len(str(failed.value)) < 800
    assert len(server.requests) == 2


@pytest.mark.parametrize("status", [300, 301, 307, 308, 400, 401, 403, 404, 405, 408, 409, 422])
def test_what_the_server_refuses_is_not_tried_again(
    status: int, serve: Serve, connect: Connect
) -> None:
    server = serve(Fault("status", status, headers={"Location": "http://127.0.0.1:1/v1"}))
    with pytest.raises(ModelRefused, match=str(status)) as refused:
        connect(server.url).sample(PROMPT, Sampling(n=2), urgency=C)
    assert server.url in str(refused.value)
    assert len(server.requests) == 1


def test_a_redirection_is_shown_and_not_followed(serve: Serve, connect: Connect) -> None:
    elsewhere = serve()
    server = serve(Fault("status", 307, headers={"Location": elsewhere.url}))
    with pytest.raises(ModelRefused, match=elsewhere.url):
        connect(server.url).sample(PROMPT, ONE, urgency=C)
    assert elsewhere.requests == []


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        ("7", 7.0, 7.5), ("0", 0.0, 0.5), ("1e9", 0.0, 0.5), ("99999999", 120.0, 120.5),
        ("banana", 0.0, 0.5), ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0, 0.5),
        pytest.param(
            format_datetime(datetime.now(UTC) + timedelta(days=900), usegmt=True), 120.0, 120.5,
            id="a day far off",  # its text differs between processes that collect the tests
        ),
    ],
)  # fmt: skip
def test_retry_after_is_honoured_within_reason(
    value: str, least: float, most: float, serve: Serve, connect: Connect,
    pauses: Pauses,
) -> None:  # fmt: skip
    server = serve(Fault("status", 429, headers={"Retry-After": value}))
    connect(server.url).sample(PROMPT, ONE, urgency=C)
    (pause,) = pauses.seconds
    assert least <= pause <= most


def test_a_server_that_hangs_is_given_up(serve: Serve, connect: Connect) -> None:
    server = serve(Fault("hang", times=0))
    with pytest.raises(ModelUnavailable, match=r"no reply within 0\.05 s \(tried 2 times\)"):
        connect(server.url, timeout=0.05, retries=1).sample(PROMPT, ONE, urgency=C)


def test_a_question_about_a_server_that_hangs_is_given_up_sooner(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_QUESTION_SECONDS", 0.05)
    server = serve(Fault("hang", times=0, path="/v1/models"))
    with pytest.raises(ModelUnavailable, match=r"no reply within 0\.05 s"):
        connect(server.url, timeout=60.0).limits()


def test_a_server_that_trickles_is_given_up(connect: Connect) -> None:
    trickling = raw_server(OK + b"Content-Length: 99999999999\r\n\r\n", forever=b" ")
    with trickling as url, pytest.raises(ModelUnavailable, match=r"no reply within 0\.2 s"):
        connect(url, timeout=0.2, retries=0).sample(PROMPT, ONE, urgency=C)


def test_nobody_there(connect: Connect) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        model = connect(url, retries=1)
        for question in (
            lambda: model.sample(PROMPT, ONE, urgency=C),
            model.limits,
            lambda: model.count_tokens(PROMPT),
        ):
            with pytest.raises(ModelUnavailable, match=r"connection failed.*tried 2 times"):
                question()


def test_an_answer_of_ten_megabytes_is_an_answer(serve: Serve, connect: Connect) -> None:
    server = serve(Fault("huge", 10_000_000))
    one, two = connect(server.url).sample(PROMPT, Sampling(n=2), urgency=C)
    assert one.finish == "length"
    assert len(one.text) == 1 << 20
    assert two.finish == "stop"


OK = b"HTTP/1.1 200 OK\r\n"
BOMB = gzip.compress(b" " * (80 << 20), 1)
RAW = {
    "nothing": b"",
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
    "endless header": OK + b"X: " + b"a" * 300_000,
    "no end of headers": OK + b"Content-Le",
    "wrong length": OK + b"Content-Length: banana\r\n\r\n{}",
    "two lengths": OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "negative length": OK + b"Content-Length: -1\r\n\r\n{}",
    "short body": OK + b"Content-Length: 100\r\n\r\n{}",
    "bad chunks": OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
    "no gzip": OK + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
    "bomb": OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB,
    "not Unicode": OK + b'Content-Length: 4\r\n\r\n"\xff\xfe"',
    "odd status": b"HTTP/1.1 999 What\r\nContent-Length: 2\r\n\r\n{}",
    "no status": b"HTTP/1.1 abc\r\n\r\n",
}


@pytest.mark.parametrize("name", RAW)
def test_what_is_not_even_http_is_an_infrastructure_failure(name: str, connect: Connect) -> None:
    with raw_server(RAW[name]) as url, pytest.raises(ModelUnavailable, match="tried once"):
        connect(url, retries=0).sample(PROMPT, ONE, urgency=C)


def test_an_endless_reply_is_cut_off(connect: Connect) -> None:
    endless = raw_server(OK + b"\r\n", forever=b" " * (1 << 20))
    with endless as url, pytest.raises(ModelUnavailable, match="more than 64 MiB"):
        connect(url, retries=0).sample(PROMPT, ONE, urgency=C)


@contextmanager
def raw_server(reply: bytes, forever: bytes = b"") -> Iterator[str]:
    """Sends these bytes to the first who connects and closes, or goes on and on."""

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(1 << 16)
            try:
                connection.sendall(reply)
                while forever:
                    connection.sendall(forever)
            except OSError:
                return  # the client has seen enough

    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        thread = threading.Thread(target=serve)
        thread.start()
        stack.callback(thread.join)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_proxies_of_the_environment_do_not_stand_before_this_machine(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, server = serve(), serve()
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    connect(server.url).sample(PROMPT, ONE, urgency=C)
    assert len(server.requests) == 1
    # A server elsewhere is asked through it; this one does not know the address, and says so.
    with pytest.raises(ModelRefused, match="404"):
        connect("http://model.example:8000").sample(PROMPT, ONE, urgency=C)
    assert len(proxy.requests) == 1


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "nonsense://x", "http://[::1"])
def test_a_proxy_that_cannot_be_used_is_named(
    proxy: str, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    monkeypatch.setenv("all_proxy", proxy)
    with pytest.raises(UserInputError, match="ALL_PROXY"):
        connect("http://model.example:8000").sample(PROMPT, ONE, urgency=C)


def test_ipv6(serve: Serve, connect: Connect) -> None:
    try:
        server = serve(host="::1")
    except UserInputError:
        pytest.skip("this machine has no IPv6")
    assert "[::1]" in server.url
    connect(server.url).sample(PROMPT, ONE, urgency=C)


def test_one_failure_ends_all_requests_of_a_question(serve: Serve, connect: Connect) -> None:
    # The first reply teaches the client to ask one by one; one of those is then refused.
    server = serve(Fault("choices", 1), Fault("status", 403), Fault("hang", times=0))
    with pytest.raises(ModelRefused, match="403"):
        connect(server.url).sample(PROMPT, Sampling(n=4), urgency=C)
    server.wait_until(lambda: server.running == server.waiting == 0)
