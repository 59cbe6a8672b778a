"""The elements of a licence's barcode: three letters, what they say, a line feed where the reader sent it."""

from __future__ import annotations

import re

# What readers make of the control characters between the elements: others of them, a bar, their names.
_BETWEEN = re.compile(r"[\x00-\x1f\x7f|]+|<(?:LF|CR|RS|GS|FS)>|\\[NR]", re.IGNORECASE)
_LETTERS = {
    "DA": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "DB": "ABCDEFGHIJKLMNOPQRS",
    "DC": "ABDEFGHIJKLMNOPQRSTU",
    "DD": "ABCDEFGHIJKL",
}
_CODES = frozenset(first + last for first, letters in _LETTERS.items() for last in letters)
_ANY_CODE = re.compile("|".join(sorted(_CODES)))
_DAY, _FLAG = r"\d{8}", "[TNU]"
_FIXED = {
    **dict.fromkeys(("DBA", "DBB", "DBD", "DDB", "DDC", "DDH", "DDI", "DDJ"), _DAY),
    **dict.fromkeys(("DDE", "DDF", "DDG"), _FLAG),
    **dict.fromkeys(("DDD", "DDK", "DDL"), "[01]"),
    "DBC": "[0129MFX]", "DCG": "USA|CAN|MEX", "DAJ": "[A-Z]{2}", "DDA": "[FNM]",
    "DAY": "NONE|[A-Z]{3}", "DAZ": "NONE|[A-Z]{3}",
    "DAU": r"\d{3} ?(?:IN|CM)|\d \d\d|\d{3}", "DAW": r"\d{3}", "DAX": r"\d{3}",
    "DAK": r"[A-Z]\d[A-Z] ?\d[A-Z]\d *|\d{5}[\d ]*",
}  # fmt: skip


def elements_of(after_header: str) -> tuple[dict[str, str], bool]:
    """Each element by its name, `kind` (DL or ID) among them, and whether nothing stood between them."""
    first = re.search("(DL|ID|EN)(?=" + _ANY_CODE.pattern + ")", after_header)
    if first is None:
        return {"kind": "DL"}, False
    body, kind = after_header[first.end() :], {"EN": "DL"}.get(first[1], first[1])
    pieces = [piece for piece in _BETWEEN.split(body) if piece.strip()]
    run_together = len(pieces) < 4
    if run_together:
        pieces = _taken_apart("".join(pieces))
    found: dict[str, str] = {}
    for piece in (re.sub("^(?:DL|ID|EN)(?=D[A-D][A-Z])", "", each.strip()) for each in pieces):
        if piece[:3] in _CODES:
            found.setdefault(piece[:3], piece[3:].strip(" ,"))
    return {**found, "kind": kind}, run_together


def _taken_apart(text: str) -> list[str]:
    """The cuts that make most elements of it, each name once, each value of its form."""
    text = re.split(r"Z[A-Z]Z[A-Z]{2}", text, maxsplit=1)[0]  # the issuer's own part comes last
    left_out: set[int] = set()
    while True:
        starts = _best(text, left_out)
        seen: dict[str, int] = {}
        twice = next((at for at in starts if seen.setdefault(text[at : at + 3], at) != at), None)
        if twice is None:
            break
        left_out.add(seen[text[twice : twice + 3]])  # TRINIDAD holds DAD, but the middle name comes later
    return [text[at:end] for at, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _best(text: str, left_out: set[int]) -> list[int]:
    at = [place for place in range(len(text) - 2) if text[place : place + 3] in _CODES and place not in left_out]
    best: dict[int, tuple[int, ...]] = {len(text): ()}
    for place in reversed(at):
        code = text[place : place + 3]
        if code in _FIXED:
            form = re.compile(_FIXED[code] + "| *").match(text, place + 3)
            after = [form.end()] if form else []
            after = [end + len(text[end:]) - len(text[end:].lstrip()) for end in after]
        else:
            after = [*[later for later in at if later >= place + 3][:4], len(text)]
        ways = [best[end] for end in after if end in best]
        if ways:
            best[place] = (place, *max(ways, key=len))
    longest: tuple[int, ...] = max((best[place] for place in at if place in best), key=len, default=())
    return list(longest)
