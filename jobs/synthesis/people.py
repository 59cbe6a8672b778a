"""Drawing one customer at a time: all that the product would hold about them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from core.model import Gender
from core.normalise import fold
from jobs.synthesis.names import Country, countries

BEGUN = datetime(2024, 11, 1, tzinfo=UTC)
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
SERIES, SCATTER = 10_000_000, 7_919_399
"""Certificate numbers of a series look drawn, but none comes twice: the factor has no divisor in common with it."""
GENDERS = (*(Gender.FEMALE,) * 9, *(Gender.MALE,) * 9, Gender.UNKNOWN)

PLACES = {
    "SE": [("Stockholm", "114 {:02d}"), ("Göteborg", "411 {:02d}"), ("Malmö", "211 {:02d}"), ("Umeå", "903 {:02d}")],
    "GB": [("London", "E1 {:d}AB"), ("Manchester", "M1 {:d}AE"), ("Leeds", "LS1 {:d}BA")],
    "DE": [("Berlin", "101{:02d}"), ("München", "803{:02d}"), ("Köln", "506{:02d}")],
    "FR": [("Paris", "750{:02d}"), ("Lyon", "690{:02d}")],
    "ES": [("Madrid", "280{:02d}"), ("Sevilla", "410{:02d}")],
    "PL": [("Warszawa", "00-1{:02d}"), ("Kraków", "30-0{:02d}")],
    "UA": [("Київ", "010{:02d}"), ("Львів", "790{:02d}")],
    "GR": [("Αθήνα", "105 {:02d}"), ("Θεσσαλονίκη", "546 {:02d}")],
    "SA": [("الرياض", "122{:02d}"), ("الدمام", "322{:02d}"), ("جدة", "214{:02d}")],
    "EG": [("القاهرة", "115{:02d}"), ("الإسكندرية", "215{:02d}")],
    "IN": [("दिल्ली", "1100{:02d}"), ("मुंबई", "4000{:02d}")],
    "CN": [("上海市", "2000{:02d}"), ("南京市", "2100{:02d}"), ("北京市", "1000{:02d}")],
    "JP": [("東京都", "100-00{:02d}"), ("大阪市", "530-00{:02d}")],
    "KR": [("서울특별시", "045{:02d}"), ("부산광역시", "489{:02d}")],
    "TH": [("กรุงเทพมหานคร", "101{:02d}"), ("เชียงใหม่", "502{:02d}")],
    "IL": [("תל אביב", "61000{:02d}"), ("ירושלים", "91000{:02d}")],
}
STREETS = ["Storgatan", "Church Road", "Hauptstraße", "Rue de la Gare", "Calle Mayor", "Park Street", "Main Street"]


@dataclass(frozen=True, slots=True)
class Person:
    """One drawn customer."""

    country: Country
    last: str
    first: str
    gender: Gender
    birth: date
    email: str
    mobile: str
    certificate: str
    expires: date
    city: str
    postal_code: str
    street: str
    registered_at: datetime


@cache
def _mailbox(name: str) -> str:
    return fold(name).replace(" ", "")


@cache
def _shares() -> list[int]:
    return list(accumulate(country.share for country in countries()))


def _certificate(number: int, chance: Random) -> str:
    series = LETTERS[number // SERIES % len(LETTERS)]
    return f"{chance.choice(LETTERS)}{series}{number * SCATTER % SERIES:07d}"


def person(number: int, *, chance: Random, at: datetime) -> Person:
    """The customer with this number of all, who registers at `at`; no two share an e-mail or a certificate."""
    country = chance.choices(countries(), cum_weights=_shares())[0]
    last, first = country.person(chance)
    born = date(1935, 1, 1) + timedelta(days=int(26_000 * chance.random() ** 0.8) + 700)
    city, pattern = chance.choice(PLACES[country.code])
    return Person(
        country=country,
        last=last,
        first=first,
        gender=chance.choice(GENDERS),
        birth=born,
        email=f"{_mailbox(first)}.{_mailbox(last)}{number}@example.org",
        mobile=country.mobile(chance),
        certificate=_certificate(number, chance),
        expires=date(2025, 6, 1) + timedelta(days=chance.randrange(3_600)),
        city=city,
        postal_code=pattern.format(chance.randrange(1, 10) if "{:d}" in pattern else chance.randrange(100)),
        street=f"{chance.choice(STREETS)} {chance.randrange(1, 190)}",
        registered_at=at,
    )
