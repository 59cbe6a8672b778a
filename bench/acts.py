"""The seven acts that are measured, each at Foyer and at the floor, with the limits they are held to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import SystemRandom
from secrets import token_hex

from bench.flows import OWNS_THE_LIST, Request, World
from bench.rows import CSR, MANAGER


@dataclass(frozen=True)
class Act:
    """One act; limits are times the floor, statements, and times its own cost at the smallest size."""

    name: str
    ours: Callable[[World, int], list[Request]]
    floor: Callable[[World, int], list[Request]]
    most_times: float | None = None
    most_statements: int | None = None
    most_growth: float | None = None


def _list(world: World, number: int) -> list[Request]:
    return [Request("GET", "/office/leads?view=mine", who=OWNS_THE_LIST)]


def _floor_list(world: World, number: int) -> list[Request]:
    owner = world.browsers[OWNS_THE_LIST].staff_id
    return [Request("GET", f"/leads?owner={owner}&status=open")]


def _page(world: World, number: int) -> list[Request]:
    return [Request("GET", f"/office/leads/{world.row('page', number).number}", who=OWNS_THE_LIST)]


def _floor_page(world: World, number: int) -> list[Request]:
    return [Request("GET", f"/lead/{world.row('page', number).id}")]


def _assign(world: World, number: int) -> list[Request]:
    lead, to = world.row("assign", number), _assignee(world)
    form = {
        "leads": f"{lead.number}:{lead.version}",
        "person": to.public_id,
        "team": "",
        "reason": "",
        "key": token_hex(8),
    }
    return [Request("POST", f"/office/leads/{lead.number}/assignment", form, MANAGER, 303)]


def _assignee(world: World):
    return next(row for row in world.known["staff"] if row.email == OWNS_THE_LIST)


def _floor_assign(world: World, number: int) -> list[Request]:
    form = {"owner": _assignee(world).id}
    return [Request("POST", f"/lead/{world.row('assign', number).id}/assign", form, status=303)]


def _convert(world: World, number: int) -> list[Request]:
    lead = world.row("convert", number)
    form = {"choice": "create", "version": lead.version, "key": token_hex(8)}
    return [Request("POST", f"/office/leads/{lead.number}/qualification", form, lead.email, 303)]


def _floor_convert(world: World, number: int) -> list[Request]:
    return [Request("POST", f"/lead/{world.row('convert', number).id}/convert", {}, status=303)]


def _name(world: World, number: int) -> list[Request]:
    return _search(world.row("fragment", number).word)


def _telephone(world: World, number: int) -> list[Request]:
    return _search(world.row("telephone", number).figures)


def _search(words: str) -> list[Request]:
    return [Request("POST", "/office/search", {"q": words}, CSR, 303), Request("GET", "…", who=CSR)]


def _floor_name(world: World, number: int) -> list[Request]:
    return [Request("GET", f"/search?name={world.row('fragment', number).word}")]


def _floor_telephone(world: World, number: int) -> list[Request]:
    return [Request("GET", f"/search?phone={world.row('telephone', number).figures}")]


def _somebody(number: int) -> dict[str, str]:
    """A person of their own: who are alike would be compared with all who came before in this run."""
    mark, chance = token_hex(4), SystemRandom()
    first, last = (_made_up(chance) for _ in range(2))
    born = date(1945, 1, 1) + timedelta(days=chance.randrange(22_000))
    return {
        "last_name": last, "first_name": first, "email": f"{first}.{mark}@example.org", "born": born.isoformat(),
        "phone": f"+4670{chance.randrange(10**7):07d}", "certificate": f"AB{int(mark, 16) % 10**7:07d}", "key": mark,
        "name": f"{first} {last}", "city": "Umeå",
    }  # fmt: skip


def _made_up(chance: SystemRandom) -> str:
    return "".join(chance.choice("bdfghjklmnprstv") + chance.choice("aeiou") for _ in range(4)).title()


def _register(world: World, number: int) -> list[Request]:
    form = _somebody(number)
    return [
        Request("POST", "/bench/check", form, status=303),
        Request("POST", "/bench/register", form, status=303),
    ]


def _floor_register(world: World, number: int) -> list[Request]:
    form = _somebody(number)
    asked = f"phone=%2B{form['phone'][1:]}&email={form['email']}&name={form['name'].replace(' ', '+')}"
    return [Request("GET", f"/check?{asked}"), Request("POST", "/register", form, status=303)]


ACTS = (
    Act("lead list", _list, _floor_list, 2.0, 6, 1.3),
    Act("lead page", _page, _floor_page, 6.0, 12, 1.3),
    Act("assignment", _assign, _floor_assign, 3.0, None, 1.3),
    Act("conversion", _convert, _floor_convert, 3.0, None, 1.3),
    Act("name search", _name, _floor_name),
    Act("phone search", _telephone, _floor_telephone),
    Act("registration with check", _register, _floor_register, 4.0, None, 1.3),
)
