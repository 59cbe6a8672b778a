"""Proposes lines that tests/access/table.csv and acting.csv lack: what everybody gets today, to be judged first.

python -m tools.access_table          the missing lines
python -m tools.access_table --all    every line, as answered now
"""

import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import Any


def main() -> None:
    """Prints the proposals; writes nothing."""
    os.environ.pop("FOYER_DATABASE_URL", None)
    from tests.support import databases, ground

    laid = ground.lay()
    try:
        with tempfile.TemporaryDirectory() as folder:
            print(_proposals(databases.fresh_copy("sqlite").url, Path(folder), everything="--all" in sys.argv))
    finally:
        ground.clear(laid)


def _proposals(url: str, folder: Path, *, everything: bool) -> str:
    from core.crypto import use_keys
    from core.database.transaction import use_database
    from core.settings import read_settings
    from tests.access import asking, table
    from tests.access.world import build
    from tests.support.settings import KEYS, environment
    from wsgi import assemble

    logging.disable(logging.CRITICAL)
    settings = read_settings(environment(url, folder))
    use_keys(KEYS)
    use_database(settings)
    world, application = build(settings), assemble(settings)
    people = {who: asking.Asker(application, world, who) for who in asking.PEOPLE}
    known = set() if everything else {line.key for line in table.read()}
    proposed = table.written(_line(people, world, route, record) for route, record in _wanted(settings, world)
                             if (route, record) not in known)  # fmt: skip
    return proposed + "\n\n" + _of_acting(world, everything=everything)


def _of_acting(world: Any, *, everything: bool) -> str:
    """The same of whoever acts for a customer."""
    from tests.access import test_acting as acting

    known = set() if everything else {(route, record) for route, record, _expected in acting.lines()}
    asked = sorted(acting.wanted(world) - known, key=lambda one: (one[0].path, one[0].method, one[1]))
    given = acting.answers(world, [(route, record, ()) for route, record in asked])
    rows = [(route.method, route.path, record, *got) for (route, record), got in zip(asked, given, strict=True)]
    return "\n".join(", ".join(row) for row in rows)


def _wanted(settings: Any, world: Any) -> list[Any]:
    from tests.access import asking

    found = []
    for route in sorted(asking.routes(settings), key=lambda one: (one.path, one.method)):
        records = _records(world, route) if route.needs_record else []
        records += ["-"] * ("<" not in route.path and not route.path.startswith("/register/"))
        records = records or ["-"]
        found += [(route, record) for record in records]
    return found


def _records(world: Any, route: Any) -> list[str]:
    """Every kind of record that the world has for each place of the address; one's own and another's always."""
    from tests.access import asking

    kinds = ["own", "verified", "unassigned", "foreign", "mixed"]
    if route.path.endswith(("/leads/<number>", "/claim", "/assignment", "/posts")):
        kinds[2:2] = ["queue", "entered"]
    return [kind for kind in kinds if asking.stands(world, route.path, kind) or kind in ("own", "foreign")]


def _line(people: Any, world: Any, route: Any, record: str) -> Any:
    from tests.access import asking, table

    where = asking.address(world, route.path, record)
    answers = tuple(asking.in_short(person.ask(route.method, where)) for person in people.values())
    return table.Line(route, record, answers)


if __name__ == "__main__":
    main()
