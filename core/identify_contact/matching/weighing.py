"""The sum of all likenesses, its evidence and its band (IC-2)."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from core.identify_contact.matching import fields, weights
from core.identify_contact.matching.names import Alike, Names, compare_names
from core.identify_contact.matching.question import Band, Evidence, Person
from core.model import Gender

CERTAIN, LIKELY, WEAK = 98, 70, 30
FREE_NAMESAKES = 2
"""So many records of one name are nothing unusual: they may be of one person."""

_CONTACT = ("email", "phone", "place")
_SAYS_NOTHING = frozenset({"", "differs", "named"})
_BORN_ALIKE = frozenset({"same", "swapped"})

_EXACT = {
    "certificate_same": weights.CERTIFICATE,
    "certificate_number_same": weights.CERTIFICATE_NUMBER,
    "service_number_same": weights.SERVICE_NUMBER,
}
_BORN = {
    "same": "birth_same", "swapped": "birth_swapped", "slip": "birth_slip", "near": "birth_near", "year": "birth_year",
    "differs": "birth_date_differs",
}  # fmt: skip
_CLEAR = (Gender.FEMALE, Gender.MALE)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the comparison of two comes to: `score` 0 to 100, its band (None: not worth showing) and its evidence."""

    score: float
    band: Band | None
    evidence: tuple[Evidence, ...]


class Likeness(NamedTuple):
    """How each thing of two people is alike."""

    names: Names
    birth: str
    phone: str
    email: str
    place: str
    gender_differs: bool
    other_certificate: bool
    exact: tuple[str, ...]

    @property
    def is_one_thing(self) -> bool:
        """Whether nobody's name was said, and what was said is the same: somebody was asked for by one thing alone."""
        unnamed = self.names == Names()
        return unnamed and (bool(self.exact) or self.phone == "same" or self.email in {"own", "same"})

    @property
    def reached_alike(self) -> bool:
        """Whether a telephone or a mailbox that is hardly a household's is alike."""
        return self.phone in {"same", "slip"} or self.email in {"own", "slip"}

    @property
    def are_twins(self) -> bool:
        """Whether they may well be: one family, one day, two first names."""
        return self.birth == "same" and self.names.family >= Alike.PART and self.names.given is Alike.DIFFERENT

    @property
    def two_people(self) -> bool:
        """Whether first names or birth dates tell them apart, whatever else they share."""
        names = self.names
        given = names.given is Alike.DIFFERENT and not names.merged
        return given or self.birth == "differs" or names.legal is Alike.DIFFERENT


def weigh(left: Person, right: Person, *, exact: Collection[str] = (), namesakes: int = 0) -> Weighed:
    """Compares two people.

    `exact`: codes of what a search found to be the same beside them (certificate_same, certificate_number_same,
    service_number_same); `namesakes`: customers whose name sounds the same, themselves among them.
    """
    likeness = likeness_of(left, right, exact=exact)
    score = score_of(bits(likeness, namesakes=namesakes))
    if "certificate_same" in exact:
        score = max(score, LIKELY)  # whatever else differs, somebody has to look
    elif likeness.is_one_thing:
        score = max(score, WEAK)
    band = Band.CERTAIN if score >= CERTAIN else Band.LIKELY if score >= LIKELY else Band.WEAK
    return Weighed(score, band if score >= WEAK else None, tuple(Evidence(code) for code in reasons(likeness)))


def likeness_of(left: Person, right: Person, *, exact: Collection[str] = ()) -> Likeness:
    """How two people are alike, before anything is weighed."""
    genders = {left.gender, right.gender}
    return Likeness(
        compare_names(left, right),
        fields.birth(left.birth_date, right.birth_date),
        fields.phones(left, right),
        fields.emails(left, right),
        fields.places(left, right),
        genders == set(_CLEAR),
        fields.other_certificate(left.certificates, right.certificates),
        tuple(code for code in _EXACT if code in exact),
    )


def bits(likeness: Likeness, *, namesakes: int = 0) -> float:
    """For (above nought) and against (below) their being one."""
    names = likeness.names
    total = weights.PRIOR + _name_bits(names) + _contact_bits(likeness) + sum(_EXACT[code] for code in likeness.exact)
    if names.legal is Alike.UNKNOWN:
        total += weights.BIRTH[likeness.birth]
    if names.are_alike:
        total += weights.NAMESAKES * math.log2(max(namesakes, FREE_NAMESAKES) / FREE_NAMESAKES)
        total += weights.NAME_AND_BIRTH if likeness.birth in _BORN_ALIKE else 0
        total += weights.NAME_AND_CONTACT if likeness.reached_alike and not likeness.two_people else 0
    elif likeness.are_twins:
        total += weights.TWINS
    total += weights.GENDER_DIFFERS if likeness.gender_differs else 0
    return total + (weights.CERTIFICATE_DIFFERS if likeness.other_certificate else 0)


def _name_bits(names: Names) -> float:
    if names.legal is not Alike.UNKNOWN:
        return weights.LEGAL[names.legal]
    apart = weights.FAMILY[names.family] + weights.GIVEN[names.given]
    apart += weights.SWAPPED if names.swapped else 0.0
    return max(apart, weights.MERGED) if names.merged else apart


def _contact_bits(likeness: Likeness) -> float:
    total = weights.PHONE[likeness.phone] + weights.EMAIL[likeness.email] + weights.PLACE[likeness.place]
    if likeness.two_people:
        total += sum(weights.HOUSEHOLD[field] for field in _CONTACT if getattr(likeness, field) not in _SAYS_NOTHING)
    return total


def score_of(total: float) -> float:
    """0 to 100: how many of a hundred such pairs are one person."""
    return 100 / (1 + math.exp2(-min(max(total, -60), 60)))


def reasons(likeness: Likeness) -> Iterator[str]:
    """Codes of what speaks for and against, the strongest first; what says nothing is left out."""
    yield from likeness.exact
    yield from _of_names(likeness)
    if likeness.birth and not (likeness.birth == "same" and _is_same_name(likeness.names)):
        yield _BORN[likeness.birth]
    yield from _of_contact(likeness)
    if likeness.gender_differs:
        yield "gender_differs"
    if likeness.other_certificate:
        yield "certificate_differs"


def _is_same_name(names: Names) -> bool:
    return names.legal is Alike.SAME or names.family is names.given is Alike.SAME


def _of_names(likeness: Likeness) -> Iterator[str]:
    names = likeness.names
    if _is_same_name(names):
        yield "name_and_birth_same" if likeness.birth == "same" else "name_same"
    elif names.merged:
        yield "name_merged"
    elif names.legal is not Alike.UNKNOWN:
        yield from _part("legal_name", names.legal)
    elif names.family is names.given is Alike.DIFFERENT:
        yield "name_differs"
    else:
        yield from (*_part("last_name", names.family), *_part("first_name", names.given))
    if names.swapped and not names.merged and max(names.family, names.given) > Alike.DIFFERENT:
        yield "name_swapped"


def _part(field: str, alike: Alike) -> Iterator[str]:
    """Such as last_name_slip, first_name_nickname; what is not known says nothing."""
    if alike is Alike.DIFFERENT:
        yield f"{field}_differs"
    elif alike in {Alike.SPELLING, Alike.SOUND}:
        yield f"{field}_spelling"
    elif alike is not Alike.UNKNOWN:
        yield f"{field}_{alike.name.lower()}"


def _of_contact(likeness: Likeness) -> Iterator[str]:
    for field in _CONTACT:
        level = getattr(likeness, field)
        if level == "own":
            yield "email_same"
        elif level not in _SAYS_NOTHING:
            yield f"{field}_{level}"
    if likeness.two_people and "same" in {likeness.email, likeness.phone, likeness.place}:
        yield "household"
