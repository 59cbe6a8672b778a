"""One folded form of a text, so that both databases find and sort alike in any script."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

from core.errors import Invalid

LONGEST_SORT_KEY = 200
"""Characters: an index entry has an upper limit in PostgreSQL."""

LONGEST_TAIL = 6
"""Characters of a Chinese or Korean name that count together from its second character on."""

# Marks that readers leave out: accents and cedillas, Hebrew points, Arabic vowels. Vowel signs of India and the
# voicing marks of Japan belong to other classes and stay.
_LEFT_OUT = frozenset(range(10, 36)) | frozenset(range(200, 235))
_ALIKE = str.maketrans({"ـ": None, "ى": "ي", "ة": "ه", "’": "'", "ʼ": "'", "ʹ": "'"})
_SILENT = re.compile(r"['`]")
_BETWEEN_WORDS = re.compile(r"[^0-9a-z]+")
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af]+")
_VOWELLESS = re.compile(r"[\u0590-\u07ff\u08a0-\u08ff]")
# Spellings of passports (ICAO 9303-3, table of transliterations), beside the plain letter.
_PASSPORT_SPELLING = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})

_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BLANKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")


def fold(text: str) -> str:
    """The text in small Latin letters and figures, words one blank apart: 'Óscar  O’Brien-Lee' is 'oscar obrien lee'.

    Never raises. Empty only when nothing is there: a text without letters keeps its signs.
    """
    plain = text.lower() if text.isascii() and text.isprintable() else anyascii(without_marks(text)).casefold()
    words = " ".join(_BETWEEN_WORDS.sub(" ", _SILENT.sub("", plain)).split())
    return words or " ".join(_storable(text).casefold().split())


def search_text(*parts: str | None) -> str:
    """What a record is found by: every word of the parts begins after a blank, and so does each joined form.

    '% ' before and '%' after a folded fragment finds the beginning of any word, of a single Chinese or Korean
    character, of the parts written without blanks ('ouyangnana', 'obrienlee') and of a passport's spelling (Mueller).
    """
    said = [part for part in parts if part and part.strip()]
    forms = [fold(part) for part in said]
    forms += [_from_each_character(part) for part in said]
    forms += [fold(_composed(part).translate(_PASSPORT_SPELLING)) for part in said]
    forms += [form.replace(" ", "") for form in forms[: len(said)]]
    forms.append("".join(forms[: len(said)]).replace(" ", ""))
    return f" {' '.join(dict.fromkeys(form for form in forms if form))} " if said else ""


def sort_key(*parts: str | None) -> str:
    """Sorts bytewise in the order of the parts: 'Li, Wei' before 'Li Na, Ah'; at most 200 characters."""
    return "  ".join(fold(part) for part in parts if part and part.strip())[:LONGEST_SORT_KEY]


def clean(text: str, *, lines: bool = False) -> str:
    """Composed (NFC) and trimmed; invisible marks that copying brings along are dropped.

    `lines`: keep line breaks (as \\n), else they become blanks. Raises Invalid('text', 'characters_not_allowed')
    for NUL and other control characters, lone surrogates and code points that are no characters.
    """
    if text.isascii() and text.isprintable():
        return text.strip()  # nothing below applies
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if lines:
        composed = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", composed)
        refused = (mark for mark in composed if mark not in "\n\t" and _is_refused(mark))
    else:
        composed = _BLANKS.sub(" ", composed.replace("\r\n", " "))
        refused = (mark for mark in composed if _is_refused(mark))
    if (mark := next(refused, None)) is not None:
        raise Invalid.one("text", "characters_not_allowed", character=f"U+{ord(mark):04X}")
    return composed.strip()


def name_latin(text: str) -> str:
    """A name in Latin letters: as it stands if it is written so, else transliterated, each word with a capital.

    A suggestion for 'Name in Latin letters, as in the document'; what the document says wins. Empty for Arabic and
    Hebrew, which do not write the vowels a suggestion needs.
    """
    name = " ".join(clean(text).split())
    if name.isascii() or all(_is_latin(letter) for letter in name):
        return name
    if _VOWELLESS.search(name):
        return ""
    latin = _SILENT.sub("", anyascii(without_marks(name))).split()
    return " ".join(word[:1].upper() + word[1:].lower() for word in latin)


def without_marks(text: str) -> str:
    """The text without accents and vowel points; letters that Arabic writers exchange made one.

    Secret answers are hashed over this: a change needs a new `ANSWER_VERSION`.
    """
    parts = unicodedata.normalize("NFKD", _storable(text))
    kept = "".join(mark for mark in parts if unicodedata.combining(mark) not in _LEFT_OUT)
    return unicodedata.normalize("NFC", kept).translate(_ALIKE)


def _storable(text: str) -> str:
    """Without lone surrogates and NUL, which neither anyascii nor a database takes."""
    return "".join(mark for mark in text if mark != "\0" and not "\ud800" <= mark <= "\udfff")


def _from_each_character(text: str) -> str:
    """'欧阳娜娜' is found by 阳 and by 娜娜 too: such names have no blanks to begin a word after."""
    runs = _IDEOGRAPHS.findall(_storable(text))
    tails = [run[place : place + LONGEST_TAIL] for run in runs for place in range(1, len(run))]
    return " ".join(fold(tail) for tail in tails)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _is_latin(letter: str) -> bool:
    return not letter.isalpha() or "LATIN" in unicodedata.name(letter, "")


def _is_refused(mark: str) -> bool:
    return unicodedata.category(mark) in {"Cc", "Cs"} or ord(mark) & 0xFFFE == 0xFFFE or "\ufdd0" <= mark <= "\ufdef"
