from __future__ import annotations

from typing import Any

import pytest

from tools.errors import UserInputError
from tools.llm.endpoint import Endpoint


@pytest.mark.parametrize(
    ("given", "api", "root"),
    [
        ("http://localhost:8000", "http://localhost:8000/v1", "http://localhost:8000"),
        ("http://localhost:8000/", "http://localhost:8000/v1", "http://localhost:8000"),
        ("http://localhost:8000/v1", "http://localhost:8000/v1", "http://localhost:8000"),
        ("http://localhost:8000/v1/", "http://localhost:8000/v1", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000/v1", "http://[::1]:8000"),
        ("https://host/models", "https://host/models/v1", "https://host/models"),
        ("https://host/v1beta/openai/", "https://host/v1beta/openai", "https://host/v1beta/openai"),
    ],
)
def test_an_address_is_taken_with_and_without_its_version(given: str, api: str, root: str) -> None:
    endpoint = Endpoint(given, "m")
    assert (endpoint.api, endpoint.root) == (api, root)


@pytest.mark.parametrize(
    "url",
    [
        "", "localhost:8000", "ftp://host", "http://", "http://host:99999", "http://host:x",
        "http://[::1", "http://ho st", "http://host/v1?key=hidden", "http://host/v1#hidden",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UserInputError, match="address") as refused:
        Endpoint(url, "m")
    assert "hidden" not in str(refused.value)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UserInputError, match="environment") as refused:
        Endpoint("http://user:hidden@host:8000/v1", "m")
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize(
    "wrong", [{"model": ""}, {"concurrency": 0}, {"timeout": 0.0}, {"retries": -1}]
)
def test_settings_that_cannot_be_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(UserInputError, match=next(iter(wrong))):
        Endpoint(**({"base_url": "http://host", "model": "m"} | wrong))


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:1", True), ("http://127.0.0.2", True), ("http://[::1]:8", True),
        ("http://a.localhost", True), ("http://10.0.0.1", False), ("https://example.org", False),
        ("http://localhost.example.org", False),
    ],
)  # fmt: skip
def test_this_machine_is_known(url: str, local: bool) -> None:
    assert Endpoint(url, "m").is_local == local


def test_the_adapter_is_asked_if_there_is_one() -> None:
    assert Endpoint("http://host", "m").asked == "m"
    assert Endpoint("http://host", "m", "round-3").asked == "round-3"


def test_the_key_is_read_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = Endpoint("http://host", "m", key_variable="MY_KEY")
    monkeypatch.delenv("MY_KEY", raising=False)
    assert endpoint.key() is None
    monkeypatch.setenv("MY_KEY", " sk-abc\n")
    assert endpoint.key() == "sk-abc"
    assert "sk-abc" not in repr(endpoint)


@pytest.mark.parametrize("key", ["sk-ab c", "sk-ab\r\nX: y", "sk-ключ", "sk-\x07"])
def test_a_key_that_cannot_be_sent_is_not_shown(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BURNISH_MODEL_KEY", key)
    with pytest.raises(UserInputError, match="BURNISH_MODEL_KEY") as refused:
        Endpoint("http://host", "m").key()
    assert "sk-" not in str(refused.value)
