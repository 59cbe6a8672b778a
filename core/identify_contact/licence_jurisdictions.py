"""Who issued a North American licence, by the issuer's number in its header (AAMVA IIN list)."""

from __future__ import annotations

from core.identify_contact.address_rules import rules_of
from core.identify_contact.addresses import choices_in

# From 636000 on, one area each; '-' where no state or province is meant.
_FROM_636000 = (
    "VA NY MA MD NC SC CT LA MT NM FL DE ON NS CA TX NL NB IA GU CO AR KS OH VT PA AZ - BC OR MO WI MI AL ND IL NJ IN "
    "MN NH UT ME SD DC SK WA KY HI MB NV ID MS RI TN NE GA MX MX OK AK WY WV VI"
)
_FROM_604426 = "PE AS QC YT MP PR AB NU NT"
_CANADA = frozenset({"AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT", "PQ", "NF"})


def jurisdiction(issuer: str, *, area: str) -> tuple[str, str]:
    """Country (ISO alpha-2) and name of the area that issued it; by the holder's own area for an unknown number."""
    code = _listed(int(issuer)) or area
    if code == "MX":
        return "MX", ""
    country = "CA" if code in _CANADA else "US"
    listed = {choice.value: choice.names[0] for choice in choices_in(rules_of(country)) or ()}
    return country, listed.get(code, "")


def _listed(issuer: int) -> str:
    for first, listed in ((636000, _FROM_636000), (604426, _FROM_604426)):
        areas = listed.split()
        if first <= issuer < first + len(areas):
            code = areas[issuer - first]
            return "" if code == "-" else code
    return ""
