"""The reference lists of a new operator, in every language of the product; seeded by the first migration."""

from collections.abc import Iterator

from core.reference_content import certificates, contacts, orders, organisations, people, reasons, selling
from core.reference_content.term import Term, terms_of

__all__ = ["Term", "all_terms"]

_PARTS = (certificates, people, contacts, organisations, selling, reasons, orders)


def all_terms() -> Iterator[Term]:
    """Every term of every list. (kind, code) is unique; labels have 'en', 'zh' and 'ar'."""
    for part in _PARTS:
        yield from terms_of(part.LISTS)
