"""What is installed is locked by hash, and no file tells where from."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.laws.house import text_of, tracked
from tests.support.ground import HOUSE

LOCKS = ("requirements.txt", "requirements-dev.txt")
ADDRESSES = ("://", "--index-url", "--extra-index-url", "--find-links", "--trusted-host", "-f ", "-i ")
PLACES = re.compile(
    r"(?<![\w/.])/(?:work|root|home|farm|Users|opt)/[\w./-]+|--(?:extra-)?index-url|\"resolved\":|"
    r"\b(?:files\.pythonhosted|registry\.npmjs|pypi)\.org\b|\bdeb\.debian\.org\b"
)
PIN = r"^([\w.-]+)(?:\[.*?\])?==([^ ;\\]+)"
SEES_PLACES = {Path("tests/laws/test_locks.py")}
VENDOR = Path("web/static/vendor/vendor.lock.json")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_registry(name: str):
    assert not [address for address in ADDRESSES if address in text_of(Path(name))]


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_by_hash(name: str):
    blocks = re.split(r"\n(?=[a-zA-Z])", text_of(Path(name)).strip())
    assert not [block.split("\n")[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block]


def test_tests_run_with_what_is_delivered():
    delivered, tested = (dict(re.findall(PIN, text_of(Path(name)), re.MULTILINE)) for name in LOCKS)
    assert delivered.items() <= tested.items()


def test_what_is_wanted_is_locked():
    for wanted, lock in (("requirements.in", LOCKS[0]), ("requirements-dev.in", LOCKS[1])):
        names = re.findall(r"^([A-Za-z][\w.-]*)", text_of(Path(wanted)), re.MULTILINE)
        pinned = {name.lower() for name, _version in re.findall(PIN, text_of(Path(lock)), re.MULTILINE)}
        assert not {name.lower() for name in names} - pinned


def test_the_lock_of_web_packages_names_no_registry():
    for file in tracked():
        if file.name == "package-lock.json":
            assert '"resolved"' not in text_of(file)


def test_vendored_files_are_those_that_were_looked_at():
    assert "://" not in text_of(VENDOR)
    kept = {name: digest for package in json.loads(text_of(VENDOR)) for name, digest in package["sha256"].items()}
    there = {str(file) for file in tracked() if "vendor" in file.parts and file.parts[0] != "tools" and file != VENDOR}
    assert there <= set(kept), "a file that no package of the lock brought"
    changed = [
        name for name, digest in kept.items() if hashlib.sha256((HOUSE / name).read_bytes()).hexdigest() != digest
    ]
    assert not changed


def test_no_file_tells_of_a_machine_or_a_registry():
    readable = [file for file in tracked() if file.suffix not in {".woff2", ".png", ".jpg", ".ico", ".pdf", ".webp"}]
    found = {
        str(file): PLACES.findall(text_of(file))
        for file in readable
        if file not in SEES_PLACES and "vendor" not in file.parts
    }
    assert not {name: places for name, places in found.items() if places}
