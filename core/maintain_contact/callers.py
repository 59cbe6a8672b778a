"""Who may be calling, what they are asked, and how far their word goes (MC-1, IC-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from core.access import Actor, Permission, ensure
from core.errors import Conflict, NotFound
from core.identify_contact.authority import authority_of
from core.model import Authority, Contact, Credential, Customer, Party


@dataclass(frozen=True, slots=True)
class Question:
    """The security question: a code of the list, or the person's own words."""

    code: str | None
    own: str | None
    language: str | None
    """The caller's own, so that it can be read out in it."""


@dataclass(frozen=True, slots=True)
class Caller:
    """One contact of a customer, as a caller. `authority` is what it is today."""

    contact_id: str
    name: str
    latin_name: str | None
    type_code: str
    is_self: bool
    authority: Authority
    question: Question | None


def callers(db: Session, customer: Customer, *, by: Actor, today: date) -> list[Caller]:
    """Everybody who may be calling for the customer: themselves first, then their contacts."""
    ensure(by, Permission.VERIFY)
    live = (
        select(Contact)
        .join(Contact.party)
        .options(contains_eager(Contact.party).joinedload(Party.credential))
        .where(Contact.customer_id == customer.id, Contact.removed_at.is_(None))
        .order_by(Contact.party_id != customer.party_id, Contact.id)
    )
    return [_caller(contact, customer, today) for contact in db.scalars(live)]


def caller_contact(db: Session, customer: Customer, contact_id: str) -> Contact:
    """The contact that is calling. Raises NotFound when it is none of this customer's."""
    contact = db.scalar(
        select(Contact)
        .options(joinedload(Contact.party).joinedload(Party.credential), joinedload(Contact.customer))
        .where(Contact.public_id == contact_id, Contact.customer_id == customer.id, Contact.removed_at.is_(None))
    )
    if contact is None:
        raise NotFound("contact_gone")
    return contact


def question_for(contact: Contact) -> Question:
    """What the caller is asked. Raises Conflict("no_question") when they have none."""
    asked = _question(contact.party.credential, contact.party)
    if asked is None:
        raise Conflict("no_question")
    return asked


def _caller(contact: Contact, customer: Customer, today: date) -> Caller:
    party = contact.party
    return Caller(
        contact_id=contact.public_id,
        name=party.name,
        latin_name=party.latin_name,
        type_code=contact.type_code,
        is_self=contact.party_id == customer.party_id,
        authority=authority_of(contact, today=today),
        question=_question(party.credential, party),
    )


def _question(credential: Credential | None, party: Party) -> Question | None:
    if credential is None or credential.answer_hash is None:
        return None
    return Question(credential.question_code, credential.own_question, party.language)
