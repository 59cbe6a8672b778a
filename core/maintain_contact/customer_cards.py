"""What a search shows of a customer before anybody opens the record: enough to choose, masked (R44)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.model import Address, ContactMedium, Customer, CustomerStatus, IdentityState, MediumKind


@dataclass(frozen=True, slots=True)
class Hit:
    """A customer that was found, and by what."""

    customer_id: int
    how: str
    sort_name: str
    party_id: int


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """One line of a list of customers. `found_by`: name, contact, email, phone, certificate, code, service, lead,
    opportunity, order, or "" where nobody searched. Contact points are masked."""

    code: str
    name: str
    latin_name: str | None
    status: CustomerStatus
    identity_state: IdentityState
    phone: str | None
    email: str | None
    locality: str | None
    country: str | None
    found_by: str = ""


def cards_of(db: Session, hits: Sequence[Hit]) -> list[CustomerCard]:
    """Cards in the order of the hits; three statements however many there are."""
    keys = [hit.customer_id for hit in hits]
    loaded = select(Customer).where(Customer.id.in_(keys)).options(joinedload(Customer.party))
    customers = {customer.id: customer for customer in db.scalars(loaded)}
    parties = [customer.party_id for customer in customers.values()]
    media = _media(db, parties)
    addresses = _addresses(db, parties)
    return [_card(customers[hit.customer_id], hit, media, addresses) for hit in hits if hit.customer_id in customers]


def masked_phone(e164: str) -> str:
    """The last three figures: what a caller can be asked to complete."""
    return f"•••• {e164[-3:]}"


def masked_email(address: str) -> str:
    """The first letter and where the mailbox is kept."""
    name, _, place = address.partition("@")
    return f"{name[:1]}••••@{place}"


def _card(
    customer: Customer, hit: Hit, media: dict[int, list[ContactMedium]], addresses: dict[int, Address]
) -> CustomerCard:
    party = customer.party
    phone = next((medium.value for medium in media[party.id] if medium.is_phone), None)
    email = next((medium.value for medium in media[party.id] if medium.kind is MediumKind.EMAIL), None)
    home = addresses.get(party.id)
    return CustomerCard(
        code=customer.code,
        name=party.name,
        latin_name=party.latin_name,
        status=customer.status,
        identity_state=customer.identity_state,
        phone=masked_phone(phone) if phone else None,
        email=masked_email(email) if email else None,
        locality=(home.locality or home.administrative_area) if home else None,
        country=home.country if home else party.nationality,
        found_by=hit.how,
    )


def _media(db: Session, parties: Sequence[int]) -> dict[int, list[ContactMedium]]:
    found: dict[int, list[ContactMedium]] = defaultdict(list)
    live = select(ContactMedium).where(ContactMedium.party_id.in_(parties), ContactMedium.removed_at.is_(None))
    for medium in db.scalars(live.order_by(ContactMedium.preferred.desc(), ContactMedium.id)):
        found[medium.party_id].append(medium)
    return found


def _addresses(db: Session, parties: Sequence[int]) -> dict[int, Address]:
    found: dict[int, Address] = {}
    live = select(Address).where(Address.party_id.in_(parties), Address.removed_at.is_(None))
    for address in db.scalars(live.order_by(Address.contact_first.desc(), Address.id)):
        found.setdefault(address.party_id, address)
    return found
