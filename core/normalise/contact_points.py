"""E-mail addresses and phone numbers, each in the one form that is stored and compared."""

from __future__ import annotations

import unicodedata

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from core.errors import Invalid
from core.normalise.names import clean

LONGEST_EMAIL = 254


def email_address(text: str) -> str:
    """The address in small letters, its domain in the form the mail server wants (xn--…).

    Raises Invalid('email', 'email_missing' | 'email_wrong'). Whether anybody reads there shows the code we send.
    """
    typed = unicodedata.normalize("NFKC", _cleaned(text, field="email", code="email_wrong"))
    if not typed:
        raise Invalid.one("email", "email_missing")
    if len(typed) > LONGEST_EMAIL:
        raise Invalid.one("email", "email_wrong")
    try:
        found = validate_email(typed, check_deliverability=False)
    except EmailNotValidError as problem:
        raise Invalid.one("email", "email_wrong") from problem
    return f"{found.local_part}@{found.ascii_domain}".lower()


def phone_number(text: str, region: str | None) -> str:
    """The number as +4670… (E.164), read as dialled in `region` (ISO alpha-2) unless it begins with + or 00.

    Figures of any script. Raises Invalid('phone', 'phone_missing' | 'phone_wrong' | 'phone_too_short' |
    'phone_too_long' | 'phone_needs_country' | 'phone_with_extension'). New ranges pass: see `phone_doubt`.
    """
    typed = _cleaned(text, field="phone", code="phone_wrong")
    if not typed:
        raise Invalid.one("phone", "phone_missing")
    if len(typed) > 40:
        raise Invalid.one("phone", "phone_too_long")
    number = _parsed(typed, region)
    if number.extension:
        raise Invalid.one("phone", "phone_with_extension")
    match phonenumbers.is_possible_number_with_reason(number):
        case ValidationResult.IS_POSSIBLE:
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
        case ValidationResult.TOO_SHORT | ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
            raise Invalid.one("phone", "phone_too_short")
        case ValidationResult.TOO_LONG:
            raise Invalid.one("phone", "phone_too_long")
        case _:
            raise Invalid.one("phone", "phone_wrong")


def phone_doubt(e164: str) -> str | None:
    """'phone_not_assigned' when the numbering plan we know has no such number; a warning, plans change."""
    return None if phonenumbers.is_valid_number(phonenumbers.parse(e164, None)) else "phone_not_assigned"


def phone_local(e164: str, region: str | None) -> str:
    """The number as people in `region` write it: national at home, else with its country code."""
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return e164
    home = region is not None and number.country_code == phonenumbers.country_code_for_region(region)
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL)


def _cleaned(text: str, *, field: str, code: str) -> str:
    try:
        return clean(text)
    except Invalid as problem:
        raise Invalid.one(field, code) from problem


def _parsed(typed: str, region: str | None) -> phonenumbers.PhoneNumber:
    figures = f"+{typed[2:]}" if typed.startswith("00") else typed
    try:
        return phonenumbers.parse(figures, region)
    except NumberParseException as problem:
        needs_country = problem.error_type == NumberParseException.INVALID_COUNTRY_CODE and not figures.startswith("+")
        too_short = problem.error_type == NumberParseException.TOO_SHORT_NSN
        code = "phone_needs_country" if needs_country else "phone_too_short" if too_short else "phone_wrong"
        raise Invalid.one("phone", code) from problem
