"""Random references: links, codes, public ids. Only hashes of them are stored."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterator

_PUBLIC = 16
"""Bytes of a public id."""


def new_token() -> str:
    """A secret for a link or a cookie: 256 random bits, safe in an address (R19, R28). Store its token_hash()."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token: SHA-256 in hex, 64 characters.

    Enough for 128 random bits and more; a six-digit code needs a keyed hash (core.crypto), since it can be tried out.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_code() -> str:
    """Six digits to be read from a message and typed; leading zeros count."""
    return f"{secrets.randbelow(1_000_000):06d}"


def public_id() -> str:
    """What stands in addresses instead of a key: 128 random bits, 22 characters (R48)."""
    return secrets.token_urlsafe(_PUBLIC)


def public_ids(count: int) -> Iterator[str]:
    """So many public_id(), with one call to the source of random bits."""
    bits = secrets.token_bytes(_PUBLIC * count)
    for place in range(0, len(bits), _PUBLIC):
        yield urlsafe_b64encode(bits[place : place + _PUBLIC]).decode().rstrip("=")


def same(left: str, right: str) -> bool:
    """Whether two secrets are equal, compared as bytes and in a time that tells nothing (R39)."""
    return hmac.compare_digest(left.encode("utf-8", "surrogatepass"), right.encode("utf-8", "surrogatepass"))
