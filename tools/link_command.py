"""Puts the `foyer` command into the environment that runs this file."""

import stat
import sys
import sysconfig
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
SCRIPT = """\
#!{python}
import sys
from cli import foyer
if __name__ == "__main__":
    sys.exit(foyer(prog_name="foyer"))
"""


def link_command() -> Path:
    """Write `foyer` beside the interpreter and put the house on its path."""
    Path(sysconfig.get_path("purelib"), "foyer.pth").write_text(f"{HOUSE}\n")
    command = Path(sys.executable).parent / "foyer"
    command.write_text(SCRIPT.format(python=sys.executable))
    command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return command


if __name__ == "__main__":
    link_command()
