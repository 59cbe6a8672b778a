"""What a person meets at the first `make` on a machine where something is missing."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.ground import HOUSE


def sh(script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs one of the scripts behind the Makefile."""
    return subprocess.run(
        ["/bin/sh", HOUSE / "tools" / script, *arguments],
        env={"PATH": "/usr/bin:/bin"} | environment,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip


def fake_python(folder: Path, *, refuses: str) -> str:
    """A Python that fails when its program speaks of something."""
    fake = folder / "python3"
    fake.write_text(f'#!/bin/sh\ncase "$*" in *{refuses}*) exit 1;; -V) echo Python 3.9.2;; esac\nexit 0\n')
    fake.chmod(0o755)
    return str(fake)


@pytest.mark.parametrize(
    ("refuses", "said"), [("version_info", "3.11 or newer"), ("ensurepip", "apt-get install python3-venv")]
)
def test_a_lacking_python_is_named_with_its_remedy(tmp_path: Path, refuses: str, said: str):
    done = sh("make_venv.sh", str(tmp_path / "venv"), PYTHON=fake_python(tmp_path, refuses=refuses))
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_no_python_at_all_is_named_with_its_remedy(tmp_path: Path):
    done = sh("make_venv.sh", str(tmp_path / "venv"), PYTHON="python-that-is-not-there")
    assert done.returncode == 1
    assert "apt-get install python3" in done.stderr


def test_a_browser_that_is_there_is_not_installed_again(tmp_path: Path):
    (tmp_path / "chromium").write_text("#!/bin/sh\n")
    (tmp_path / "chromium").chmod(0o755)
    done = sh("need_browser.sh", PATH=f"{tmp_path}:/usr/bin:/bin")
    assert (done.returncode, done.stdout) == (0, "")


def test_make_alone_lists_what_can_be_typed():
    done = subprocess.run(["make"], cwd=HOUSE, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert all(command in done.stdout for command in ("make run", "make test", "make check", "make bench"))


def test_without_the_demo_nothing_says_that_it_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from core.settings import read_settings
    from tools import run

    monkeypatch.setattr(run, "KEYS", tmp_path / "secret_keys")
    monkeypatch.setattr(os, "environ", {"PORT": "8123"})
    assert not read_settings(run.environment(empty=True)).demo
    assert read_settings(run.environment(empty=False) | {"FOYER_SECRET_KEYS": "x" * 40}).demo
