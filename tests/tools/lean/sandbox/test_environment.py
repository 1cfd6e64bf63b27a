"""Which variables Lean is not shown."""

from __future__ import annotations

import pytest

from tools.lean.sandbox import without_secrets


@pytest.mark.parametrize(
    "name",
    [
        "OPENAI_API_KEY", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "HF_TOKEN",
        "DB_PASSWORD", "MYSQL_PWD", "SSH_AUTH_SOCK", "BURNISH_MODEL_KEY", "token", "Npm_Auth",
        "GOOGLE_APPLICATION_CREDENTIALS", "SESSION_COOKIE", "TOKEN2", "MYAPIKEY", "PGPASSWORD",
    ],
)  # fmt: skip
def test_secrets_are_dropped(name: str) -> None:
    assert without_secrets({name: "x"}) == {}


@pytest.mark.parametrize(
    "name",
    [
        "PATH", "HOME", "PWD", "OLDPWD", "LEAN_PATH", "LEAN_SYSROOT", "LAKE", "LANG", "TMPDIR",
        "LD_LIBRARY_PATH", "KEYBOARD", "MONKEY", "AUTHOR", "COMPASS", "PATTERN", "XDG_SESSION_ID",
    ],
)  # fmt: skip
def test_others_are_kept(name: str) -> None:
    assert without_secrets({name: "/x:/y"}) == {name: "/x:/y"}


def test_an_address_with_an_account_is_a_secret() -> None:
    variables = {"INDEX": "https://me:word@host/simple", "HOST": "https://host/a@b"}
    assert without_secrets(variables) == {"HOST": "https://host/a@b"}
