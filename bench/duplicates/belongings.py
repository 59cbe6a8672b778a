"""What people have: documents, phones, mailboxes, addresses. No two people are given the same one by chance."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from bench.duplicates.countries import land
from bench.duplicates.people import Address, Certificate, Names
from core.normalise import fold
from jobs.synthesis.names import Country

LETTERS, MIXED = "ABCDEFGHJKLMNPRSTUVWXYZ", "CFGHJKLMNPRTVWXYZ0123456789"
PASSPORT = {
    "SE": "########", "GB": "#########", "DE": "C*******#", "FR": "##AA#####", "ES": "AAA######", "PL": "AA#######",
    "UA": "AA######", "RU": "7########", "GR": "AA#######", "SA": "A########", "EG": "A########", "IN": "A#######",
    "CN": "E########", "JP": "AA#######", "KR": "M########", "TH": "AA#######", "IL": "########", "TR": "U########",
    "VN": "C#######", "BR": "AA######",
}  # fmt: skip
NATIONAL_ID = {
    "SE": "yymmdd####", "DE": "L*******#", "FR": "############", "ES": "########A", "PL": "AAA######",
    "UA": "#########", "RU": "##########", "GR": "AA######", "SA": "1#########", "EG": "2yymmdd#######",
    "IN": "############", "CN": "######yyyymmdd####", "KR": "yymmdd#######", "TH": "#############",
    "IL": "#########", "TR": "###########", "VN": "############", "BR": "###########",
}  # fmt: skip
OTHER = {"driving_licence": "A########", "residence_permit": "AA#######"}
OWNED = {"passport": 0.75, "national_id": 0.6, "driving_licence": 0.25}
DOMAINS = (
    "post.example.com", "mail.example.net", "brev.example.org", "inbox.example.com", "webmail.example.net",
    "letters.example.org", "correo.example.com", "poczta.example.net", "yubin.example.org", "barid.example.com",
)  # fmt: skip
WORDS = (
    "blue",
    "tiger",
    "moon",
    "river",
    "happy",
    "lucky",
    "star",
    "silver",
    "dragon",
    "wolf",
    "forest",
    "ocean",
    "cloud",
)
BEHIND = {"CN": "{street}{number}号", "GB": "{number} {street}", "FR": "{number}, {street}", "JP": "{street}{number}"}


@dataclass
class Taken:
    """What somebody has already."""

    everything: set[str] = field(default_factory=set)

    def take(self, thing: str) -> bool:
        """Whether it was free; taken now."""
        free = thing not in self.everything
        self.everything.add(thing)
        return free


def figures(pattern: str, chance: Random, born: date | None = None) -> str:
    """# becomes a figure, A a letter, * either; yyyymmdd or yymmdd the birth date."""
    if born:
        pattern = pattern.replace("yyyymmdd", f"{born:%Y%m%d}").replace("yymmdd", f"{born:%y%m%d}")
    drawn = {"#": "0123456789", "A": LETTERS, "*": MIXED}
    return "".join(chance.choice(drawn[mark]) if mark in drawn else mark for mark in pattern)


def certificate(kind: str, state: str, born: date, taken: Taken, chance: Random) -> Certificate:
    """A new document of a kind that nobody else has; where a state knows no identity cards, a driving licence."""
    pattern = {"passport": PASSPORT, "national_id": NATIONAL_ID}.get(kind, {}).get(state)
    kind = kind if pattern or kind in OTHER else "driving_licence"
    while True:
        number = figures(pattern or OTHER[kind], chance, born)
        if taken.take(f"{kind} {state} {number}"):
            return Certificate(kind, state, number)


def certificates(state: str, residence: str, born: date, taken: Taken, chance: Random) -> list[Certificate]:
    """The documents somebody owns, at least one; foreigners have a residence permit oftener than not."""
    kinds = [kind for kind, share in OWNED.items() if chance.random() < share] or ["passport"]
    owned = [certificate(kind, state, born, taken, chance) for kind in kinds]
    if residence != state and chance.random() < 0.6:
        owned.append(certificate("residence_permit", residence, born, taken, chance))
    chance.shuffle(owned)
    return owned


def mobile(country: Country, taken: Taken, chance: Random) -> str:
    """A number that is nobody else's."""
    while not taken.take(number := country.mobile(chance)):
        pass
    return number


def landline(code: str, taken: Taken, chance: Random) -> str:
    """The number of a household or an office."""
    while not taken.take(number := figures(land(code).landline, chance)):
        pass
    return number


def mailbox(latin: Names, born: date, taken: Taken, chance: Random, *, domain: str = "") -> str:
    """An address of one's own, mostly made from the name and now and then from anything else."""
    first, last = (fold(part).replace(" ", "") for part in (latin.first or latin.last, latin.last))
    year = f"{born:%y}"
    shapes = [f"{first}.{last}"] * 4 + [f"{first}{last}", f"{first[:1]}.{last}", f"{last}.{first}", f"{first}{year}"]
    shapes += [f"{first}.{last}{year}", f"{first}_{last}", f"{chance.choice(WORDS)}.{chance.choice(WORDS)}{year}"]
    local, domain = chance.choice(shapes), domain or chance.choice(DOMAINS)
    address, number = f"{local}@{domain}", 0
    while not taken.take(address):
        number += chance.randrange(1, 40)
        address = f"{local}{number}@{domain}"
    return address


def address(code: str, chance: Random) -> Address:
    """A place to live: several of a hundred streets and numbers a city, so that neighbours exist."""
    place = land(code)
    shape = BEHIND.get(code, "{street} {number}")
    detailed = shape.format(street=chance.choice(place.streets), number=chance.randrange(1, 160))
    if chance.random() < 0.3:
        detailed += f" / {chance.randrange(1, 60)}"
    return Address(code, chance.choice(place.cities), figures(place.postal.replace("B", "A"), chance), detailed)
