"""Who belongs together: households, twins, father and son of one name, namesakes, colleagues; and those alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from bench.duplicates import belongings as own
from bench.duplicates.belongings import Taken
from bench.duplicates.countries import draw_country
from bench.duplicates.people import Address, Names, Person, draw_names, spelled
from jobs.synthesis.names import Country

AT_HOME = 0.82
ABROAD = ("SE", "GB", "DE", "SA", "FR", "ES")
KEEP_THEIR_NAME = {"CN", "KR", "VN", "SA", "EG", "ES"}
YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Group:
    """People who are connected; never divided between tuning and held-out."""

    setting: str
    people: list[Person]


@dataclass(frozen=True, slots=True)
class Home:
    """What those under one roof share."""

    country: Country
    base: str
    residence: str
    address: Address
    phones: list[str]
    emails: list[str]


def birth(chance: Random, *, earliest: int = 1935, years: float = 73) -> date:
    """A day of birth; the younger years oftener, as among customers."""
    return date(earliest, 1, 1) + timedelta(days=int(years * YEAR * chance.random() ** 0.8))


def someone(home: Home, names: Names, born: date, taken: Taken, chance: Random) -> Person:
    """A person of this name who lives there, with documents, a mobile and mostly a mailbox of their own."""
    latin = spelled(names, home.country.code, chance)
    made = Person(home.country, names, latin, born, home.residence, address=home.address)
    made.certificates = own.certificates(home.country.code, home.residence, born, taken, chance)
    made.phones = [own.mobile(home.country, taken, chance)]
    made.emails = [own.mailbox(latin, born, taken, chance)] if chance.random() < 0.9 else []
    made.family_phones, made.family_emails = list(home.phones), list(home.emails)
    return made


def home_of(country: Country, taken: Taken, chance: Random, *, shared: float) -> Home:
    """A home; `shared`: how likely a phone for all, half as likely a mailbox for all."""
    names = draw_names(country, chance)
    abroad = [code for code in ABROAD if code != country.code]
    residence = country.code if chance.random() < AT_HOME else chance.choice(abroad)
    phones = [own.landline(residence, taken, chance)] if chance.random() < shared else []
    emails = []
    if chance.random() < shared / 2:
        emails = [own.mailbox(spelled(names, country.code, chance), birth(chance), taken, chance)]
    return Home(country, names.base, residence, own.address(residence, chance), phones, emails)


def alone(country: Country, taken: Taken, chance: Random) -> list[Person]:
    home = home_of(country, taken, chance, shared=0.1)
    return [someone(home, draw_names(country, chance, base=home.base), birth(chance), taken, chance)]


def _parents(home: Home, taken: Taken, chance: Random) -> list[Person]:
    born = birth(chance, earliest=1938, years=38)
    kept = home.country.code in KEEP_THEIR_NAME or chance.random() < 0.25
    his = draw_names(home.country, chance, base=home.base, gender="male")
    hers = draw_names(home.country, chance, base="" if kept else home.base, gender="female")
    hers_on = born + timedelta(days=chance.randrange(-2200, 2200))
    return [someone(home, his, born, taken, chance), someone(home, hers, hers_on, taken, chance)]


def couple(country: Country, taken: Taken, chance: Random) -> list[Person]:
    return _parents(home_of(country, taken, chance, shared=0.6), taken, chance)


def _child(home: Home, born: date, taken: Taken, chance: Random, *, not_called: list[str]) -> Person:
    while (names := draw_names(home.country, chance, base=home.base)).first in not_called:
        pass
    return someone(home, names, born, taken, chance)


def family(country: Country, taken: Taken, chance: Random) -> list[Person]:
    home = home_of(country, taken, chance, shared=0.8)
    people = _parents(home, taken, chance)
    first = people[1].birth + timedelta(days=int(YEAR * chance.uniform(20, 32)))
    for place in range(chance.choice((1, 1, 2, 2, 3))):
        born = first + timedelta(days=int(YEAR * chance.uniform(1.2, 4) * place))
        child = _child(home, born, taken, chance, not_called=[one.names.first for one in people])
        if chance.random() < 0.4 and home.phones:
            child.phones = []  # reached at their parents' only
        people.append(child)
    return people


def twins(country: Country, taken: Taken, chance: Random) -> list[Person]:
    """Born on one day, of one name and home; their passports were often issued one after the other."""
    home = home_of(country, taken, chance, shared=0.8)
    born = birth(chance, earliest=1965, years=43)
    one = _child(home, born, taken, chance, not_called=[])
    other = _child(home, born, taken, chance, not_called=[one.names.first])
    if one.certificates[0].number[-1] in "12345678" and one.certificates[0].type == "passport":
        passport = one.certificates[0]
        following = passport.number[:-1] + str(int(passport.number[-1]) + 1)
        if taken.take(f"passport {passport.state} {following}"):
            other.certificates.insert(0, own.Certificate("passport", passport.state, following))
    return [one, other]


def father_and_son(country: Country, taken: Taken, chance: Random) -> list[Person]:
    """Of one name; at one address oftener than not."""
    home = home_of(country, taken, chance, shared=0.6)
    names = draw_names(country, chance, base=home.base, gender="male")
    born = birth(chance, earliest=1940, years=40)
    father = someone(home, names, born, taken, chance)
    grown = born + timedelta(days=int(YEAR * chance.uniform(20, 38)))
    son = someone(home, names, grown, taken, chance)
    son.latin = father.latin
    if chance.random() < 0.4:
        son.address, son.family_phones, son.family_emails = own.address(home.residence, chance), [], []
    return [father, son]


def namesakes(country: Country, taken: Taken, chance: Random) -> list[Person]:
    """Strangers of one common name, born on one day, each with a passport; half have the same middle name too."""
    names, born = draw_names(country, chance, common=True), birth(chance)
    people = []
    for _ in range(chance.choice((2, 2, 2, 3))):
        home = home_of(country, taken, chance, shared=0.1)
        middle = names.middle if chance.random() < 0.5 else draw_names(country, chance, gender=names.gender).middle
        person = someone(home, replace(names, middle=middle), born, taken, chance)
        kinds = [one.type for one in person.certificates]
        if "passport" not in kinds:
            person.certificates.insert(0, own.certificate("passport", country.code, born, taken, chance))
        person.certificates.sort(key=lambda one: one.type != "passport")
        people.append(person)
    return people


def colleagues(country: Country, taken: Taken, chance: Random) -> list[Person]:
    """Strangers who are reached at the same desk: its phone, sometimes its mailbox, sometimes its address."""
    residence = country.code
    phone, place = own.landline(residence, taken, chance), own.address(residence, chance)
    office = own.mailbox(Names("office", "", "info", "", ""), birth(chance), taken, chance)
    people = []
    for _ in range(chance.randrange(4, 11)):
        theirs = country if chance.random() < 0.7 else draw_country(chance)
        person = alone(theirs, taken, chance)[0]
        person.family_phones = [phone]
        person.family_emails = [office] if chance.random() < 0.4 else []
        person.address = place if chance.random() < 0.3 else person.address
        people.append(person)
    return people


SETTINGS: dict[Callable[[Country, Taken, Random], list[Person]], float] = {
    alone: 55, couple: 12, family: 15, twins: 5, father_and_son: 5, namesakes: 1.5, colleagues: 2,
}  # fmt: skip


def draw_group(taken: Taken, chance: Random) -> Group:
    """Somebody and all who are connected with them."""
    setting = chance.choices(list(SETTINGS), list(SETTINGS.values()))[0]
    return Group(setting.__name__, setting(draw_country(chance), taken, chance))
