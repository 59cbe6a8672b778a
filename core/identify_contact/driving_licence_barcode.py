"""*Read*: the barcode (PDF417) on the back of a North American driving licence or identity card (IC-3).

AAMVA DL/ID Card Design Standard, versions 01 to 10. A reader that types like a keyboard often swallows the control
characters between the elements, or types others for them; where none is left the elements are found by their names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from core.errors import Invalid
from core.identify_contact.icao_states import state_code
from core.identify_contact.licence_elements import elements_of
from core.identify_contact.licence_jurisdictions import jurisdiction

LONGEST_TEXT = 4000
"""A PDF417 symbol holds 1,850 characters; readers that type names for control characters make more of it."""

_HEADER = re.compile(r"(?:ANSI ?|AAMVA)(\d{6})(\d{2})")
_GENDERS = {"1": "male", "2": "female", "M": "male", "F": "female"}
_FLAGS = ("DDE", "DDF", "DDG")


@dataclass(frozen=True)
class Licence:
    """What a card says, in its own capitals; None and '' where it says nothing. It has no check digits."""

    document_kind: str
    number: str
    issuing_state: str
    issuing_authority: str
    last_name: str
    first_name: str
    middle_name: str
    names_truncated: bool
    birth: date | None
    gender: str | None
    expires: date | None
    issued: date | None
    address: str
    run_together: bool
    """Nothing stood between the elements: where each ends was found by their names, so people compare."""


def is_licence(text: str) -> bool:
    """Whether this is such a barcode and not the lines of letters of a passport."""
    return _HEADER.search(text[:200].upper()) is not None


def read_licence(text: str) -> Licence:
    """What the barcode says. Raises Invalid('zone', 'licence_unreadable') without number, family name or birth."""
    whole = text.upper()
    header = _HEADER.search(whole[:200])
    if header is None or len(text) > LONGEST_TEXT:
        raise Invalid.one("zone", "licence_unreadable")
    found, run_together = elements_of(whole[header.end() :])
    last, first, middle = _names(found)
    number = found.get("DAQ") or found.get("DBJ", "")
    birth = _day(found.get("DBB", ""))
    if not (number and last and birth):
        raise Invalid.one("zone", "licence_unreadable")
    country, authority = jurisdiction(header[1], area=found.get("DAJ", ""))
    return Licence(
        document_kind="national_id" if found["kind"] == "ID" else "driving_licence",
        number=number,
        issuing_state=state_code(found["DCG"]) if found.get("DCG") in {"USA", "CAN", "MEX"} else country,
        issuing_authority=authority,
        last_name=last,
        first_name=first,
        middle_name=middle,
        names_truncated=any(found.get(flag) == "T" for flag in _FLAGS),
        birth=birth,
        gender=_GENDERS.get(found.get("DBC", "")),
        expires=_day(found.get("DBA", "")),
        issued=_day(found.get("DBD", "")),
        address=_address(found),
        run_together=run_together,
    )


def _names(found: dict[str, str]) -> tuple[str, str, str]:
    """Family, first and middle names: apart since version 04, given names in one before, all in one in version 01."""
    last = found.get("DCS") or found.get("DAB", "")
    first, middle = found.get("DAC", ""), found.get("DAD", "")
    if not first and found.get("DCT"):
        first, _, middle = found["DCT"].replace(",", " ").partition(" ")
    if not last and found.get("DAA"):
        said = [part.strip() for part in found["DAA"].split(",")]
        last, first, middle = (*said, "", "")[:3]
    parts = [" ".join(part.replace(",", " ").split()) for part in (last, first, middle)]
    last, first, middle = ("" if part in {"NONE", "UNAVL"} else part for part in parts)
    return last, first, middle


def _day(written: str) -> date | None:
    """MMDDCCYY (United States since version 02) or CCYYMMDD (Canada, version 01): no day reads as both."""
    figures = re.sub(r"[-/. ]", "", written)
    if not re.fullmatch("[0-9]{8}", figures):
        return None
    century_first = figures[:2] in {"19", "20"}
    ordered = figures if century_first else figures[4:] + figures[:4]
    try:
        day = date.fromisoformat(ordered)
    except ValueError:
        return None
    return day if 1850 <= day.year <= 2150 else None


def _address(found: dict[str, str]) -> str:
    """On one line, as an envelope has it."""
    code = found.get("DAK", "").strip()
    if re.fullmatch(r"\d{9}", code):
        code = code[:5] if code.endswith("0000") else f"{code[:5]}-{code[5:]}"
    area = " ".join(part for part in (found.get("DAJ", ""), code) if part)
    return ", ".join(part for part in (found.get("DAG"), found.get("DAH"), found.get("DAI"), area) if part)
