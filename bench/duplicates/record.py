"""A registration as it is stored: what a clerk, a form or a reader of documents has put in of one person."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"


@dataclass(slots=True)
class Record:
    """What is stored of somebody; "" and [] where nothing is. Fields are those of the product's party."""

    last_name: str = ""
    middle_name: str = ""
    first_name: str = ""
    latin_name: str = ""
    """'Name in Latin letters, as in the document', given names first; empty beside a Latin name."""
    gender: str = ""
    nationality: str = ""
    """ISO alpha-2, as all countries here."""
    birth_date: str = ""
    """ISO."""
    certificate_type: str = ""
    certificate_state: str = ""
    """Who issued it."""
    certificate_number: str = ""
    phones: list[str] = field(default_factory=list)
    """E.164."""
    emails: list[str] = field(default_factory=list)
    country: str = ""
    """Of the address, as the three below."""
    locality: str = ""
    postal_code: str = ""
    detailed: str = ""


FIELDS = tuple(one.name for one in fields(Record))
LISTS = ("phones", "emails")


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of one table, without its remarks."""
    text = (TABLES / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def sections(name: str) -> Iterator[tuple[str, str]]:
    """Each line of a table with the heading in [brackets] above it."""
    heading = ""
    for line in lines(name):
        if line.startswith("["):
            heading = line.strip("[]")
        else:
            yield heading, line
