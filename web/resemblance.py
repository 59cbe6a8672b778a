"""Whom somebody resembles, as pages show it: the other one, how likely, and why in words (IC-2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.identify_contact.matching import Band, Match
from core.maintain_contact.customer_cards import masked_email, masked_phone
from core.model import Customer, DuplicateCandidate, DuplicateState, MediumKind
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
    """What *Check* found; call it while the session is open."""
    return [
        Resemblance(
            match.customer,
            match.band,
            evidence_in_words(match.evidence),
            phone=_masked(match.customer, phone=True),
            email=_masked(match.customer, phone=False),
        )
        for match in matches
    ]


def _masked(customer: Customer, *, phone: bool) -> str | None:
    media = [medium for medium in customer.party.media if not medium.is_removed]
    if phone:
        return next((masked_phone(medium.value) for medium in media if medium.is_phone), None)
    return next((masked_email(medium.value) for medium in media if medium.kind is MediumKind.EMAIL), None)
