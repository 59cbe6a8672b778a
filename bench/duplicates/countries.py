"""The countries people come from: names as often as they are borne, women's and men's, and where people live."""

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from bench.duplicates.record import lines, sections
from jobs.synthesis.names import Country, countries

PATRONYMICS = {
    "RU": "Александров Сергеев Дмитриев Алексеев Андреев Иванов Михайлов Владимиров Николаев Викторов",
    "UA": "Олександр Сергій Дмитр Олексій Андрій Іван Михайл Володимир Микола Віктор",
}
ENDINGS = {"RU": ("ич", "на"), "UA": ("ович", "івна")}
WOMENS_FAMILY_NAMES = {
    "RU": (("ский", "ская"), ("ов", "ова"), ("ев", "ева"), ("ёв", "ёва"), ("ин", "ина")),
    "UA": (("ський", "ська"), ("цький", "цька")),
    "PL": (("ski", "ska"), ("cki", "cka")),
    "GR": (("όπουλος", "οπούλου"), ("ης", "η"), ("ας", "α"), ("ος", "ου")),
}


@cache
def all_countries() -> tuple[Country, ...]:
    """Those of the product's synthesis and the four of our own table."""
    own: list[Country] = []
    for line in lines("countries"):
        kind, _, rest = line.partition(" ")
        names = [name.replace("_", " ") for name in rest.split() if name != "×"]
        if kind == "tail":
            starts, _, ends = rest.partition(" × ")
            own[-1].tail = (starts.split(), ends.split())
        elif kind in {"last", "first"}:
            setattr(own[-1], kind, names)
        else:
            code, share, language, currency, zone, phone = (part.strip() for part in line.split("|"))
            own.append(Country(code, int(share), language, currency, zone, phone))
    for country in own:
        country.weigh()
    return (*countries(), *own)


@cache
def _shares() -> list[int]:
    return list(accumulate(country.share for country in all_countries()))


def draw_country(chance: Random) -> Country:
    """One, as often as its people are among the customers."""
    return chance.choices(all_countries(), cum_weights=_shares())[0]


@cache
def _women(code: str) -> frozenset[str]:
    return frozenset(next((line.split()[1:] for line in lines("women") if line.startswith(code)), ()))


def given_name(country: Country, gender: str, chance: Random) -> str:
    """A given name that is borne by this gender there."""
    wanted = gender == "female"
    while True:
        _, first = country.person(chance)
        if (first in _women(country.code)) is wanted:
            return first


def patronymic(code: str, gender: str, chance: Random) -> str:
    """From a father's name: 'Иванович', 'Іванівна'."""
    stem = chance.choice(PATRONYMICS[code].split())
    ending = ENDINGS[code][gender == "female"]
    if code == "UA" and stem.endswith("ій"):
        return stem.removesuffix("й") + {"ович": "йович", "івна": "ївна"}[ending]
    return stem + ending


def family_name(last: str, code: str, gender: str) -> str:
    """The form a woman bears where there is one: 'Иванова', 'Kowalska', 'Παπαδοπούλου'."""
    if gender == "female":
        for ending, other in WOMENS_FAMILY_NAMES.get(code, ()):
            if last.endswith(ending):
                return last.removesuffix(ending) + other
    return last


@dataclass(frozen=True)
class Land:
    """What addresses and landlines of a country are made of; a city stands with its other names."""

    cities: tuple[tuple[str, ...], ...]
    postal: str
    streets: tuple[str, ...]
    landline: str


@cache
def land(code: str) -> Land:
    """The country's part of the table of places."""
    found = {}
    for heading, line in sections("places"):
        if heading == code:
            kind, _, rest = line.partition(" ")
            found[kind] = rest
    cities = tuple(tuple(city.split(" = ")) for city in found["city"].split(" | "))
    return Land(cities, found["postal"], tuple(found["street"].split(" | ")), found["landline"])
