"""Chinese, Japanese and Korean names in Latin letters: each by more than one custom."""

from functools import cache

from bench.duplicates.record import lines, sections

WADE_GILES = (
    ("zh", "ch"), ("q", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j"), ("j", "ch"), ("b", "p"), ("d", "t"),
    ("g", "k"), ("p", "p"), ("t", "t"), ("k", "k"),
)  # fmt: skip
WADE_GILES_ENDS = {"ong": "ung", "ian": "ien", "yan": "yen", "ye": "yeh", "ie": "ieh", "ue": "ueh", "you": "yu"}
KUNREI = (("sh", "sy"), ("syi", "si"), ("ch", "ty"), ("tyi", "ti"), ("tsu", "tu"), ("fu", "hu"), ("ji", "zi"))


@cache
def characters() -> dict[str, tuple[str, str, str]]:
    """Each character of the names here: its traditional form, its pinyin, how Hong Kong writes it."""
    table = (line.split() for line in lines("chinese"))
    return {simple: (traditional, pinyin, cantonese) for simple, traditional, pinyin, cantonese in table}


def traditional(name: str) -> str:
    """A name as Taiwan and Hong Kong write it."""
    return "".join(characters().get(character, (character,))[0] for character in name)


@cache
def homophones() -> dict[str, str]:
    """Characters that an input method offers beside each other, by character."""
    table = characters()
    return {
        one: "".join(other for other in table if other != one and table[other][1] == table[one][1]) for one in table
    }


def chinese(name: str, *, family: bool) -> tuple[str, ...]:
    """Pinyin joined, apart, hyphenated; Hong Kong's and Taiwan's; 'lyu' is what passports make of 'lü'."""
    simple = {known[0]: one for one, known in characters().items()}
    known = [characters()[simple.get(character, character)] for character in name]
    pinyin = [pinyin for _, pinyin, _ in known]
    cantonese = [written for *_, written in known]
    taiwan = [wade_giles(one) for one in pinyin]
    forms = ["".join(pinyin), " ".join(cantonese).title(), " ".join(pinyin).title(), "-".join(pinyin).capitalize()]
    forms += ["-".join(taiwan).capitalize(), " ".join(taiwan).title(), "".join(pinyin).replace("lyu", "lu")]
    if family:
        forms = [forms[0], "".join(cantonese), "".join(taiwan), forms[-1]]
    return tuple(dict.fromkeys(form[:1].upper() + form[1:] for form in forms))


def wade_giles(pinyin: str) -> str:
    """A syllable as Taiwan wrote it, its apostrophes left out as in passports: 'zhong' is 'chung'."""
    for end, other in WADE_GILES_ENDS.items():
        if pinyin.endswith(end):
            pinyin = pinyin.removesuffix(end) + other
            break
    for start, other in WADE_GILES:
        if pinyin.startswith(start):
            return other + pinyin.removeprefix(start)
    return pinyin


def japanese(readings: tuple[str, ...]) -> tuple[str, ...]:
    """A reading as passports write it (long vowels short), with the vowels written out, with h, by the older custom."""
    forms = []
    for reading in readings:
        plain = reading.replace("ou", "o").replace("oo", "o").replace("uu", "u")
        older = plain
        for left, right in KUNREI:
            older = older.replace(left, right)
        with_h = reading.replace("ou", "oh") if "ou" in reading else plain
        macron = reading.replace("ou", "ō").replace("oo", "ō").replace("uu", "ū")
        forms += [plain, reading, with_h, macron, older]
    return tuple(dict.fromkeys(form.replace("'", "").capitalize() for form in forms))


@cache
def _korean() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    families: dict[str, list[str]] = {}
    syllables: dict[str, list[str]] = {}
    tables = {"korean": families, "korean syllables": syllables}
    for heading, line in sections("spellings"):
        if heading in tables:
            name, *forms = line.split()
            tables[heading][name] = forms
    return families, syllables


def korean(name: str, *, family: bool) -> tuple[str, ...]:
    """Min-jun, Minjun, Min Joon; family names as their bearers spell them: Lee, Yi, Rhee."""
    families, syllables = _korean()
    if family:
        return tuple(families[name])
    usual = [syllables[one][0] for one in name]
    other = [syllables[one][-1] for one in name]
    forms = ["-".join(usual), "".join(usual), "-".join(other), " ".join(usual).title(), "".join(other)]
    return tuple(dict.fromkeys(form[:1].upper() + form[1:] for form in forms))
