"""From one alphabet into another, letter by letter, by the standards that passports and people follow."""

import unicodedata
from functools import cache

from bench.duplicates.record import sections

ALPHABETS = {"RU": "cyrillic", "UA": "cyrillic", "GR": "greek"}


@cache
def standards(alphabet: str) -> dict[str, dict[str, str]]:
    """The tables of an alphabet by name: 'UA passport' → letter → Latin letters, what the base says included."""
    found: dict[str, dict[str, str]] = {}
    for heading, line in sections("letters"):
        if heading == alphabet:
            name, pairs = _named(line.split())
            table = {left: "" if right == "_" else right for left, right in zip(pairs[::2], pairs[1::2], strict=True)}
            found[name] = {**found.get("base", {}), **table}
    return found


def _named(words: list[str]) -> tuple[str, list[str]]:
    """'base а a' and 'RU passport ъ ie' begin with their names; 'marks' have one word."""
    length = 2 if len(words[0]) == 2 and words[0].isupper() else 1
    return " ".join(words[:length]), words[length:]


def in_latin(name: str, country: str) -> tuple[str, ...]:
    """A name in Cyrillic or Greek letters by each standard of its country, the passport's first."""
    wanted = [table for title, table in standards(ALPHABETS[country]).items() if title.startswith(country)]
    return tuple(dict.fromkeys(carried_over(name, table) for table in wanted))


def carried_over(text: str, table: dict[str, str]) -> str:
    """The text by a table, two letters before one, capitals as in the text. '^я' in a table is я as first letter."""
    plain = without_accents(text) if any("α" <= letter <= "ω" for letter in table) else text
    made, place = [], 0
    while place < len(plain):
        for length in (2, 1):
            piece = plain[place : place + length]
            first = place == 0 or not plain[place - 1].isalpha()
            known = table.get(f"^{piece.lower()}" if first else "", table.get(piece.lower()))
            if len(piece) == length and known is not None:
                made.append(known.capitalize() if piece[0].isupper() else known)
                break
        else:
            made.append(plain[place])
            length = 1
        place += length
    latin = "".join(made)
    return latin[:1].upper() + latin[1:]


def without_accents(text: str) -> str:
    """'Λάμπρος' is 'Λαμπρος', 'Günter' is 'Gunter', 'Łukasz' stays: the stroke is no accent."""
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(mark for mark in parts if not unicodedata.combining(mark)))


def without_marks(name: str) -> tuple[str, ...]:
    """A Latin name as keyboards without its letters write it: 'Müller' is 'Muller', 'Mueller'."""
    tables = standards("marks")
    plain = without_accents(name).translate(str.maketrans("łŁøØđĐıßæÆ", "lLoOdDisaA"))
    spelled = [without_accents(carried_over(name, table)) for table in tables.values()]
    return tuple(one for one in dict.fromkeys([plain, *spelled]) if one != name)
