"""The variables that Lean gets: the user's, but no secrets."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORD = re.compile(
    r"(?:^|_)(?:API_?)?(?:KEYS?|TOKENS?|SECRETS?|PASS|PASSWORDS?|PASSWD|PASSPHRASE|PWD|CREDENTIALS?"
    r"|CREDS?|AUTH|COOKIES?|PAT|PSK|SALT|SIGNATURE|DSN)(?:_|\d|$)"
    r"|(?:APIKEY|AUTHTOKEN|ACCESSKEY|SECRETKEY|PRIVATEKEY)",
    re.IGNORECASE,
)
_FOLDERS = frozenset({"PWD", "OLDPWD"})
_ACCOUNT_IN_ADDRESS = re.compile(r"://[^/\s@]+@")


def without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """All variables but those that look like secrets.

    That is: a word of the name (between underscores) is one such as KEY, TOKEN, SECRET, PASSWORD,
    CREDENTIALS or AUTH, or the value holds an address with an account in it (`scheme://name@host`).
    """
    return {
        name: value
        for name, value in environment.items()
        if (name in _FOLDERS or _WORD.search(name) is None)
        and _ACCOUNT_IN_ADDRESS.search(value) is None
    }
