"""Everything that is held about a customer, for their own page and for the office's: nothing held is invisible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.access import Actor, visible_customers
from core.errors import NotFound
from core.identify_contact.certificates import DOTS, number_ending
from core.model import (
    Address,
    Certificate,
    Contact,
    ContactMedium,
    ContactPreference,
    Credential,
    Customer,
    CustomerConsent,
    Document,
    NoticeAcceptance,
    Party,
    Registration,
    Staff,
)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class HeldCertificate:
    """A certificate with its number masked. `ending` shows the last three: callers are verified by them, so it is for
    the owner's own pages and for staff who verified the caller."""

    row: Certificate
    ending: str

    @property
    def masked(self) -> str:
        """Dots where a number is on file; no character of it."""
        return DOTS if self.ending else ""


@dataclass(frozen=True, slots=True)
class HeldContact:
    """A contact with their own ways to be reached; `in_person`: the customer themselves."""

    row: Contact
    in_person: bool
    media: tuple[ContactMedium, ...]


@dataclass(frozen=True, slots=True)
class HeldAccess:
    """How they sign in and which question was chosen; never the answer, nor a question of their own to staff."""

    sign_in_names: tuple[str, ...]
    has_password: bool
    question_code: str | None
    own_question: str | None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Every answer of every step, with the documents."""

    customer: Customer
    party: Party
    certificates: tuple[HeldCertificate, ...]
    contacts: tuple[HeldContact, ...]
    addresses: tuple[Address, ...]
    documents: tuple[Document, ...]
    preference: ContactPreference | None
    consents: tuple[CustomerConsent, ...]
    """The line that holds now, for each purpose and channel."""
    consent_lines: tuple[CustomerConsent, ...]
    """Every line of the ledger, newest first."""
    access: HeldAccess | None
    notices: tuple[NoticeAcceptance, ...]
    registration: Registration | None
    registered_by: Staff | None

    @property
    def media(self) -> tuple[ContactMedium, ...]:
        """Ways to reach the customer in person."""
        return next((contact.media for contact in self.contacts if contact.in_person), ())


def held(db: Session, customer: Customer, *, by: Actor) -> Held:
    """What is held about `customer`, in twelve statements however much it is. Raises NotFound for another's."""
    loaded = db.scalar(
        select(Customer)
        .where(Customer.id == customer.id, visible_customers(by))
        .options(joinedload(Customer.party), joinedload(Customer.preference))
        .execution_options(populate_existing=True)
    )
    if loaded is None:
        raise NotFound("customer_not_found")
    party = loaded.party
    contacts, ledger = _contacts(db, loaded), _ledger(db, loaded)
    certificates = _rows(db, select(Certificate).where(Certificate.party_id == party.id), Certificate)
    return Held(
        customer=loaded,
        party=party,
        certificates=tuple(HeldCertificate(each, number_ending(each)) for each in certificates),
        contacts=contacts,
        addresses=_rows(db, select(Address).where(Address.party_id == party.id), Address),
        documents=_rows(db, select(Document).where(Document.party_id == party.id), Document),
        preference=loaded.preference,
        consents=tuple({(line.purpose, line.channel): line for line in ledger}.values()),
        consent_lines=tuple(reversed(ledger)),
        access=None if by.for_another else access_of(db, party, by=by),
        notices=tuple(db.scalars(_accepted(party))),
        registration=db.scalar(select(Registration).where(Registration.customer_id == loaded.id)),
        registered_by=db.scalar(select(Staff).where(Staff.id == loaded.registered_by_id)),
    )


def _rows(
    db: Session,
    query: Select[Row],
    model: type[Address | Certificate | Document],
) -> tuple[Row, ...]:
    return tuple(db.scalars(query.where(model.removed_at.is_(None)).order_by(model.id)))


def _contacts(db: Session, customer: Customer) -> tuple[HeldContact, ...]:
    theirs = (Contact.customer_id == customer.id, Contact.removed_at.is_(None))
    whole = (
        joinedload(Contact.party).options(selectinload(Party.media), joinedload(Party.credential)),
        joinedload(Contact.customer),
        joinedload(Contact.authority_document),
        joinedload(Contact.authority_set_by),
    )
    rows = db.scalars(select(Contact).where(*theirs).options(*whole).order_by(Contact.id)).all()
    return tuple(HeldContact(row, row.party_id == customer.party_id, _reached_at(row.party)) for row in rows)


def _reached_at(party: Party) -> tuple[ContactMedium, ...]:
    live = (medium for medium in party.media if not medium.is_removed)
    return tuple(sorted(live, key=lambda medium: (not medium.preferred, medium.id)))


def _ledger(db: Session, customer: Customer) -> Sequence[CustomerConsent]:
    """Every line, oldest first."""
    theirs = select(CustomerConsent).where(CustomerConsent.customer_id == customer.id)
    return db.scalars(theirs.order_by(CustomerConsent.id)).all()


def access_of(db: Session, party: Party, *, by: Actor) -> HeldAccess | None:
    """How a party signs in; None: they do not. Of a contact who acts for another it is their own matter (IC-14)."""
    credential = db.scalar(
        select(Credential).where(Credential.party_id == party.id).options(selectinload(Credential.names))
    )
    if credential is None:
        return None
    return HeldAccess(
        sign_in_names=tuple(name.value for name in credential.names),
        has_password=credential.password_hash is not None,
        question_code=credential.question_code,
        own_question=None if by.is_staff else credential.own_question,
        language=credential.language,
    )


def _accepted(party: Party) -> Select[NoticeAcceptance]:
    return select(NoticeAcceptance).where(NoticeAcceptance.party_id == party.id).order_by(NoticeAcceptance.id)
