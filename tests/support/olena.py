"""Olena Kovalenko, who registers: her answers of every step, and her way through the portal."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor
from core.database.transaction import transaction
from core.identify_contact.answers import (
    AccessAnswers,
    AddressAnswers,
    BasicAnswers,
    CertificateAnswers,
    ConsentAnswer,
    ConsentAnswers,
    ContactAnswers,
    MethodAnswers,
    NoticeAnswers,
    PreferenceAnswers,
    RegistrationAnswers,
)
from core.identify_contact.confirmation import ask_confirmation, confirm_draft
from core.identify_contact.drafts import answers_of, begin_draft, keep_step, open_draft
from core.identify_contact.registration import register
from core.model import Channel, Customer, Gender, Job, MediumKind
from core.outbox import secret_of
from tests.support.cast import password_hash

SECRET = "b" * 43
EMAIL = "olena.kovalenko@foyer.example"
MOBILE = "+46701740641"
NUMBER = "FX384711"


@cache
def answer_hash() -> str:
    from core.passwords import hash_answer

    return hash_answer("Їжачок")


def basic(**changes: object) -> BasicAnswers:
    known = BasicAnswers(
        last_name="Коваленко",
        first_name="Олена",
        latin_name="Olena Kovalenko",
        gender=Gender.FEMALE,
        nationality="UA",
        birth_date=date(1991, 8, 14),
        email=EMAIL,
        mobile=MOBILE,
    )
    return replace(known, **changes)


def certificate(**changes: object) -> CertificateAnswers:
    known = CertificateAnswers(type_code="passport", number=NUMBER, issuing_state="UA", expires_on=date(2031, 4, 5))
    return replace(known, **changes)


def answers(**changes: object) -> RegistrationAnswers:
    """Every step of the portal, access with hashes made once a process."""
    known = RegistrationAnswers(
        certificate=certificate(),
        basic=basic(),
        contacts=(
            ContactAnswers(
                type_code="billing",
                last_name="Kovalenko",
                first_name="Andriy",
                methods=(MethodAnswers(kind=MediumKind.EMAIL, value="andriy@foyer.example", preferred=True),),
            ),
        ),
        addresses=(
            AddressAnswers(
                country="SE", locality="Stockholm", detailed="Fleminggatan 48", postal_code="112 33", contact_first=True
            ),
        ),
        preferences=PreferenceAnswers(
            currency="SEK", language="en", do_not_disturb=True, first_channel="call", allowed_days=(1, 2, 3),
            allowed_spans=(("09:00", "12:00"),), zone="Europe/Stockholm",
        ),
        consents=ConsentAnswers(lines=(ConsentAnswer(purpose="own_marketing", channel="email", given=True),)),
        access=AccessAnswers(
            password_hash=password_hash(), question_code="family_nickname", answer_hash=answer_hash()
        ),
        notices=NoticeAnswers(language="en", privacy=1, terms=1),
    )  # fmt: skip
    return replace(known, **changes)


def desk_answers(**changes: object) -> RegistrationAnswers:
    """What staff type on her behalf."""
    return answers(access=None, notices=None, consents=None, **changes)


def code_sent(db: Session, to: str) -> str:
    """The six digits last sent to an address."""
    for job in db.scalars(select(Job).order_by(Job.id.desc())):
        secret = secret_of(job)
        if secret.get("to") == to and secret.get("code"):
            return str(secret["code"])
    raise AssertionError(f"no code went to {to}")


def fill_draft(given: RegistrationAnswers, *, now: datetime, secret: str = SECRET) -> str:
    """A draft with every answer, not confirmed; returns its public id."""
    with transaction() as db:
        draft = begin_draft(db, channel=Channel.PORTAL, language="en", browser_secret=secret, staff=None, now=now)
        for step in ("certificate", "basic", "contacts", "addresses", "preferences", "consents", "access", "notices"):
            keep_step(db, draft, step, getattr(given, step), now=now)
        return draft.public_id


def confirm_by_code(public_id: str, *, now: datetime, target: str = EMAIL, secret: str = SECRET) -> bool:
    """Asks for a code, reads it from the mail and types it."""
    with transaction() as db:
        draft = open_draft(db, public_id, browser_secret=secret, now=now)
        ask_confirmation(db, draft, target=target, language="en", now=now)
    with transaction() as db:
        code = code_sent(db, target)
    return confirm_draft(public_id, code, browser_secret=secret, now=now)


def submit(public_id: str, *, key: str, now: datetime, secret: str = SECRET) -> Customer:
    """Review, Submit."""
    with transaction() as db:
        draft = open_draft(db, public_id, browser_secret=secret, now=now)
        given = answers_of(draft)
        return register(db, given, by=Actor.public(), channel=Channel.PORTAL, now=now, key=key, draft=draft)


def register_olena(*, now: datetime, key: str = "o" * 22, **changes: object) -> Customer:
    """Her whole way through the portal."""
    given = answers(**changes)
    assert given.basic
    public_id = fill_draft(given, now=now)
    assert confirm_by_code(public_id, now=now, target=given.reached_at[0])
    return submit(public_id, key=key, now=now)
