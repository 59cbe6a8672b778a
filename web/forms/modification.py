"""What an order can change, one form each, beside what is on file (MC-2, MC-3): used where staff enter orders."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, MultipleFileField
from wtforms.validators import Optional

from core.identify_contact.answers import ContactAnswers, MethodAnswers
from core.identify_contact.what_is_held import Held, HeldContact
from core.maintain_contact.changing import Change, Subject
from core.maintain_contact.changing.addresses import FIELDS as ADDRESS_FIELDS
from core.maintain_contact.changing.contacts import FIELDS as CONTACT_FIELDS
from core.maintain_contact.changing.media import method_values
from core.model import Address
from web.forms import contacts
from web.forms.addresses import AddressForm, new_address
from web.forms.base import FoyerForm
from web.forms.contacts import ContactForm
from web.forms.documents import ACCEPTED
from web.forms.preferences import PreferenceForm
from web.forms.term_choices import OneTerm

ACTS = ("change", "add", "copy", "remove")


class TitleForm(FoyerForm):
    """How the customer is addressed: the one ordinary field of basic info."""

    seen = HiddenField()
    title = OneTerm(_("Title"), [Optional()], kind="title", empty=_("Select a title"))

    def examined(self) -> dict[str, str | None] | None:
        """The title, or None when something is to be mended."""
        return {"title": self.title.data or None} if self.validate() else None


class ContactChange(ContactForm):
    """A contact, with the version that was seen."""

    seen = HiddenField()


class AddressChange(AddressForm):
    """An address, with the version that was seen."""

    seen = HiddenField()


class PreferenceChange(PreferenceForm):
    """Preferences, with the version that was seen."""

    seen = HiddenField()


class RemoveForm(FoyerForm):
    """Nothing to type: the version alone."""

    seen = HiddenField()


class DocumentChange(FoyerForm):
    """Files to add."""

    seen = HiddenField()
    files = MultipleFileField(_("Files"), render_kw={"accept": ACCEPTED})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be changed: an area, the row it concerns, and the act."""

    what: str
    row: str | None = None
    act: str = "change"

    @property
    def is_new(self) -> bool:
        return self.act in ("add", "copy")


@dataclass(frozen=True, slots=True)
class Area:
    """One kind of thing an order changes: how its form begins, what is on file, and what is asked for at the end."""

    title: Any
    subject: Subject
    form: Callable[..., Any]
    given: Callable[[Held, Wanted], dict[str, Any]]
    on_file: Callable[[Held, Wanted], Mapping[str, Any]]
    """Field to value, as orders keep them."""
    version: Callable[[Held, Wanted], int]
    changes: Callable[[Held, Wanted, Any], list[Change]]


def contact_of(held: Held, wanted: Wanted) -> HeldContact | None:
    """The contact that is meant; None for a new one."""
    return next((contact for contact in held.contacts if contact.row.public_id == wanted.row), None)


def address_of(held: Held, wanted: Wanted) -> Address | None:
    """The address that is meant; None for a new one."""
    return next((address for address in held.addresses if address.public_id == wanted.row), None)


def contact_as_answers(contact: HeldContact) -> ContactAnswers:
    """A contact on file in the form that pages use."""
    party = contact.row.party
    return ContactAnswers(
        type_code=contact.row.type_code,
        last_name=party.last_name or "",
        middle_name=party.middle_name or "",
        first_name=party.first_name or "",
        title=party.title or "",
        methods=tuple(
            MethodAnswers(kind=each.kind, value=each.value, network=each.network or "", preferred=each.preferred)
            for each in contact.media
        ),
    )


def given_contact(held: Held, wanted: Wanted) -> dict[str, Any]:
    found = contact_of(held, wanted)
    if found is None:
        return contacts.as_given(ContactAnswers(type_code=""))
    given = contacts.as_given(contact_as_answers(found))
    return given | {"row": contacts.PRIMARY if found.in_person and not wanted.is_new else ""}


def contact_on_file(held: Held, wanted: Wanted) -> Mapping[str, Any]:
    found = contact_of(held, wanted)
    if found is None or wanted.is_new:
        return {}
    answers = contact_as_answers(found)
    fields = ("methods",) if found.in_person else CONTACT_FIELDS
    plain = {name: getattr(answers, name) for name in fields}
    return plain | {"methods": method_values(answers.methods)}


def contact_changes(held: Held, wanted: Wanted, answers: Any) -> list[Change]:
    found = contact_of(held, wanted)
    if wanted.act == "remove":
        return [Change(Subject.CONTACT, "remove", wanted.row)]
    names = ("methods",) if found and found.in_person and not wanted.is_new else CONTACT_FIELDS
    values = {name: getattr(answers, name) for name in names}
    return [
        Change(Subject.CONTACT, "add" if wanted.is_new else "change", None if wanted.is_new else wanted.row, values)
    ]


def given_address(held: Held, wanted: Wanted) -> dict[str, Any]:
    found = address_of(held, wanted)
    if found is None:
        given = asdict(new_address("", held.addresses))  # type: ignore[arg-type]
        return {name: value for name, value in given.items() if name != "kept_as_typed"}
    values = {name: getattr(found, name) for name in ADDRESS_FIELDS}
    return values | ({"contact_first": False} if wanted.is_new else {})


def address_on_file(held: Held, wanted: Wanted) -> Mapping[str, Any]:
    found = address_of(held, wanted)
    return {name: getattr(found, name) for name in ADDRESS_FIELDS} if found and not wanted.is_new else {}


def address_changes(_held: Held, wanted: Wanted, answers: Any) -> list[Change]:
    if wanted.act == "remove":
        return [Change(Subject.ADDRESS, "remove", wanted.row)]
    values = {name: getattr(answers, name) for name in (*ADDRESS_FIELDS, "kept_as_typed")}
    return [
        Change(Subject.ADDRESS, "add" if wanted.is_new else "change", None if wanted.is_new else wanted.row, values)
    ]
