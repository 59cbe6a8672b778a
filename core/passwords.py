"""Passwords and security answers: only Argon2id hashes with a pepper are kept (R1-R4, R8).

A stored hash reads `<key id>$argon2id$…`, an answer's `<key id>.<version of its normalisation>$argon2id$…`: the pepper
is an HMAC key derived from the secret key of that id, so that a copy of the database alone gives nothing to try.
"""

import base64
import os
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from passlib.context import CryptContext

from core.blocklist import weakness
from core.crypto import keyring
from core.errors import Invalid, Unavailable, Unreadable
from core.normalise import ANSWER_VERSION, secret_answer
from core.secret_answers import LONGEST_ANSWER, check_answer, check_own_question

__all__ = [
    "HashSlots",
    "check_answer",
    "check_own_question",
    "check_strength",
    "hash_answer",
    "hash_password",
    "needs_rehash",
    "verify_answer",
    "verify_password",
]

SHORTEST_ALONE, SHORTEST_WITH_FACTOR = 15, 8
MOST_BYTES = 1024

_VERSION = str(ANSWER_VERSION)
_ARGON2ID = CryptContext(
    ["argon2", "pbkdf2_sha256"],
    deprecated="auto",
    argon2__type="ID",
    argon2__memory_cost=19456,
    argon2__time_cost=2,
    argon2__parallelism=1,
)
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$" + "A" * 22 + "$" + "A" * 43
"""As dear to verify as any other; no password gives a digest of zeros."""


class HashSlots:
    """Bounds memory and waiting (R3, R68): `at_once` hashes run, `waiting` more wait at most `patience` seconds."""

    def __init__(self, *, at_once: int, waiting: int, patience: float) -> None:
        self._running = threading.BoundedSemaphore(at_once)
        self._present = threading.BoundedSemaphore(at_once + waiting)
        self._patience = patience

    @contextmanager
    def one(self) -> Iterator[None]:
        """Holds a slot for the block. Raises Unavailable when too many wait, or when it takes too long."""
        if not self._present.acquire(blocking=False):
            raise Unavailable("too_busy")
        try:
            if not self._running.acquire(timeout=self._patience):
                raise Unavailable("too_busy")
            try:
                yield
            finally:
                self._running.release()
        finally:
            self._present.release()


_slots = HashSlots(at_once=max(2, os.cpu_count() or 2), waiting=16, patience=5.0)


def hash_password(text: str) -> str:
    """What is stored of a password. Check its strength first; raises Invalid above 1,024 bytes, Unavailable."""
    if _too_long(text):
        raise Invalid.one("password", "password_too_long", maximum=MOST_BYTES)
    return _hash("password", "", unicodedata.normalize("NFKC", text))


def verify_password(text: str, hashed: str | None) -> bool:
    """Whether it is the password. None, for a name nobody has, takes as long as a wrong password (R18).

    Raises Unavailable when too many hashes wait already.
    """
    if _too_long(text):
        return False
    return _verify("password", unicodedata.normalize("NFKC", text), hashed)


def needs_rehash(hashed: str) -> bool:
    """Whether the parameters, the pepper or the normalisation of a hash are no longer today's: hash anew (R3)."""
    prefix, _, rest = hashed.partition("$")
    key_id, _, version = prefix.partition(".")
    current = key_id == keyring().ids[0] and version in {"", _VERSION}
    return not current or _ARGON2ID.needs_update(f"${rest}")


def check_strength(text: str, *, context: Sequence[str], second_factor: bool = False) -> None:
    """Refuses a new password that is too short, too long or easy to guess (R1, R2, R4).

    `context` holds the person's names, e-mail, phones, birth date and certificate number, and the operator's name.
    Raises Invalid on field "password": password_too_short (minimum), password_too_long (maximum bytes), or a code of
    core.blocklist.weakness().
    """
    if _too_long(text):
        raise Invalid.one("password", "password_too_long", maximum=MOST_BYTES)
    minimum = SHORTEST_WITH_FACTOR if second_factor else SHORTEST_ALONE
    if len(unicodedata.normalize("NFKC", text)) < minimum:
        raise Invalid.one("password", "password_too_short", minimum=minimum)
    if code := weakness(text, context=context):
        raise Invalid.one("password", code)


def hash_answer(text: str) -> str:
    """What is stored of a security answer, after its one fixed normalisation (R8). Raises Invalid, Unavailable."""
    if _too_long(text):
        raise Invalid.one("answer", "answer_too_long", maximum=LONGEST_ANSWER)
    return _hash("answer", _VERSION, secret_answer(text))


def verify_answer(text: str, hashed: str | None) -> bool:
    """Whether it is the answer; None takes alike long. Count the try before you ask (R13)."""
    if _too_long(text):
        return False
    return _verify("answer", secret_answer(text), hashed)


def _hash(purpose: str, version: str, text: str) -> str:
    key_id = keyring().ids[0]
    prefix = f"{key_id}.{version}" if version else key_id
    with _slots.one():
        return prefix + _ARGON2ID.hash(_peppered(key_id, purpose, text))


def _verify(purpose: str, text: str, hashed: str | None) -> bool:
    prefix, _, rest = (hashed or "").partition("$")
    try:
        peppered = _peppered(prefix.partition(".")[0], purpose, text)
    except Unreadable:  # nobody's, or made with a key that is gone: as slow and as wrong as any other
        peppered, rest = "", _NOBODYS[1:]
    with _slots.one():
        return _ARGON2ID.verify(peppered, f"${rest}")


def _peppered(key_id: str, purpose: str, text: str) -> str:
    mac = keyring().mac_with(key_id, f"pepper of {purpose}", text.encode("utf-8", "surrogatepass"))
    return base64.b64encode(mac).decode()


def _too_long(text: str) -> bool:
    return len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES
