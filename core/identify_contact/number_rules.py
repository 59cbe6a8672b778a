"""Which published rule holds for which number, by certificate type and country."""

from __future__ import annotations

from typing import Protocol, cast

from stdnum import get_cc_module

# Only cards that are known by a number under a public rule: elsewhere the card has a serial number of its own.
_IDENTITY = {
    "AR": "dni", "BE": "eid", "CL": "rut", "CU": "ni", "DO": "cedula", "EC": "ci", "ES": "dni", "ID": "nik",
    "IL": "idnr", "IN": "aadhaar", "KR": "rrn", "MU": "nid", "MY": "nric", "NL": "identiteitskaartnummer",
    "PE": "cui", "PK": "cnic", "PT": "cc", "TH": "pin", "TR": "tckimlik", "ZA": "idnr",
}  # fmt: skip
_RESIDENCE = {"ES": "nie"}
_TAX = {
    "AL": "nipt", "AR": "cuit", "AT": "uid tin", "AU": "abn tfn", "AZ": "voen", "BE": "vat", "BG": "vat",
    "BR": "cnpj cpf", "BY": "unp", "CA": "bn sin", "CH": "uid", "CL": "rut", "CO": "nit", "CR": "cpj cpf",
    "CY": "vat", "CZ": "dic", "DE": "vat idnr stnr", "DK": "cvr", "DO": "rnc", "DZ": "nif", "EC": "ruc",
    "EE": "kmkr", "EG": "tn", "ES": "nif", "FI": "alv ytunnus", "FR": "tva nif", "GB": "vat utr", "GH": "tin",
    "GR": "vat", "GT": "nit", "HR": "oib", "HU": "anum", "ID": "npwp", "IE": "vat pps", "IL": "hp",
    "IN": "gstin pan", "IS": "vsk", "IT": "iva codicefiscale", "JP": "in_ cn", "KE": "pin", "KR": "brn",
    "LT": "pvm", "LU": "tva", "LV": "pvn", "MA": "ice", "MC": "tva", "MT": "vat", "MX": "rfc", "MZ": "nuit",
    "NL": "btw", "NO": "mva", "NZ": "ird", "PE": "ruc", "PL": "nip", "PT": "nif", "PY": "ruc", "RO": "cf",
    "RS": "pib", "RU": "inn", "SE": "vat", "SG": "uen", "SI": "ddv", "SK": "dph", "SM": "coe", "SN": "ninea",
    "SV": "nit", "TH": "tin", "TN": "mf", "TR": "vkn", "TW": "ubn", "UA": "edrpou rntrc", "US": "tin", "UY": "rut",
    "VE": "rif", "VN": "mst", "ZA": "tin",
}  # fmt: skip
_REGISTRATION = {
    "AU": "acn abn", "BE": "vat", "BR": "cnpj", "CH": "uid", "CL": "rut", "DK": "cvr", "EE": "registrikood",
    "ES": "cif", "FI": "ytunnus", "FR": "siren siret", "IS": "kennitala", "JP": "cn", "KR": "brn", "LV": "pvn",
    "NO": "orgnr", "PL": "regon", "RU": "ogrn", "SE": "orgnr", "SG": "uen", "SI": "maticna", "TW": "ubn",
    "UA": "edrpou",
}  # fmt: skip
_RULES = {
    "national_id": _IDENTITY,
    "residence_permit": _RESIDENCE,
    "tax_number": _TAX,
    "commercial_registration": _REGISTRATION,
    "cn_uscc": {"CN": "uscc"},
}

SHAPES = {
    ("passport", ""): r"[A-Z0-9]{5,9}",
    ("travel_document", ""): r"[A-Z0-9]{5,9}",
    ("national_id", "AE"): r"784\d{12}",
    ("gcc_card", "AE"): r"784\d{12}",
    ("gcc_card", "BH"): r"\d{9}",
    ("gcc_card", "KW"): r"[123]\d{11}",
    ("gcc_card", "OM"): r"\d{7,9}",
    ("gcc_card", "QA"): r"[23]\d{10}",
    ("gcc_card", "SA"): r"1\d{9}",
    ("tax_number", "SA"): r"3\d{13}3",
    ("tax_number", "AE"): r"\d{15}",
    ("commercial_registration", "SA"): r"[1-57]\d{9}",
    ("cn_hk_macao_permit", ""): r"[HMCW][A-Z0-9]\d{7,9}",
    ("cn_taiwan_permit", ""): r"[LT]?[A-Z0-9]?\d{7,10}",
}
"""Form alone, where no check digit is published: (type, country or '' for any) to a regular expression."""


class Rule(Protocol):
    """A module of python-stdnum; some also know `get_birth_date` and `get_gender`."""

    def validate(self, number: str) -> str:
        """The number in its compact form. Raises ValidationError."""


def published_rules(kind: str, country: str | None) -> list[Rule]:
    """The rules one of which a number of this type from this country follows; empty where none is published."""
    names = _RULES.get(kind, {}).get(country or "", "").split()
    found = [get_cc_module((country or "").lower(), name) for name in names]
    return [cast("Rule", module) for module in found if module is not None]


def all_rules() -> list[tuple[str, str, str]]:
    """Every (type, country, rule) this module names, for the test that python-stdnum still has each."""
    return [
        (kind, country, name)
        for kind, rules in _RULES.items()
        for country, names in rules.items()
        for name in names.split()
    ]
