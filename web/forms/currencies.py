"""Currencies in use today, the operator's own first."""

from babel.core import get_global

from web.formats import writing
from web.operator import operator


def currencies() -> list[tuple[str, str]]:
    """Code and name in the reader's language: SEK, Swedish krona."""
    names, own = writing().currencies, operator().currency
    now = {
        code
        for listed in get_global("territory_currencies").values()
        for code, _since, until, legal in listed
        if until is None and legal
    } - {own}
    return [(code, f"{code}, {names.get(code, code)}") for code in (own, *sorted(now))]
