"""Writes migrations/versions/0001_foundation.py anew from the models; allowed until the first issue closes."""

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from core.database.engine import make_engine
from core.database.migrate import ROOT, configuration

SEED = """
    from core.reference_content.seeding import seed

    seed(op.get_bind())
"""


def squash() -> Path:
    """The one migration that makes every table, with the reference lists in it."""
    versions = ROOT / "migrations" / "versions"
    versions.mkdir(exist_ok=True)
    for old in versions.glob("0001_*.py"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/empty.db")
        config = configuration(engine)
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        command.revision(config, message="foundation", autogenerate=True, rev_id="0001")
        engine.dispose()
    written = versions / "0001_foundation.py"
    text = written.read_text()
    up, down = text.split("def downgrade()")
    up = up.rstrip() + "\n" + SEED + "\n\n"
    down = down.replace("    restore(op.get_bind())\n", "    drop(op.get_bind())\n")
    text = up + "def downgrade()" + down
    text = text.replace("import restore", "import drop, restore")
    written.write_text(text)
    for act in (["check", "--select", "I", "--fix"], ["format"]):
        subprocess.run([str(Path(sys.executable).parent / "ruff"), *act, "--quiet", str(written)], check=True)
    return written


if __name__ == "__main__":
    print(squash())
