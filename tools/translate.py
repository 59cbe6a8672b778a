"""Catalogues of the texts: `python -m tools.translate update|compile|missing`.

`update` reads every text from code and templates into web/translations/*/LC_MESSAGES/messages.po and keeps what is
translated; `missing` lists what is not, and fails when there is any; `compile` makes what the product reads.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).resolve().parent.parent
CATALOGUES = HOUSE / "web" / "translations"
LANGUAGES = ("zh", "ar")
ROOMS = ("core", "web", "portal", "backoffice", "jobs", "templates")
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2), "lazy_pgettext": ((1, "c"), 2)}
ALWAYS = datetime(2026, 11, 1, tzinfo=UTC)
"""A date that does not change: only texts shall show in a comparison."""
HEADER: dict[str, Any] = {
    "project": "Foyer",
    "version": "1",
    "header_comment": "# Texts of Foyer, kept by `python -m tools.translate`.",
    "msgid_bugs_address": "-",
    "last_translator": "-",
    "language_team": "-",
    "creation_date": ALWAYS,
    "fuzzy": False,
}


def texts() -> Catalog:
    """Every text of the product, as English wrote it."""
    found = Catalog(**HEADER)
    with (HOUSE / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    for room in ROOMS:
        ours = [(pattern.removeprefix(f"{room}/"), method) for pattern, method in methods if pattern.startswith(room)]
        for _file, _line, message, comments, context in extract_from_dir(
            HOUSE / room, ours, options, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
        ):
            found.add(message, auto_comments=comments, context=context)
    return found


def catalogue(language: str) -> Path:
    """Where the translations of one language stand."""
    return CATALOGUES / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """One language as it is; empty where nobody has begun."""
    file = catalogue(language)
    if not file.exists():
        return Catalog(locale=language, revision_date=ALWAYS, **HEADER)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def update() -> int:
    """Brings every catalogue up to the texts; what is no longer said is forgotten."""
    english = texts()
    for language in LANGUAGES:
        known = read(language)
        known.update(english, no_fuzzy_matching=True)
        known.obsolete.clear()
        known.creation_date = known.revision_date = ALWAYS
        catalogue(language).parent.mkdir(parents=True, exist_ok=True)
        with catalogue(language).open("wb") as target:
            write_po(target, known, no_location=True, sort_output=True, width=120)
        print(f"{language}: {len(english)} texts, {len(untranslated(known))} to translate")
    return 0


def untranslated(known: Catalog) -> list[str]:
    """Texts of a catalogue that nobody has translated."""
    return [str(entry.id) for entry in known if entry.id and not all(_forms(entry.string))]


def _forms(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, list | tuple) else (str(string or ""),)


def missing() -> int:
    """Says what is left to translate."""
    left = {language: untranslated(read(language)) for language in LANGUAGES}
    for language, entries in left.items():
        print("\n".join(f"{language}: {entry}" for entry in entries))
    return int(any(left.values()))


def compile_all() -> int:
    """Makes the files that the product reads."""
    for language in LANGUAGES:
        with catalogue(language).with_suffix(".mo").open("wb") as target:
            write_mo(target, read(language))
    return 0


if __name__ == "__main__":
    acts = {"update": update, "missing": missing, "compile": compile_all}
    if sys.argv[1:] == [] or sys.argv[1] not in acts:
        sys.exit(__doc__)
    sys.exit(acts[sys.argv[1]]())
