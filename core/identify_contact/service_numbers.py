"""Service numbers: what an active customer is served under, written by people in any way (IC-12, MC-8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Invalid
from core.model import Account, Customer, Service
from core.normalise import certificate_number, clean, phone_number

SHORTEST, LONGEST = 4, 40
_OTHER = re.compile(r"[0-9A-Z./:@]+")
_PHONE = re.compile(r"[+0-9().\s/\-\u2010-\u2015]+")


def service_number(typed: str, *, region: str | None) -> str:
    """As it is compared: E.164 for telephone numbers, else letters and figures without blanks and dashes.

    Raises Invalid beside 'service_number': service_number_missing, service_number_wrong.
    """
    if not typed.strip():
        raise Invalid.one("service_number", "service_number_missing")
    found = read_service_number(typed, region=region)
    if found is None:
        raise Invalid.one("service_number", "service_number_wrong")
    return found


def read_service_number(typed: str, *, region: str | None) -> str | None:
    """The same for a search: None for what cannot be one. Never raises."""
    try:
        plain = certificate_number(clean(typed[: LONGEST * 2]))
    except Invalid:
        return None
    if _PHONE.fullmatch(typed.strip()):
        try:
            return phone_number(typed, region)
        except Invalid:
            plain = plain.lstrip("+")
    fits = SHORTEST <= len(plain) <= LONGEST and _OTHER.fullmatch(plain) and any(sign.isdigit() for sign in plain)
    return plain if fits else None


@dataclass(frozen=True, slots=True)
class Served:
    """One service of a customer: its number, the account it is paid from, since when."""

    number: str
    account: str
    since: datetime

    @property
    def is_phone(self) -> bool:
        return self.number.startswith("+")


def services_of(db: Session, customer: Customer) -> list[Served]:
    """Services that a customer has now, the first one first."""
    live = (Service.customer_id == customer.id, Service.ended_at.is_(None))
    query = select(Service.number, Account.code, Service.started_at).outerjoin(
        Account, Account.id == Service.account_id
    )
    return [Served(number, code or "", at) for number, code, at in db.execute(query.where(*live).order_by(Service.id))]
