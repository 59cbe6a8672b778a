"""Step 5: where somebody lives, and where their post goes (IC-7)."""

from typing import Any

from core.identify_contact.addresses import lines
from core.identify_contact.answers import AddressAnswers, examine_addresses
from portal import portal
from portal.registration.journey import Journey, step
from portal.registration.rows import Panel, RowStep
from web.access import public
from web.forms.addresses import AddressForm, as_given, new_address, with_address
from web.forms.issuing_states import state_name


@portal.route("/register/addresses", methods=["GET", "POST"])
@public
@step("addresses")
def register_addresses(journey: Journey):
    return ADDRESSES.answer(journey)


def _shown(journey: Journey) -> tuple[AddressAnswers, ...]:
    return journey.answers.addresses


def _given(journey: Journey, panel: Panel, fresh: str) -> dict[str, Any]:
    rows = _shown(journey)
    found = next((address for address in rows if address.row == panel.row), new_address(fresh, rows))
    given = as_given(found)
    return given | ({"row": fresh, "contact_first": False} if panel.act == "copy" else {})


def _facts(_journey: Journey) -> dict[str, Any]:
    return {"envelope": lines, "country_name": state_name}


ADDRESSES = RowStep("addresses", _shown, AddressForm, _given, with_address, examine_addresses, _facts)
