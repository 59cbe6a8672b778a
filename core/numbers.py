"""Numbers that people say aloud: unique, never reused, gaps allowed."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from core.database.sequence import next_number
from core.numbering import ACCOUNTS, CUSTOMERS, Scheme, numbering_of

CODE_LENGTH = CUSTOMERS.digits


def code_of(count: int, *, first: str = "4") -> str:
    """Eleven digits: a leading digit, the count, and the check digit of ISO 7064 Mod 11,10."""
    return {CUSTOMERS.prefix: CUSTOMERS, ACCOUNTS.prefix: ACCOUNTS}.get(first, Scheme(first)).code(count)


def is_code(text: str) -> bool:
    """Whether eleven digits carry the right check digit, as long as the operator numbers as ever."""
    return CUSTOMERS.fits(text) or ACCOUNTS.fits(text)


def customer_code(db: Session) -> str:
    """The next customer code by the operator's scheme; 11 digits, the last a check digit, unless they say otherwise."""
    return numbering_of(db).customer.code(next_number(db, "customer_code"))


def customer_codes(db: Session, count: int) -> Iterator[str]:
    """So many customer codes, reserved at once."""
    scheme, first = numbering_of(db).customer, next_number(db, "customer_code", count=count)
    return (scheme.code(number) for number in range(first, first + count))


def account_code(db: Session) -> str:
    """The next account code, likewise."""
    return numbering_of(db).account.code(next_number(db, "account_code"))


def lead_number(db: Session) -> str:
    """The next lead number, such as L-0001482."""
    return f"L-{next_number(db, 'lead_number'):07d}"


def opportunity_number(db: Session) -> str:
    """The next opportunity number, such as O-0000217."""
    return f"O-{next_number(db, 'opportunity_number'):07d}"


def order_number(db: Session) -> str:
    """The next modification order number, such as M-0000031."""
    return f"M-{next_number(db, 'order_number'):07d}"
