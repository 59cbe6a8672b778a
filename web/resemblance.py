"""Whom somebody resembles, as pages show it: the other one, how likely, and why in words (IC-2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.identify_contact.identity_sight import LIVING
from core.identify_contact.matching import Band, Match
from core.maintain_contact.customer_cards import masked_email, masked_phone
from core.model import Customer, DuplicateCandidate, DuplicateState
from web.wording.identify_contact_office import evidence_in_words

KIND = {Band.CERTAIN: "bad", Band.LIKELY: "warn", Band.WEAK: "line"}
"""Tags: what is certain holds a registration up."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """One other customer. `reasons`: whether each speaks for it, and its words; contact points are masked (R44)."""

    customer: Customer
    band: Band
    reasons: list[tuple[bool, str]]
    state: DuplicateState = DuplicateState.OPEN
    phone: str | None = None
    email: str | None = None

    @property
    def kind(self) -> str:
        """How its tag is coloured."""
        return KIND[self.band]

    @property
    def may_be_one(self) -> bool:
        """Whether nobody has said that they are two, and the other one is still a customer."""
        return self.state is not DuplicateState.NOT_SAME and self.customer.status in LIVING

    @property
    def is_open(self) -> bool:
        return self.state is DuplicateState.OPEN


def of_pairs(pairs: Iterable[DuplicateCandidate], customer: Customer) -> list[Resemblance]:
    """The other ones of a customer's pairs."""
    return [
        Resemblance(
            pair.right if pair.left_id == customer.id else pair.left,
            Band(pair.band),
            evidence_in_words(pair.evidence),
            pair.state,
        )
        for pair in pairs
    ]


def of_matches(matches: Iterable[Match]) -> list[Resemblance]:
    """What *Check* found; it has read already what is shown of each."""
    return [
        Resemblance(
            match.customer,
            match.band,
            evidence_in_words(match.evidence),
            phone=next((masked_phone(number) for number in match.person.phones), None),
            email=next((masked_email(address) for address in match.person.emails), None),
        )
        for match in matches
    ]
