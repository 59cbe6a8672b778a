"""Whoever acts for a customer: every route of the portal, by authority, with own and foreign records (IC-14, R44).

acting.csv says the answer for each level, and for one whose authority ended yesterday. What may be seen and posted is
the customer's, whose contact they are; a record of another customer is absent.
"""

import csv
from pathlib import Path

from tests.access import asking
from tests.access.asking import Route
from tests.access.world import ACTING, World

FILE = Path(__file__).with_name("acting.csv")
WHO = (*ACTING, "over")


def lines() -> list[tuple[Route, str, tuple[str, ...]]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(file) if row]
    assert tuple(rows[0]) == ("method", "route", "record", *WHO)
    return [(Route(method, path), record, tuple(expected)) for method, path, record, *expected in rows[1:]]


def test_every_answer_is_the_one_of_the_table(world: World) -> None:
    wrong = []
    for (route, record, expected), got in zip(lines(), answers(world, lines()), strict=True):
        wrong += [
            f"{route.method} {route.path} ({record}) as {who}: {mine}, not {said}"
            for who, mine, said in zip(WHO, got, expected, strict=True)
            if mine != said
        ]
    assert not wrong, "\n".join(wrong)


def test_every_route_that_asks_who_one_is_stands_in_the_table(world: World) -> None:
    known, there = {(route, record) for route, record, _expected in lines()}, wanted(world)
    assert not there - known, (
        f"no line in acting.csv for {sorted(map(str, there - known))}; tools.access_table has some"
    )
    assert not known - there, f"lines in acting.csv for what is gone: {sorted(map(str, known - there))}"


def test_nobody_acts_on_anothers_record_and_nobody_once_it_is_over() -> None:
    for route, record, expected in lines():
        if record in ("foreign", "mixed", "verified"):
            assert not set(expected[:4]) & {"200", "303", "409", "422"}, (route, record)
        if route.path != "/interest":
            assert expected[4] == "sign-in", route


def wanted(world: World) -> set[tuple[Route, str]]:
    """What the portal asks of who is signed in, with every kind of record there is; and showing interest."""
    found: set[tuple[Route, str]] = set()
    for route in asking.routes(world.settings):
        if route.path.startswith("/me") or route.path == "/interest":
            kinds = [kind for kind in ("own", "foreign", "verified", "mixed") if asking.stands(world, route.path, kind)]
            found |= {(route, kind) for kind in (kinds if route.needs_record else ["-"])}
    return found


def answers(world: World, asked: list[tuple[Route, str, tuple[str, ...]]]) -> list[tuple[str, ...]]:
    from wsgi import assemble

    application = assemble(world.settings)
    people = [asking.Asker(application, world, who) for who in WHO]
    places = [(route, asking.address(world, route.path, record)) for route, record, _expected in asked]
    return [tuple(asking.in_short(one.ask(route.method, where)) for one in people) for route, where in places]
