"""Slips of the finger, the eye and the machine, on any keyboard."""

import unicodedata
from functools import cache
from random import Random

KEYBOARDS = (
    "qwertyuiop asdfghjkl zxcvbnm", "йцукенгшщзхъ фывапролджэ ячсмитьбю", "йцукенгшщзхї фівапролджє ячсмитьбю",
    ";ςερτυθιοπ ασδφγηξκλ ζχψωβνμ", "ضصثقفغعهخحجد شسيبلاتنمكط ئءؤرىةوزظ", "קראטוןםפ שדגכעיחלךף זסבהנמצתץ",
    "1234567890",
)  # fmt: skip
"""Rows of keys."""
LOOK_ALIKE = {"O": "0", "0": "O", "I": "1", "1": "I", "B": "8", "8": "B", "S": "5", "5": "S", "Z": "2", "2": "Z", "G": "6", "6": "G"}  # fmt: skip # noqa: E501
READ_AS = (
    ("rn", "m"), ("m", "rn"), ("l", "i"), ("i", "l"), ("o", "0"), ("cl", "d"), ("w", "vv"), ("e", "c"), ("u", "v"),
    ("h", "b"), ("ll", "li"), ("n", "ri"),
)  # fmt: skip
HANGUL, VOWELS, TAILS = 0xAC00, 21, 28
NEAR_VOWELS = {0: 4, 4: 0, 1: 5, 5: 1, 8: 13, 13: 8, 6: 4, 18: 20, 20: 18}
"""ㅏ and ㅓ, ㅐ and ㅔ, ㅗ and ㅜ, ㅡ and ㅣ stand beside each other."""


@cache
def neighbours() -> dict[str, str]:
    """The keys on both sides of each."""
    found: dict[str, str] = {}
    for row in (row for keyboard in KEYBOARDS for row in keyboard.split()):
        for place, key in enumerate(row):
            found.setdefault(key, row[max(place - 1, 0) : place] + row[place + 1 : place + 2])
    return found


def mistyped(word: str, chance: Random) -> str:
    """The word with one slip; the first letter is seldom wrong. As it was where there is no way to slip."""
    places = [place for place, letter in enumerate(word) if letter.isalpha() or letter.isdigit()]
    if any("\uac00" <= letter <= "\ud7af" for letter in word):
        return _in_hangul(word, chance)
    if len(places) < 3 or any("\u3040" <= letter <= "\u9fff" for letter in word):
        return word
    place = chance.choice(places[1:] if chance.random() < 0.9 else places[:1])
    slip = chance.choices(("beside", "turned", "left_out", "twice", "also_hit"), (35, 20, 25, 12, 8))[0]
    return _slip(word, place, slip, chance)


def _slip(word: str, place: int, slip: str, chance: Random) -> str:
    before, letter, after = word[:place], word[place], word[place + 1 :]
    if slip == "left_out" or (slip in {"beside", "also_hit"} and _near(letter, chance) == letter):
        return before + after
    match slip:
        case "beside":
            return before + _near(letter, chance) + after
        case "also_hit":
            return before + letter + _near(letter.lower(), chance) + after
        case "turned" if place > 1:
            return before[:-1] + letter + before[-1] + after
    return before + letter + letter.lower() + after


def _near(letter: str, chance: Random) -> str:
    keys = neighbours().get(letter.lower()) or neighbours().get(unicodedata.normalize("NFD", letter.lower())[0])
    if not keys:
        return letter
    hit = chance.choice(keys)
    return hit.upper() if letter.isupper() else hit


def _in_hangul(word: str, chance: Random) -> str:
    """One vowel is its neighbour, or a closing consonant is lost."""
    place = chance.randrange(len(word))
    code = ord(word[place]) - HANGUL
    start, vowel, tail = code // (VOWELS * TAILS), code // TAILS % VOWELS, code % TAILS
    if vowel in NEAR_VOWELS:
        vowel = NEAR_VOWELS[vowel]
    else:
        tail = 0
    return word[:place] + chr(HANGUL + (start * VOWELS + vowel) * TAILS + tail) + word[place + 1 :]


def misread(word: str, chance: Random) -> str:
    """A Latin word as a machine misreads it: rn is m, l is i."""
    wrong = [(left, right) for left, right in READ_AS if left in word[1:]]
    if not wrong:
        return word
    left, right = chance.choice(wrong)
    return word[0] + word[1:].replace(left, right, 1)


def misread_number(number: str, chance: Random) -> str:
    """A document's number with one sign taken for its look-alike: O for 0."""
    places = [place for place, mark in enumerate(number) if mark in LOOK_ALIKE]
    if not places:
        return number
    place = chance.choice(places)
    return number[:place] + LOOK_ALIKE[number[place]] + number[place + 1 :]


def wrong_figure(number: str, chance: Random, *, keep: int = 0) -> str:
    """A number with one figure wrong or two turned, beginning after the first `keep` signs."""
    places = [place for place, mark in enumerate(number) if mark.isdigit() and place >= keep]
    place = chance.choice(places)
    if chance.random() < 0.4 and place + 1 in places and number[place] != number[place + 1]:
        return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    other = chance.choice([figure for figure in "0123456789" if figure != number[place]])
    return number[:place] + other + number[place + 1 :]
