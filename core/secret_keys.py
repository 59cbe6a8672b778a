"""SECRET_KEYS: read, judged, and in the demo made (R57)."""

import itertools
import os
import secrets
from contextlib import suppress
from pathlib import Path

from core.setting_values import refused

SHORTEST = 32
_EXAMPLE_WORDS = ("change", "example", "secret", "password", "placeholder", "insecure", "default", "development")


def secret_keys(name: str, text: str, *, examples_allowed: bool) -> tuple[str, ...]:
    """The keys, newest first, with commas between; outside the demo none that looks written by hand."""
    keys = tuple(key.strip() for key in text.split(","))
    if any(len(key) < SHORTEST for key in keys):
        raise refused(name, f"each key has at least {SHORTEST} characters; make one with `openssl rand -base64 48`.")
    if len(set(keys)) < len(keys):
        raise refused(name, "the same key stands there twice.")
    if not examples_allowed and any(_looks_like_an_example(key) for key in keys):
        raise refused(name, "a key looks like an example; make one with `openssl rand -base64 48`.")
    return keys


def made_once(file: Path) -> str:
    """The demo's key: made at the first start, readable by its owner only, found again ever after.

    The server and the worker may start together: whoever links the file first has made the key of both.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        unfinished = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as new:
            new.write(f"{secrets.token_urlsafe(48)}\n")
        with suppress(FileExistsError):
            file.hardlink_to(unfinished)
        unfinished.unlink()
    return file.read_text(encoding="ascii").strip()


def _looks_like_an_example(key: str) -> bool:
    few = len(set(key)) < 8
    repeated = key in (key + key)[1:-1]
    worded = any(word in key.lower() for word in _EXAMPLE_WORDS)
    return few or repeated or worded or _longest_run(key) >= 8


def _longest_run(key: str) -> int:
    longest = run = 1
    for before, after in itertools.pairwise(key):
        run = run + 1 if ord(after) - ord(before) == 1 else 1
        longest = max(longest, run)
    return longest
