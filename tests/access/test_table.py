"""Every route, role and method, on both databases: the answer that table.csv says, and no route without a line.

R43, R44: what a role may not do is refused, and a record that is not theirs is answered as one that does not exist.
`python -m tools.access_table` proposes lines for new routes; read them against the roles before you keep them.
"""

import re
from pathlib import Path

from tests.access import asking, table
from tests.access.world import World
from tests.support.settings import KEYS, environment

MADE_UP = "A" * 22
_TOKEN = re.compile(r"[\w-]{43}")


def test_r43_every_answer_is_the_one_of_the_table(world: World, people: dict[str, asking.Asker]) -> None:
    wrong = []
    for line in table.read():
        where = asking.address(world, line.route.path, line.record)
        for who, expected in zip(asking.PEOPLE, line.expected, strict=True):
            answer = asking.in_short(people[who].ask(line.route.method, where))
            if answer != expected:
                wrong.append(
                    f"{line.route.method} {line.route.path} ({line.record}) as {who}: {answer}, not {expected}"
                )
    assert not wrong, "\n".join(wrong)


def test_r44_a_record_of_others_looks_like_none(world: World, people: dict[str, asking.Asker]) -> None:
    """The same status, the same page, whether the record belongs to somebody else or was never there."""
    told = []
    for line in table.read():
        if line.record != "foreign" or "<token>" in line.route.path or "?" in _address(world, line):
            continue
        where = asking.address(world, line.route.path, "foreign")
        absent = asking.address(_with_made_up(world), line.route.path, "foreign")
        refused = [who for who, got in zip(asking.PEOPLE, line.expected, strict=True) if got == "404"]
        for who in refused[:1]:  # how a page is refused is the same for all
            theirs, none = (people[who].ask(line.route.method, address) for address in (where, absent))
            if (theirs.status, _said(theirs.text, where)) != (none.status, _said(none.text, absent)):
                told.append(f"{line.route.method} {line.route.path} as {who}: {theirs.status}, {none.status}")
    assert not told, "\n".join(told)


def _said(text: str, where: str) -> str:
    """The page without what differs each time it is asked: its own address, its forms' tokens."""
    return _TOKEN.sub("", text.replace(where, "").replace(where.replace("/", "%2F"), ""))


def _address(world: World, line: table.Line) -> str:
    return asking.address(world, line.route.path, line.record)


def _with_made_up(world: World) -> World:
    nouns = {noun: {**records, "foreign": MADE_UP} for noun, records in world.nouns.items()}
    nouns["duplicates"]["foreign"] = f"{MADE_UP}/{MADE_UP}"
    return World(world.staff, world.settings, world.now, nouns)


def test_r43_every_route_stands_in_the_table_and_no_other(tmp_path: Path) -> None:
    from core.crypto import use_keys
    from core.settings import read_settings

    use_keys(KEYS)
    settings = read_settings(environment(f"sqlite:///{tmp_path}/none.db", tmp_path))
    lines = table.read()
    known, there = {line.route for line in lines}, set(asking.routes(settings))
    assert not there - known, (
        f"no line for {sorted(map(str, there - known))}: python -m tools.access_table proposes some"
    )
    assert not known - there, f"lines for routes that are gone: {sorted(map(str, known - there))}"
    assert len({line.key for line in lines}) == len(lines), "a line stands there twice"


def test_r44_every_route_with_a_record_has_a_line_for_anothers() -> None:
    lines = table.read()
    for record in ("own", "foreign"):
        having = {line.route for line in lines if line.record == record}
        assert not [line.route for line in lines if line.route.needs_record and line.route not in having], record
