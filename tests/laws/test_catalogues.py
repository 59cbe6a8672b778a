"""Everybody reads Foyer in their language, whole."""

import pytest
from babel.messages.catalog import Catalog

from tools.translate import LANGUAGES, read, texts


@pytest.fixture(scope="module")
def english() -> Catalog:
    return texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str, english: Catalog):
    held = read(language)
    left = [entry.id for entry in english if entry.id and not said(held, entry)]
    assert not left, f"{len(left)} texts of {language} are open: run `make words` and translate them"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders(language: str):
    held = read(language)
    wrong = {str(entry.id): [str(error) for error in entry.check(held)] for entry in held if any(entry.string or ())}
    assert not {text: errors for text, errors in wrong.items() if errors}


def test_one_english_word_may_be_two_in_another_language():
    """New: a lead is feminine in Arabic, a registration masculine; a value is neither, it is the new one."""
    words = {context: read("ar").get("New", context).string for context in ("lead", "registration", "value", None)}
    assert words["lead"] not in (words["registration"], words["value"], words[None])
    assert read("zh").get("Submitted", "order").string != read("zh").get("Submitted").string


def test_every_language_offered_has_a_catalogue():
    from web.languages import NAMES

    assert set(NAMES) == {"en", *LANGUAGES}


def said(held: Catalog, entry) -> bool:
    known = held.get(entry.id if isinstance(entry.id, str) else entry.id[0], entry.context)
    forms = () if known is None else known.string if isinstance(known.string, tuple | list) else (known.string,)
    return known is not None and not known.fuzzy and bool(forms) and all(forms)
