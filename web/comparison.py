"""Two customers side by side, line by line: what is the same, what differs, what only one has (IC-2).

Dates of birth and certificate numbers are compared, not shown: verification asks for them (R44, R59).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from core.identify_contact.addresses import lines
from core.identify_contact.what_is_held import Held
from core.model import MediumKind
from core.normalise import fold
from web.formats import data, moment, phone
from web.forms.issuing_states import state_name
from web.terms import term
from web.wording import label

DOTS = "••••"


class Verdict(StrEnum):
    SAME = "same"
    DIFFERS = "differs"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of both; `verdict` None where a comparison says nothing."""

    label: str
    left: Markup
    right: Markup
    verdict: Verdict | None


def compared(left: Held, right: Held) -> list[Line]:
    """Everything that tells whether two are one; what neither has is left out."""
    found = [
        _line(_("Name"), left, right, lambda side: [fold(side.party.name)], _name),
        _line(_("Date of birth"), left, right, lambda side: [side.party.birth_date], lambda _side: data(DOTS)),
        _line(_("Certificate"), left, right, _numbers, _certificates),
        _line(_("E-mail"), left, right, lambda side: _values(side, email=True), _emails),
        _line(_("Phone"), left, right, lambda side: _values(side, email=False), _phones),
        _line(_("Address"), left, right, lambda side: [fold(text) for text in _addresses(side)], _written),
        _line(_("Nationality"), left, right, lambda side: [side.party.nationality], _nationality),
        _line(_("Place of birth"), left, right, lambda side: [fold(side.party.birthplace or "")], _birthplace),
    ]
    told = [
        Line(_("Registered"), moment(left.customer.registered_at), moment(right.customer.registered_at), None),
        Line(_("Came by"), _plain(label(left.customer.channel)), _plain(label(right.customer.channel)), None),
        Line(_("Status"), _plain(label(left.customer.status)), _plain(label(right.customer.status)), None),
        Line(
            _("Identity"),
            _plain(label(left.customer.identity_state)),
            _plain(label(right.customer.identity_state)),
            None,
        ),
    ]
    return [line for line in found if line] + told


def _line(
    name: str, left: Held, right: Held, said: Callable[[Held], list[Any]], shown: Callable[[Held], Markup]
) -> Line | None:
    mine = {value for value in said(left) if value}
    theirs = {value for value in said(right) if value}
    if not mine and not theirs:
        return None
    verdict = Verdict.ONE if not (mine and theirs) else Verdict.SAME if mine & theirs else Verdict.DIFFERS
    return Line(name, shown(left) if mine else Markup(), shown(right) if theirs else Markup(), verdict)


def _name(side: Held) -> Markup:
    both = [data(side.party.name), data(side.party.latin_name)]
    return Markup("<br>").join(part for part in both if part)


def _numbers(side: Held) -> list[Any]:
    return [each.row.number_alone_index for each in side.certificates]


def _certificates(side: Held) -> Markup:
    return Markup("<br>").join(
        _plain(term("certificate_type", each.row.type_code)) + " " + data(each.masked, direction="ltr")
        for each in side.certificates
        if each.masked
    )


def _values(side: Held, *, email: bool) -> list[str]:
    return [each.value for each in side.media if (each.kind is MediumKind.EMAIL if email else each.is_phone)]


def _emails(side: Held) -> Markup:
    return Markup("<br>").join(data(value, direction="ltr") for value in _values(side, email=True))


def _phones(side: Held) -> Markup:
    return Markup("<br>").join(phone(value) for value in _values(side, email=False))


def _addresses(side: Held) -> list[str]:
    return [", ".join([*lines(each), state_name(each.country)]) for each in side.addresses]


def _written(side: Held) -> Markup:
    return Markup("<br>").join(data(text, direction="auto") for text in _addresses(side))


def _nationality(side: Held) -> Markup:
    return data(state_name(side.party.nationality or ""))


def _birthplace(side: Held) -> Markup:
    return data(side.party.birthplace)


def _plain(text: str) -> Markup:
    return Markup("{}").format(text)
