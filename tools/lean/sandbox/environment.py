"""The variables that Lean gets: the user's, but no secrets."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SECRET = re.compile(
    r"PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|COOKIE|APIKEY"
    r"|(?:^|_)(?:KEYS?|PASS|PWD|AUTH|PAT)(?:_|$)",
    re.IGNORECASE,
)
_FOLDERS = frozenset({"PWD", "OLDPWD"})
_ACCOUNT_IN_ADDRESS = re.compile(r"://[^/\s@]+@")


def without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """All variables but those that look like secrets.

    That is: its name contains PASSWORD, PASSWD, PASSPHRASE, SECRET, TOKEN, CREDENTIAL, COOKIE or
    APIKEY, or has a word (between underscores) KEY, PASS, PWD, AUTH or PAT, in any case; or its
    value holds an address with an account in it (`scheme://name@host`).
    """
    return {
        name: value
        for name, value in environment.items()
        if (name in _FOLDERS or _SECRET.search(name) is None)
        and _ACCOUNT_IN_ADDRESS.search(value) is None
    }
