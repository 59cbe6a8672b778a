"""Numbers that people say aloud: unique, never reused, gaps allowed."""

from sqlalchemy.orm import Session
from stdnum.iso7064 import mod_11_10

from core.database.sequence import next_number

CODE_LENGTH = 11


def code_of(count: int, *, first: str = "4") -> str:
    """Eleven digits: a leading digit, the count, and the check digit of ISO 7064 Mod 11,10."""
    body = f"{first}{count:0{CODE_LENGTH - 2}d}"
    return body + mod_11_10.calc_check_digit(body)


def is_code(text: str) -> bool:
    """Whether eleven digits carry the right check digit."""
    return len(text) == CODE_LENGTH and text.isdigit() and text.isascii() and bool(mod_11_10.is_valid(text))


def customer_code(db: Session) -> str:
    """The next customer code: 11 digits, the last a check digit."""
    return code_of(next_number(db, "customer_code"))


def account_code(db: Session) -> str:
    """The next account code: 11 digits, the last a check digit."""
    return code_of(next_number(db, "account_code"), first="7")


def lead_number(db: Session) -> str:
    """The next lead number, such as L-0001482."""
    return f"L-{next_number(db, 'lead_number'):07d}"


def opportunity_number(db: Session) -> str:
    """The next opportunity number, such as O-0000217."""
    return f"O-{next_number(db, 'opportunity_number'):07d}"


def order_number(db: Session) -> str:
    """The next modification order number, such as M-0000031."""
    return f"M-{next_number(db, 'order_number'):07d}"
