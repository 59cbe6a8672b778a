"""The first rows of a file, to show what each column holds while it is named; encrypted, gone when it is done."""

from __future__ import annotations

import json
from itertools import islice

from core.crypto import keyring
from core.identify_contact.bulk_import.reading import Writing, rows_of
from core.model import ImportRun

MOST = 3
LONGEST = 40
_PURPOSE = "import samples"


def samples_of(content: bytes, writing: Writing) -> list[list[str]]:
    """Some rows, each cell cut where it gets long."""
    return [[cell[:LONGEST] for cell in cells] for _, cells in islice(rows_of(content, writing), MOST)]


def seal_samples(rows: list[list[str]]) -> str:
    """As they are kept."""
    return keyring().encrypt(_PURPOSE, json.dumps(rows).encode("utf-8", "surrogatepass"), bound_to=_PURPOSE)


def samples(run: ImportRun) -> list[list[str]]:
    """What each column holds, by its place; empty once the import is done."""
    sealed = run.options.get("samples")
    if not sealed:
        return [[] for _ in run.options["heading"]]
    rows = json.loads(keyring().decrypt(_PURPOSE, sealed, bound_to=_PURPOSE).decode("utf-8", "surrogatepass"))
    return [
        [row[place] for row in rows if place < len(row) and row[place]] for place in range(len(run.options["heading"]))
    ]
