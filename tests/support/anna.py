"""Anna Eriksson, as she stands in the books after registering in the portal and confirming her e-mail."""

from datetime import date
from functools import cache

from sqlalchemy.orm import Session

from core.model import (
    Authority,
    Channel,
    Contact,
    ContactMedium,
    ContactPreference,
    Credential,
    Customer,
    Gender,
    MediumKind,
    Party,
    Registration,
    RegistrationState,
    SignInName,
)
from core.normalise import search_text, sort_key
from core.numbers import customer_code
from core.passwords import hash_answer
from tests.support.cast import LONG_AGO, password_hash

EMAIL = "anna.eriksson@foyer.example"
MOBILE = "+46701740605"
ANSWER = "Kungsholmen"


@cache
def _answer_hash() -> str:
    return hash_answer(ANSWER)


def register_anna(db: Session) -> Customer:
    """Adds her as a prospect whose identity nobody has checked yet."""
    party = Party(
        last_name="Eriksson",
        first_name="Anna",
        gender=Gender.FEMALE,
        nationality="SE",
        birth_date=date(1991, 4, 17),
        language="en",
        search_name=search_text("Eriksson", None, "Anna"),
        sort_name=sort_key("Eriksson", None, "Anna"),
        created_at=LONG_AGO,
    )
    party.media = [
        ContactMedium(kind=MediumKind.EMAIL, value=EMAIL, preferred=True, confirmed_at=LONG_AGO, created_at=LONG_AGO),
        ContactMedium(kind=MediumKind.MOBILE, value=MOBILE, created_at=LONG_AGO),
    ]
    party.credential = _credential()
    customer = Customer(
        code=customer_code(db), party=party, channel=Channel.PORTAL, registered_at=LONG_AGO, last_contact_at=LONG_AGO
    )
    customer.contacts = [Contact(party=party, authority=Authority.ORDER, created_at=LONG_AGO)]
    customer.preference = ContactPreference(language="en", currency="SEK", zone="Europe/Stockholm")
    db.add_all(
        [
            customer,
            Registration(customer=customer, channel=Channel.PORTAL, state=RegistrationState.NEW, at=LONG_AGO),
        ]
    )
    db.flush()
    return customer


def _credential() -> Credential:
    return Credential(
        password_hash=password_hash(),
        password_changed_at=LONG_AGO,
        question_code="school_neighbourhood",
        answer_hash=_answer_hash(),
        answer_changed_at=LONG_AGO,
        created_at=LONG_AGO,
        names=[SignInName(value=EMAIL, confirmed_at=LONG_AGO)],
    )
