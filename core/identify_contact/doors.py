"""What is required at each door (values.md, What is required, by door), and who may open it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.access import Actor, ActorKind, Permission, ensure
from core.errors import NotAllowed
from core.identify_contact import limits
from core.identify_contact.answers import (
    RegistrationAnswers,
    examine_addresses,
    examine_basic,
    examine_certificate,
    examine_consents,
    examine_contacts,
    examine_preferences,
)
from core.identify_contact.answers.problems import Problems
from core.identify_contact.certificate_types import ANY_TYPE, TypeRules
from core.identify_contact.guardianship import lacks_guardian
from core.model import Channel

DESK = frozenset({Channel.SHOP, Channel.PHONE})
FROM_ELSEWHERE = frozenset({Channel.IMPORT, Channel.API})
"""Doors through which another system speaks: its own reference is as good as a way to reach somebody."""


def ensure_door(by: Actor, channel: Channel) -> None:
    """Refuses a door that is not the actor's: people themselves at the portal, staff at theirs. Raises NotAllowed."""
    if by.kind is ActorKind.SYSTEM:
        return
    if channel is Channel.PORTAL:
        if by.kind is not ActorKind.PUBLIC:
            raise NotAllowed("door_not_yours")
    elif channel in DESK:
        ensure(by, Permission.REGISTER)
    elif channel is Channel.SALES:
        ensure(by, Permission.REGISTER_QUICK, Permission.REGISTER)
    elif channel is Channel.IMPORT:
        ensure(by, Permission.IMPORT)
    else:
        raise NotAllowed("door_not_yours")


def examine_registration(
    answers: RegistrationAnswers,
    *,
    door: Channel,
    today: date,
    confirmed: str = "",
    rules: TypeRules = ANY_TYPE,
    minimum_age: int = 0,
) -> RegistrationAnswers:
    """Everything once more, as a whole, in the form that is stored.

    `confirmed`: the e-mail or mobile whose code came back; `rules`: of the certificate's type; `minimum_age`: in
    years, who is younger names a guardian. Raises Invalid: step_missing (field names the step), not_confirmed,
    contact_method_missing, password_missing, question_missing, notices_missing, guardian_missing, password_by_staff,
    question_by_phone_only, and whatever the single steps raise.
    """
    problems = Problems()
    if answers.basic is None:
        problems.add("basic", "step_missing")
    if answers.certificate is None and door in DESK | {Channel.PORTAL}:
        problems.add("certificate", "step_missing")
    problems.must_be_none()
    examined = _parts(answers, door=door, today=today, rules=rules)
    if door is Channel.PORTAL:
        _portal(examined, problems, confirmed=confirmed)
    else:
        _staff(examined, problems, door=door)
    in_person = door in DESK | {Channel.PORTAL}
    if in_person and lacks_guardian(examined.basic, examined.contacts, today=today, minimum_age=minimum_age):
        problems.add("contacts", "guardian_missing", age=minimum_age)
    problems.must_be_none()
    return examined


def _parts(answers: RegistrationAnswers, *, door: Channel, today: date, rules: TypeRules) -> RegistrationAnswers:
    certificate, basic = answers.certificate, answers.basic
    return replace(
        answers,
        certificate=certificate and examine_certificate(certificate, today=today, door=door, rules=rules),
        basic=basic and examine_basic(basic, today=today, door=door),
        contacts=examine_contacts(answers.contacts),
        addresses=examine_addresses(answers.addresses),
        preferences=answers.preferences and examine_preferences(answers.preferences),
        consents=answers.consents and examine_consents(answers.consents),
        external_reference=reference_of(answers.external_reference),
    )


def reference_of(typed: str) -> str:
    """What another system calls the customer, as it is kept. Raises Invalid: too_long, characters_not_allowed."""
    problems = Problems()
    reference = problems.text("external_reference", typed, most=limits.SHORT_TEXT)
    problems.must_be_none()
    return reference


def _portal(answers: RegistrationAnswers, problems: Problems, *, confirmed: str) -> None:
    if not confirmed or confirmed not in answers.reached_at:
        problems.add("confirm", "not_confirmed")
    access = answers.access
    if access is None or not access.password_hash:
        problems.add("access", "password_missing")
    elif not (access.question_code and access.answer_hash):
        problems.add("access", "question_missing")
    if answers.notices is None:
        problems.add("review", "notices_missing")


def is_reached(answers: RegistrationAnswers) -> bool:
    """Whether there is a way to reach the person."""
    return bool(answers.reached_at) or any(contact.methods for contact in answers.contacts)


def _staff(answers: RegistrationAnswers, problems: Problems, *, door: Channel) -> None:
    if not (is_reached(answers) or (answers.external_reference and door in FROM_ELSEWHERE) or door is Channel.API):
        problems.add("email", "contact_method_missing")
    if answers.access is not None and answers.access.password_hash:
        problems.add("access", "password_by_staff")
    elif answers.access is not None and door is not Channel.PHONE:
        problems.add("access", "question_by_phone_only")
