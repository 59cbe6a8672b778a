"""Encryption, keyed hashes and keys for each purpose, all derived from the operator's secret keys (R57, R58)."""

import base64
import functools
import hmac
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.errors import Unreadable

KEY_ID_LENGTH = 8
_NONCE_LENGTH = 12


class Keyring:
    """The secret keys of this installation, newest first.

    The newest encrypts, indexes and signs; every one of them decrypts and recognises, so keys can be changed while
    everything runs. `purpose` is a fixed word of ours, such as "certificate": no two purposes share a key.
    """

    def __init__(self, secret_keys: Sequence[str]) -> None:
        self._secrets = {_derive(key, "id").hex()[:KEY_ID_LENGTH]: key for key in secret_keys}
        if not self._secrets or len(self._secrets) < len(secret_keys):
            raise ValueError("at least one secret key, and none twice")
        self._derived = functools.cache(self._derive)
        self._cipher = functools.cache(self._make_cipher)

    @property
    def ids(self) -> tuple[str, ...]:
        """Public names of the keys, newest first; the newest's is part of everything made now."""
        return tuple(self._secrets)

    def keys_for(self, purpose: str) -> tuple[bytes, ...]:
        """32 bytes from each secret key, newest first, for libraries that sign by themselves."""
        return tuple(self._derived(key_id, "key", purpose) for key_id in self._secrets)

    def encrypt(self, purpose: str, plaintext: bytes, *, bound_to: str) -> str:
        """AES-GCM as text: `<key id>.<base64url>`, about 4/3 of the plaintext and 46 characters.

        It opens again only with the same purpose and `bound_to`, say the public id of the row: a value that was moved
        to another row is unreadable (R58).
        """
        sealed = self.seal(purpose, plaintext, bound_to=bound_to)
        return f"{sealed[:KEY_ID_LENGTH].decode()}.{_text(sealed[KEY_ID_LENGTH:])}"

    def decrypt(self, purpose: str, token: str, *, bound_to: str) -> bytes:
        """What was encrypted. Raises Unreadable when it was changed or moved, or its key is gone."""
        key_id, _, body = token.partition(".")
        try:
            sealed = key_id.encode("ascii") + base64.b64decode(
                body + "=" * (-len(body) % 4), altchars=b"-_", validate=True
            )
        except ValueError as broken:
            raise Unreadable("value_damaged", purpose=purpose) from broken
        return self.unseal(purpose, sealed, bound_to=bound_to)

    def seal(self, purpose: str, plaintext: bytes, *, bound_to: str) -> bytes:
        """encrypt() for files: key id, nonce and ciphertext as bytes, without the growth of base64."""
        key_id, nonce = self.ids[0], os.urandom(_NONCE_LENGTH)
        return key_id.encode() + nonce + self._cipher(key_id, purpose).encrypt(nonce, plaintext, bound_to.encode())

    def unseal(self, purpose: str, sealed: bytes, *, bound_to: str) -> bytes:
        """What was sealed. Raises Unreadable as decrypt() does."""
        key_id = sealed[:KEY_ID_LENGTH].decode("ascii", "replace")
        if key_id not in self._secrets:
            raise Unreadable("key_unknown", purpose=purpose)
        nonce, ciphertext = sealed[KEY_ID_LENGTH:][:_NONCE_LENGTH], sealed[KEY_ID_LENGTH + _NONCE_LENGTH :]
        try:
            return self._cipher(key_id, purpose).decrypt(nonce, ciphertext, bound_to.encode())
        except (InvalidTag, ValueError) as changed:
            raise Unreadable("value_damaged", purpose=purpose) from changed

    def blind_index(self, purpose: str, text: str) -> str:
        """Keyed hash to find an encrypted value by: `<key id>.<43 characters>`, 52 in all.

        Made with the newest key; the caller normalises `text` first.
        """
        return self._index(self.ids[0], purpose, text)

    def blind_indexes(self, purpose: str, text: str) -> list[str]:
        """The index under every key, newest first: search for any of them while keys are being changed."""
        return [self._index(key_id, purpose, text) for key_id in self._secrets]

    def mac(self, purpose: str, message: bytes) -> bytes:
        """HMAC-SHA-256 under the newest key, 32 bytes; check it with is_mac()."""
        return self.mac_with(self.ids[0], purpose, message)

    def mac_with(self, key_id: str, purpose: str, message: bytes) -> bytes:
        """mac() under one named key. Raises Unreadable when that key is gone."""
        if key_id not in self._secrets:
            raise Unreadable("key_unknown", purpose=purpose)
        return hmac.digest(self._derived(key_id, "mac", purpose), message, "sha256")

    def is_mac(self, purpose: str, message: bytes, mac: bytes) -> bool:
        """Whether `mac` was made of `message` under any of the keys; takes alike long either way."""
        matches = [hmac.compare_digest(self.mac_with(key_id, purpose, message), mac) for key_id in self._secrets]
        return any(matches)

    def is_current(self, made: str) -> bool:
        """Whether a token or index was made with the newest key; others are to be made again after a rotation."""
        return made.startswith(f"{self.ids[0]}.")

    def _index(self, key_id: str, purpose: str, text: str) -> str:
        digest = hmac.digest(self._derived(key_id, "index", purpose), text.encode("utf-8", "surrogatepass"), "sha256")
        return f"{key_id}.{_text(digest)}"

    def _make_cipher(self, key_id: str, purpose: str) -> AESGCM:
        return AESGCM(self._derived(key_id, "encrypt", purpose))

    def _derive(self, key_id: str, use: str, purpose: str) -> bytes:
        return _derive(self._secrets[key_id], f"{use}:{purpose}")


def _derive(secret: str, what_for: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"foyer 1 {what_for}".encode())
    return kdf.derive(secret.encode())


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


_in_use: list[Keyring] = []


def use_keys(secret_keys: Sequence[str]) -> Keyring:
    """Chooses the keys of this process, newest first; said once at start."""
    _in_use[:] = [Keyring(secret_keys)]
    return _in_use[0]


def keyring() -> Keyring:
    """The keys of this process. Raises RuntimeError before use_keys()."""
    if not _in_use:
        raise RuntimeError("use_keys() has not been called")
    return _in_use[0]
