"""Tokens: one proves that a change came from a page of ours, one opens the door from outside."""

from __future__ import annotations

import hashlib
import hmac
import secrets

NONCE = 12
"""Bytes of each page's own part of a form token."""


class FormTokens:
    """Makes and checks the tokens that forms carry; needs no memory beyond one secret.

    Every token differs, so that a compressed page never holds the same secret twice.

    Examples
    --------
    >>> tokens = FormTokens()
    >>> tokens.valid(tokens.new()), tokens.valid("x"), FormTokens().valid(tokens.new())
    (True, False, False)
    """

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def new(self) -> str:
        """A fresh token."""
        nonce = secrets.token_hex(NONCE)
        return f"{nonce}.{self._sign(nonce)}"

    def valid(self, token: str | None) -> bool:
        """Whether this process made the token."""
        nonce, _, sign = (token or "").partition(".")
        return hmac.compare_digest(sign.encode(), self._sign(nonce).encode())

    def _sign(self, nonce: str) -> str:
        return hmac.new(self._secret, nonce.encode(), hashlib.sha256).hexdigest()


class Door:
    """The access token of a workbench that is reached from other machines.

    Parameters
    ----------
    token : str
        What a visitor must know. A browser keeps a digest of it in a cookie that scripts cannot
        read; programs send `Authorization: Bearer TOKEN`.

    Examples
    --------
    >>> door = Door("correct horse battery staple")
    >>> door.opens(cookie=door.cookie), door.opens(bearer="correct horse"), door.opens()
    (True, False, False)
    """

    def __init__(self, token: str) -> None:
        self._token = token.encode()
        key = secrets.token_bytes(32)
        self.cookie = hmac.new(key, self._token, hashlib.sha256).hexdigest()

    def knows(self, token: str) -> bool:
        """Whether this is the token, told in constant time."""
        one, two = (hashlib.sha256(x).digest() for x in (token.encode(), self._token))
        return hmac.compare_digest(one, two)

    def opens(self, *, cookie: str | None = None, bearer: str | None = None) -> bool:
        """Whether a request with this cookie or bearer token may pass."""
        if cookie and hmac.compare_digest(cookie.encode(), self.cookie.encode()):
            return True
        return bool(bearer) and self.knows(str(bearer))
