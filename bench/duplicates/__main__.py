"""`python -m bench.duplicates`: writes the labelled people, or judges somebody's scored pairs on them.

python -m bench.duplicates write people.csv [--part tuning] [--size 20000]
python -m bench.duplicates judge people.csv pairs.csv --name splink [--out bench/duplicates/results/splink.json]
"""

import argparse
import json
import sys
from pathlib import Path

from bench.duplicates.labelled import SIZE, load, write
from bench.duplicates.report import judged, told
from bench.duplicates.scoring import read_pairs

PARTS = ("tuning", "held_out")


def arguments() -> argparse.Namespace:
    """What was asked for."""
    asked = argparse.ArgumentParser(prog="python -m bench.duplicates", description=__doc__.splitlines()[0])
    acts = asked.add_subparsers(dest="act", required=True)
    writing = acts.add_parser("write", help="write the labelled people as CSV")
    writing.add_argument("people", type=Path)
    writing.add_argument("--part", choices=PARTS, default="")
    writing.add_argument("--size", type=int, default=SIZE)
    judging = acts.add_parser("judge", help="judge scored pairs (left,right,score) of both parts")
    judging.add_argument("people", type=Path)
    judging.add_argument("pairs", type=Path)
    judging.add_argument("--name", required=True)
    judging.add_argument("--out", type=Path, help="keep all figures as JSON")
    return asked.parse_args()


def main() -> int:
    """Does it; 0 when it could be done."""
    asked = arguments()
    if asked.act == "write":
        write(asked.people, size=asked.size, part=asked.part)
        return 0
    rows = {part: load(asked.people, part=part) for part in PARTS}
    said = judged({part: read_pairs(asked.pairs, rows[part]) for part in PARTS}, rows)
    print(told(asked.name, said))
    if asked.out:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(json.dumps({"name": asked.name, **said}, indent=1, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
