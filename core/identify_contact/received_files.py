"""Taking a file in: read up to its limit, looked at in a process of its own, stored; no database yet (R49-R51, R64)."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from core.errors import Invalid, Unavailable
from core.files import FileStore, StoredFile
from core.identify_contact import file_inspection, limits
from core.normalise import clean

SECONDS = 30
_AT_ONCE = threading.BoundedSemaphore(2)
_EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that may be kept: stored already, with no row yet."""

    name: str
    media_type: str
    stored: StoredFile


def receive_file(store: FileStore, stream: BinaryIO, *, name: str) -> ReceivedFile:
    """Takes in one file; call it before the transaction that adds the document, since looking at it takes a while.

    Raises Invalid on field 'file': file_missing, file_too_large, file_type_not_allowed, file_is_heic,
    file_extension_differs, file_unreadable, picture_too_large, pdf_too_long, pdf_locked; Unavailable when too many
    files arrive at once or the disk is full.
    """
    content = stream.read(limits.FILE_BYTES + 1)
    if not content:
        raise Invalid.one("file", "file_missing")
    if len(content) > limits.FILE_BYTES:
        raise Invalid.one("file", "file_too_large", most=limits.FILE_BYTES)
    shown = shown_name(name)
    told, picture = _inspect(content, extension=PurePosixPath(shown).suffix.lower().lstrip("."))
    if code := told.pop("refused", None):
        raise Invalid.one("file", str(code), **told)
    media_type = str(told["media_type"])
    stem = PurePosixPath(shown).stem
    return ReceivedFile(f"{stem}.{_EXTENSIONS[media_type]}", media_type, store.put(picture or content))


def shown_name(typed: str) -> str:
    """The name a page may show: without folders, control characters and turned writing, at most 120 characters."""
    try:
        last = clean(typed.replace("\\", "/").rsplit("/", 1)[-1])
    except Invalid:
        last = ""
    stem, dot, extension = last.rpartition(".")
    stem = stem.lstrip(".").strip()[: limits.FILE_NAME - 8] or "file"
    return f"{stem}{dot}{extension[:7]}" if dot else stem


def _inspect(content: bytes, *, extension: str) -> tuple[dict[str, Any], bytes]:
    bounds = [str(limit) for limit in (limits.PIXELS, limits.PDF_PAGES, limits.FILE_BYTES)]
    script = str(Path(file_inspection.__file__))
    with _a_place():
        try:
            done = subprocess.run(  # noqa: S603 -- our own script, no shell, no word of a person in it but a suffix
                [sys.executable, "-I", script, extension[:7], *bounds],
                input=content, capture_output=True, timeout=SECONDS, env={}, check=False, cwd="/",
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return {"refused": "file_unreadable"}, b""
    if done.returncode != 0:
        return {"refused": "file_unreadable"}, b""
    told, _, picture = done.stdout.partition(b"\n")
    return json.loads(told), picture


@contextmanager
def _a_place() -> Iterator[None]:
    if not _AT_ONCE.acquire(timeout=SECONDS):
        raise Unavailable("too_busy")
    try:
        yield
    finally:
        _AT_ONCE.release()
