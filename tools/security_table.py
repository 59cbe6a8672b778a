"""Writes the table of docs/security.md: each requirement of the base with the tests that carry its number.

python -m tools.security_table            rewrites the table
python -m tools.security_table --check    exits 1 when it is not up to date
"""

import re
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
PAGE = HOUSE / "docs" / "security.md"
BEGIN = "<!-- from here: python -m tools.security_table -->"
NUMBERS = re.compile(r"_(r\d+)(?=_)")
TEST = re.compile(r"^(?:async )?def (test\w*)\(", re.MULTILINE)


def main() -> int:
    """Rewrites or checks; returns the exit code."""
    before = PAGE.read_text(encoding="utf-8")
    head = before.partition(BEGIN)[0]
    after = f"{head}{BEGIN}\n\n{table(head)}\n"
    if "--check" in sys.argv:
        return int(after != before)
    PAGE.write_text(after, encoding="utf-8")
    return 0


def table(head: str) -> str:
    """Requirement, and the tests named after it, by file; the list of requirements stands in the page itself."""
    wanted = dict(re.findall(r"^- (R\d+): (.+)$", head, re.MULTILINE))
    found = tests()
    rows = ["| | holds because of |", "|---|---|"]
    for number in wanted:
        named = found.get(number, {})
        told = "; ".join(f"`{file}` {count}" for file, count in sorted(named.items()))
        rows.append(f"| {number} | {told or '**no test yet**'} |")
    return "\n".join(rows)


def tests() -> dict[str, dict[str, int]]:
    """Number of tests by requirement and file."""
    found: dict[str, dict[str, int]] = {}
    for file in sorted((HOUSE / "tests").rglob("test_*.py")):
        for name in TEST.findall(file.read_text(encoding="utf-8")):
            for number in NUMBERS.findall(name):
                by_file = found.setdefault(f"R{int(number[1:])}", {})
                where = str(file.relative_to(HOUSE / "tests")).removesuffix(".py")
                by_file[where] = by_file.get(where, 0) + 1
    return found


if __name__ == "__main__":
    sys.exit(main())
