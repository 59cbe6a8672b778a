"""Where the customer lives, and where their post goes (IC-7, MC-5)."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from wtforms import HiddenField

from core.identify_contact.addresses import lines
from core.identify_contact.answers import AddressAnswers
from core.identify_contact.what_is_held import Held
from core.maintain_contact.changing import Subject
from core.maintain_contact.changing.addresses import FIELDS
from core.model import Address, Authority
from portal import portal
from portal._rows import OwnRows, Panel, Row
from web.access import authorised, signed_in
from web.forms.addresses import AddressForm, as_given, new_address
from web.forms.issuing_states import state_name


class MyAddressForm(AddressForm):
    """The address and the version of it that was seen."""

    version = HiddenField()


@portal.route("/me/addresses", methods=["GET", "POST"])
@authorised(act=Authority.ASK)
@signed_in
def my_addresses():
    return ADDRESSES.answer()


def _rows(held: Held) -> list[Row]:
    return [Row(each.public_id, each.version, _answers(each), each) for each in held.addresses]


def _answers(address: Address) -> AddressAnswers:
    said = {name: getattr(address, name) for name in FIELDS}
    return AddressAnswers(row=address.public_id, kept_as_typed=address.kept_as_typed, **said)


def _given(rows: Sequence[Row], row: Row | None, panel: Panel) -> dict[str, Any]:
    answers = row.answers if row else new_address("", [each.answers for each in rows])
    given = as_given(answers) | {"version": row.version if row else 0}
    return given | ({"row": "", "contact_first": False} if panel.act == "copy" else {})


def _values(answers: AddressAnswers) -> dict[str, Any]:
    return {name: value for name, value in asdict(answers).items() if name != "row"}


TOOLS = {"lines": lines, "country_name": state_name}
ADDRESSES = OwnRows(Subject.ADDRESS, "portal.my_addresses", _rows, MyAddressForm, _given, _values, TOOLS)
