"""Numbers of documents and secret answers: what two people type differently and mean alike."""

from __future__ import annotations

import re
import unicodedata

from core.normalise.names import clean, without_marks

ANSWER_VERSION = 1
"""Stored beside each hash: `secret_answer` of a version never changes (R8)."""

_BLANKS_AND_DASHES = re.compile(r"[\s\-\u00b7\u2010-\u2015\u2212_]+")


def digits_latin(text: str) -> str:
    """The text with the figures of every script as 0 to 9: '١٩٩١' is '1991'."""
    return "".join(str(unicodedata.decimal(mark)) if mark.isdecimal() else mark for mark in text)


def certificate_number(text: str) -> str:
    """Capitals and Latin figures, without blanks and dashes. Raises Invalid as `clean` does."""
    if text.isascii() and text.isalnum():
        return text.upper()  # nothing below applies
    return _BLANKS_AND_DASHES.sub("", digits_latin(unicodedata.normalize("NFKC", clean(text)))).upper()


def secret_answer(text: str) -> str:
    """The form an answer is hashed and compared in: case, accents, punctuation and blanks do not count (R8).

    Empty when nothing is left. Never raises.
    """
    plain = without_marks(unicodedata.normalize("NFKC", text)).casefold()
    spaced = re.sub(r"[\s\-\u2010-\u2015_/]", " ", digits_latin(plain))
    kept = "".join(mark for mark in spaced if not _does_not_count(unicodedata.category(mark)))
    return " ".join(kept.split())


def _does_not_count(category: str) -> bool:
    return category.startswith("P") or category in {"Cc", "Cf", "Cs"}
