"""Drawing people: what is true of each, before anybody registers them."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from bench.duplicates.countries import family_name, given_name, patronymic
from bench.duplicates.spelling import is_latin, spellings
from jobs.synthesis.names import Country

MIDDLE = {
    "GB": 0.6, "SE": 0.4, "DE": 0.3, "FR": 0.35, "PL": 0.3, "BR": 0.4, "RU": 0.75, "UA": 0.65, "SA": 0.5, "EG": 0.6,
    "VN": 0.95, "TR": 0.15, "GR": 0.1, "IL": 0.1,
}  # fmt: skip
"""How many have a middle name, a patronymic or a father's name that they write."""
COMPOUND = {"SE": (0.08, "-"), "FR": (0.12, "-"), "DE": (0.05, "-"), "ES": (0.25, " "), "BR": (0.25, " ")}
VIETNAMESE = {"male": ["Văn", "Đức", "Minh", "Quang", "Hữu", "Ngọc"], "female": ["Thị", "Ngọc", "Thu", "Thanh", "Minh"]}
TWO_FAMILY_NAMES = 0.85
"""Of Spaniards."""
ONE_NAME = 0.04
"""Of Indians."""


@dataclass(frozen=True, slots=True)
class Names:
    """A name in its own script."""

    last: str
    middle: str
    first: str
    gender: str
    base: str
    """The family name as men bear it: what a family shares."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives; `city` with its other names."""

    country: str
    city: tuple[str, ...]
    postal_code: str
    detailed: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A document somebody owns."""

    type: str
    state: str
    number: str


@dataclass(slots=True)
class Person:
    """One human being."""

    country: Country
    names: Names
    latin: Names
    """As in their document; the same where the script is Latin."""
    birth: date
    residence: str
    certificates: list[Certificate] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    address: Address | None = None
    family_phones: list[str] = field(default_factory=list)
    """Reach them as well: of the household or the office."""
    family_emails: list[str] = field(default_factory=list)

    @property
    def writes_latin(self) -> bool:
        """Whether the own script is Latin."""
        return is_latin(self.names.last + self.names.first)


def draw_names(
    country: Country, chance: Random, *, base: str = "", first: str = "", gender: str = "", common: bool = False
) -> Names:
    """A name of the country; `base`: of this family. `common`: one of the ten commonest."""
    gender = gender or chance.choice(("female", "male"))
    base = base or (chance.choice(country.last[:10]) if common else _family(country, chance))
    first = first or _given(country, gender, chance)
    if country.code == "IN" and chance.random() < ONE_NAME:
        return Names(first, "", "", gender, first)
    middle = _middle(country, gender, first, chance) if chance.random() < MIDDLE.get(country.code, 0) else ""
    return Names(family_name(base, country.code, gender), middle, first, gender, base)


def _family(country: Country, chance: Random) -> str:
    last, _ = country.person(chance)
    if country.code == "ES" and chance.random() < TWO_FAMILY_NAMES:
        last = f"{last} {country.person(chance)[0]}"
    return last


def _given(country: Country, gender: str, chance: Random) -> str:
    first = given_name(country, gender, chance)
    share, between = COMPOUND.get(country.code, (0, ""))
    if chance.random() < share:
        second = given_name(country, gender, chance)
        first = f"{first}{between}{second}" if second != first else first
    return first


def _middle(country: Country, gender: str, first: str, chance: Random) -> str:
    match country.code:
        case "RU" | "UA":
            return patronymic(country.code, gender, chance)
        case "SA" | "EG":
            son_of = {"male": "بن ", "female": "بنت "}[gender] if chance.random() < 0.4 else ""
            return son_of + given_name(country, "male", chance)
        case "VN":
            return chance.choice(VIETNAMESE[gender])
        case "BR":
            return country.person(chance)[0]
    second = given_name(country, gender, chance)
    return second if second not in first else ""


def spelled(names: Names, code: str, chance: Random) -> Names:
    """The name in Latin letters as one document has it: usual spellings oftener than rare ones."""

    def one(part: str, *, family: bool = False) -> str:
        forms = spellings(part, code, family=family)
        if not forms or is_latin(part):
            return part
        return chance.choices(forms, [1 / rank for rank in range(1, len(forms) + 1)])[0]

    last, middle, first = one(names.last, family=True), one(names.middle), one(names.first)
    return Names(last, middle, first, names.gender, names.base)
