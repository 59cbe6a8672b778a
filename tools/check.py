"""`make check`: everything that can be said about the code without running the product."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MIGRATIONS = """\
import sys
from core.database.engine import make_engine
from core.database.migrate import matches_models, upgrade
engine = make_engine(sys.argv[1])
upgrade(engine)
fits = matches_models(engine)
engine.dispose()
sys.exit(None if fits else "The migrations do not make what the models say: run alembic revision --autogenerate.")
"""


def checks(folder: Path) -> dict[str, list[str]]:
    """Each check's name and command; `folder` is for what they leave behind."""
    return {
        "formatter": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
        "linter": [str(BIN / "ruff"), "check", "--quiet", "."],
        "types": [str(BIN / "mypy"), "--no-error-summary"],
        "import rules": [str(BIN / "lint-imports"), "--no-logo"],
        "templates": [str(BIN / "djlint"), "templates", "--lint", "--quiet"],
        "migrations": [sys.executable, "-c", MIGRATIONS, f"sqlite:///{folder / 'check.db'}"],
    }


def main() -> int:
    """Runs them all, shows the words of those that fail, and counts."""
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        for name, command in checks(Path(folder)).items():
            began = time.monotonic()
            done = subprocess.run(
                command, cwd=HOUSE, env=os.environ | {"PYTHONPATH": str(HOUSE)},
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
            )  # fmt: skip
            print(f"{'failed' if done.returncode else 'fine  '}  {name} ({time.monotonic() - began:.1f} s)", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout, flush=True)
    print(f"Not fine: {', '.join(failed)}." if failed else "All checks are fine.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
