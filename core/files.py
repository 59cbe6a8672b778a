"""Attached files: encrypted under random names, outside every web root, checked on reading (R51)."""

import contextlib
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.crypto import KEY_ID_LENGTH, Keyring
from core.errors import NotFound, Unavailable, Unreadable
from core.settings import folder_of

_PURPOSE = "file"
_NAME = re.compile(r"[0-9a-f]{32}")
_UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What the caller keeps beside its own row: nothing in the store tells whose file it is."""

    name: str
    checksum: str
    """SHA-256 of the content, in hex."""
    size: int
    """Bytes of the content, before encryption."""


class FileStore:
    """The files of FILES_URL (`file:<folder>`). One file is written once and never changed by its owner.

    Write the file first, then commit the row that names it: a crash in between leaves a file without a row, which a
    sweep finds by names() and deletes; never a row without its file (R64).
    """

    def __init__(self, url: str, keys: Keyring, *, held: bool = False) -> None:
        self.held = held
        """Whether what comes in waits for the scanner before anybody may have it (R52)."""
        self._folder = folder_of(url)
        self._keys = keys

    def put(self, content: bytes) -> StoredFile:
        """Stores the content under a new random name; on return it has reached the disk.

        Raises Unavailable when it cannot be written, say because the disk is full; nothing is left behind then.
        """
        name = secrets.token_hex(16)
        self._write(name, content)
        return StoredFile(name, hashlib.sha256(content).hexdigest(), len(content))

    def get(self, name: str, *, checksum: str) -> bytes:
        """The content. Raises NotFound when it is absent, Unreadable when it is not what was stored."""
        content = self._keys.unseal(_PURPOSE, self._read(name), bound_to=name)
        if not hmac.compare_digest(hashlib.sha256(content).hexdigest().encode(), checksum.encode()):
            raise Unreadable("file_changed", name=name)
        return content

    def delete(self, name: str) -> None:
        """Removes it; a file that is gone already is no error, so that a sweep may run twice."""
        self._path(name).unlink(missing_ok=True)

    def names(self, *, written_before: datetime | None = None) -> Iterator[str]:
        """Every stored name in order; with `written_before` only files old enough to have their row by now."""
        for folder in sorted(self._folder.glob("??")):
            for path in sorted(folder.iterdir()):
                if _NAME.fullmatch(path.name) and _older(path, written_before):
                    yield path.name

    def clear_unfinished(self, *, written_before: datetime) -> int:
        """Removes what a crash left half-written; returns how many. Younger ones may still be being written."""
        left = [path for path in self._folder.glob(f"??/*{_UNFINISHED}") if _older(path, written_before)]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def key_id(self, name: str) -> str:
        """The key a file is encrypted under, for the status of a rotation. Raises NotFound."""
        return self._read(name)[:KEY_ID_LENGTH].decode("ascii", "replace")

    def renew(self, name: str) -> bool:
        """Encrypts the file under the newest key; False when it is already. Safe beside readers."""
        if self.key_id(name) == self._keys.ids[0]:
            return False
        self._write(name, self._keys.unseal(_PURPOSE, self._read(name), bound_to=name))
        return True

    def _write(self, name: str, content: bytes) -> None:
        path = self._path(name)
        unfinished = path.with_name(f"{name}.{secrets.token_hex(4)}{_UNFINISHED}")
        sealed = self._keys.seal(_PURPOSE, content, bound_to=name)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_through(unfinished, sealed)
            unfinished.replace(path)
            _flush_folder(path.parent)
            _flush_folder(self._folder)
        except OSError as refused:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise Unavailable("files_unavailable") from refused

    def _read(self, name: str) -> bytes:
        try:
            with os.fdopen(os.open(self._path(name), os.O_RDONLY | os.O_NOFOLLOW), "rb") as stored:
                return stored.read()
        except FileNotFoundError as missing:
            raise NotFound("file_missing") from missing
        except OSError as refused:  # a link instead of a file, say
            raise Unreadable("file_changed", name=name) from refused

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise NotFound("file_missing")
        return self._folder / name[:2] / name


def _write_through(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _older(path: Path, moment: datetime | None) -> bool:
    if moment is None:
        return True
    try:
        return path.lstat().st_mtime < moment.timestamp()
    except FileNotFoundError:
        return False
