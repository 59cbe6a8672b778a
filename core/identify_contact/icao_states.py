"""Issuing states and nationalities as a machine-readable zone writes them (ICAO 9303-3, section 5)."""

from __future__ import annotations

from babel.core import get_global

# Codes that ISO 3166 does not have or no longer has, for a territory that ISO 3166 does have.
_FORMER_AND_SPECIAL = {
    "D": "DE",
    "GBD": "GB",
    "GBN": "GB",
    "GBO": "GB",
    "GBP": "GB",
    "GBS": "GB",
    "IMY": "IM",
    "JEY": "JE",
    "GGY": "GG",
    "RKS": "XK",
    "XKX": "XK",
    "KS": "XK",
    "RKM": "XK",
    "ROM": "RO",
    "TMP": "TL",
    "ZAR": "CD",
}

ORGANISATIONS = frozenset(
    {
        "EUE", "IAO", "UNA", "UNK", "UNO", "XAU", "XBA", "XCC", "XCE", "XCO", "XDC", "XEC", "XES", "XIM", "XMP", "XOM",
        "XPO",
    }
)  # fmt: skip
"""Organisations that issue travel documents; kept under their ICAO code."""

WITHOUT_NATIONALITY = frozenset({"XXA", "XXB", "XXC", "XXX"})
"""Stateless, refugee (1951 convention), other refugee, unspecified; kept under their ICAO code."""


def state_code(written: str) -> str:
    """ISO alpha-2 of a state as the zone writes it ('D<<', 'SWE'), else the ICAO code as it stands ('UNO', 'UTO')."""
    code = written.strip("<")
    if code in _FORMER_AND_SPECIAL:
        return _FORMER_AND_SPECIAL[code]
    if len(code) != 3 or not code.isalpha() or code in ORGANISATIONS | WITHOUT_NATIONALITY:
        return code
    alike: list[str] = get_global("territory_aliases").get(code, [])
    return alike[0] if len(alike) == 1 else code
