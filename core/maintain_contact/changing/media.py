"""Ways to reach a party: those kept, those new (which count only once confirmed), those taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import Conflict
from core.identify_contact.answers import MethodAnswers
from core.model import Address, Contact, ContactMedium, Credential, Customer, MediumKind, Party, SignInName


def media_of(party: Party) -> list[ContactMedium]:
    """Live ones in their order."""
    return [medium for medium in party.media if not medium.is_removed]


def method_values(methods: Sequence[MethodAnswers]) -> list[dict[str, Any]]:
    """As the order keeps them."""
    return [{"kind": str(m.kind), "value": m.value, "network": m.network, "preferred": m.preferred} for m in methods]


def sign_in_values(db: Session, party_id: int) -> list[str]:
    """E-mails and mobiles with which the party signs in: changing them takes more than an ordinary order."""
    names = select(SignInName.value).join(Credential, Credential.id == SignInName.credential_id)
    return list(db.scalars(names.where(Credential.party_id == party_id)))


def write_media(party: Party, methods: Sequence[MethodAnswers], *, now: datetime) -> bool:
    """Makes the party's live media those of `methods`; True when anything changed. New ones are unconfirmed (R22)."""
    present = {(medium.kind, medium.value): medium for medium in media_of(party)}
    wanted = {(MediumKind(method.kind), method.value): method for method in methods}
    touched = False
    for key, medium in present.items():
        if key not in wanted:
            medium.removed_at, touched = now, True
    for (kind, value), method in wanted.items():
        known = present.get((kind, value))
        if known is None:
            party.media.append(ContactMedium(kind=kind, value=value, created_at=now, network=method.network or None,
                                             preferred=method.preferred))  # fmt: skip
            touched = True
        elif (known.preferred, known.network or "") != (method.preferred, method.network):
            known.preferred, known.network, touched = method.preferred, method.network or None, True
    return touched


def ways_to_reach(db: Session, customer: Customer) -> tuple[int, int]:
    """How many media all live contacts have together, and how many addresses the customer has."""
    parties = select(Contact.party_id).where(Contact.customer_id == customer.id, Contact.removed_at.is_(None))
    media = select(func.count()).where(
        ContactMedium.party_id.in_(parties.union(select(Customer.party_id).where(Customer.id == customer.id))),
        ContactMedium.removed_at.is_(None),
    )
    addresses = select(func.count()).where(Address.party_id == customer.party_id, Address.removed_at.is_(None))
    return db.scalar(media) or 0, db.scalar(addresses) or 0


def must_stay_reachable(db: Session, customer: Customer, before: tuple[int, int]) -> None:
    """Refuses the order that takes the last way to reach the customer (MC-6). Raises Conflict("last_way_to_reach").

    A letter counts only for whom nothing else was known.
    """
    db.flush()  # counted as the order would leave it
    media, addresses = ways_to_reach(db, customer)
    if (before[0] and not media) or (not before[0] and before[1] and not addresses):
        raise Conflict("last_way_to_reach")
