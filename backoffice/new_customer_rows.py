"""Contacts and addresses of somebody who is being registered: each in a panel of its own (IC-6, IC-7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from backoffice import backoffice
from core.access import Permission
from core.errors import Invalid, NotFound
from core.identify_contact.addresses import lines
from core.identify_contact.answers import AddressAnswers, ContactAnswers, examine_addresses, examine_contacts
from core.tokens import public_id
from web.access import requires
from web.desk_drafts import Desk, kept_rows, opened
from web.forms import addresses, contacts
from web.forms.checking import doubts_of, show_invalid
from web.forms.issuing_states import state_name
from web.forms.term_choices import home

OPENS = ("new", "details", "modify", "copy")


@dataclass(frozen=True, slots=True)
class Rows:
    """What differs between contacts and addresses."""

    name: str
    titles: dict[str, Any]
    form: Callable[..., Any]
    find: Callable[[Desk, str, str], Any]
    """The row that a panel begins with, under a new name for a new one; None: there is none."""
    as_given: Callable[[Any], dict[str, Any]]
    put: Callable[[Sequence[Any], Any], Sequence[Any]]
    examine: Callable[[Sequence[Any]], Sequence[Any]]

    def answer(self) -> Any:
        """The panel, or what was done in it."""
        desk, act = opened(request.args.get("draft", "")), request.args.get("open", "new")
        row = self.find(desk, act, request.args.get("row", "")) if act in OPENS else None
        if row is None:
            raise NotFound("draft_not_found")
        if request.method == "GET":
            return self._page(desk, act, row, self.form(data=self.as_given(row)), status=200)
        form = self.form()
        if request.form.get("go") == "cancel":
            return self._back(desk)
        if request.form.get("go") == "more":
            form.one_more()
            return self._page(desk, act, row, form, status=200)
        return self._save(desk, act, row, form)

    def _save(self, desk: Desk, act: str, row: Any, form: Any) -> Any:
        changed = form.examined()
        if changed is None:
            return self._page(desk, act, row, form, status=422)
        try:
            kept_rows(desk.public_id, self.name, lambda rows: self.examine(self.put(rows, changed)))
        except Invalid as refused:
            show_invalid(form, refused)
            return self._page(desk, act, row, form, status=422)
        return self._back(desk)

    def _page(self, desk: Desk, act: str, row: Any, form: Any, *, status: int) -> Any:
        written = [*lines(row), state_name(row.country)] if self.name == "addresses" else []
        return render_template(
            "backoffice/new_customer_rows.html", name=self.name, title=self.titles[act], form=form, row=row,
            details=act == "details", written=written, doubts=doubts_of(form), back=self._address(desk),
        ), status  # fmt: skip

    def _back(self, desk: Desk) -> Response:
        return redirect(self._address(desk), 303)

    def _address(self, desk: Desk) -> str:
        return url_for(".new_customer", draft=desk.public_id, _anchor=self.name)


@backoffice.route("/customers/new/contact", methods=["GET", "POST"])
@requires(Permission.REGISTER)
def new_customer_contacts():
    return CONTACTS.answer()


@backoffice.route("/customers/new/address", methods=["GET", "POST"])
@requires(Permission.REGISTER)
def new_customer_addresses():
    return ADDRESSES.answer()


def _contact(desk: Desk, act: str, row: str) -> ContactAnswers | None:
    if act == "new":
        return ContactAnswers(row=_fresh(), type_code="")
    if row == contacts.PRIMARY:
        found: ContactAnswers | None = contacts.in_person(desk.answers.contacts)
    else:
        found = next((each for each in desk.answers.contacts if each.row == row), None)
    if found and act == "copy":
        kind = "" if found.type_code == contacts.PRIMARY else found.type_code
        return replace(found, row=_fresh(), type_code=kind)
    return found


def _address(desk: Desk, act: str, row: str) -> AddressAnswers | None:
    if act == "new":
        return addresses.new_address(_fresh(), desk.answers.addresses)
    found = next((each for each in desk.answers.addresses if each.row == row), None)
    return replace(found, row=_fresh(), contact_first=False) if found and act == "copy" else found


def _fresh() -> str:
    return public_id()


CONTACTS = Rows(
    "contacts",
    {"new": _("New contact"), "details": _("Contact"), "modify": _("Modify contact"), "copy": _("Copy of a contact")},
    contacts.ContactForm,
    _contact,
    contacts.as_given,
    contacts.with_contact,
    lambda rows: examine_contacts(rows, region=home()),
)
ADDRESSES = Rows(
    "addresses",
    {"new": _("New address"), "details": _("Address"), "modify": _("Modify address"), "copy": _("Copy of an address")},
    addresses.AddressForm,
    _address,
    addresses.as_given,
    addresses.with_address,
    examine_addresses,
)
