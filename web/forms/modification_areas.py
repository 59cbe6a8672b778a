"""The areas of a modification order by name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _

from core.errors import NotFound
from core.identify_contact.answers import ConsentAnswer, ConsentAnswers, PreferenceAnswers
from core.identify_contact.what_is_held import Held
from core.maintain_contact.changing import Change, Subject
from core.maintain_contact.changing.preferences import FIELDS as PREFERENCE_FIELDS
from core.maintain_contact.changing.preferences import preference_answers
from web.forms import modification as m
from web.forms import preferences
from web.forms.consents import ConsentForm, consent_changes, consents_given
from web.forms.modification import Area, Wanted
from web.operator import operator


def area_of(held: Held, wanted: Wanted) -> Area:
    """The area that is meant. Raises NotFound for an unknown one, and for a row that is not on file."""
    area = AREAS.get(wanted.what)
    rows = {"contact": m.contact_of, "address": m.address_of}
    if area is None or wanted.act not in m.ACTS:
        raise NotFound("page_unknown")
    if wanted.what in rows and wanted.act != "add" and rows[wanted.what](held, wanted) is None:
        raise NotFound(f"{wanted.what}_gone")
    return area


def _row_version(held: Held, wanted: Wanted) -> int:
    contact, address = m.contact_of(held, wanted), m.address_of(held, wanted)
    if wanted.is_new:
        return 0
    return contact.row.version if contact else address.version if address else 0


def _given_preferences(held: Held, _wanted: Wanted) -> dict[str, Any]:
    lines = tuple(ConsentAnswer(purpose=c.purpose, channel=c.channel, given=c.given) for c in held.consents)
    own = tuple(line for line in lines if line.purpose == preferences.PURPOSE)
    return preferences.as_given(preference_answers(held.preference), ConsentAnswers(lines=own))


def _preferences_on_file(held: Held, _wanted: Wanted) -> Mapping[str, Any]:
    answers = preference_answers(held.preference)
    plain = {name: getattr(answers, name) for name in PREFERENCE_FIELDS}
    return plain | {
        "allowed_days": list(answers.allowed_days),
        "allowed_spans": [list(span) for span in answers.allowed_spans],
        "not_then": [[begins.isoformat(), ends.isoformat()] for begins, ends in answers.not_then],
    }


def _preference_changes(held: Held, _wanted: Wanted, answers: Any) -> list[Change]:
    wish, consents = answers
    values = {name: getattr(_untouched(held, wish), name) for name in PREFERENCE_FIELDS}
    return [Change(Subject.PREFERENCE, values=values), *consent_changes(consents)]


def _untouched(held: Held, wish: PreferenceAnswers) -> PreferenceAnswers:
    """What the form proposed because nothing was on file is no wish of the customer's."""
    on_file = preference_answers(held.preference)
    zone = "" if not on_file.zone and wish.zone == operator().zone else wish.zone
    currency = "" if not on_file.currency and wish.currency == operator().currency else wish.currency
    return replace(wish, zone=zone, currency=currency)


def _title_changes(_held: Held, _wanted: Wanted, answers: Any) -> list[Change]:
    return [Change(Subject.PARTY, values=answers)]


AREAS = {
    "title": Area(
        title=_("Title"),
        subject=Subject.PARTY,
        form=m.TitleForm,
        given=lambda held, _wanted: {"title": held.party.title},
        on_file=lambda held, _wanted: {"title": held.party.title},
        version=lambda held, _wanted: held.party.version,
        changes=_title_changes,
    ),
    "contact": Area(
        title=_("Contact"),
        subject=Subject.CONTACT,
        form=m.ContactChange,
        given=m.given_contact,
        on_file=m.contact_on_file,
        version=_row_version,
        changes=m.contact_changes,
    ),
    "address": Area(
        title=_("Address"),
        subject=Subject.ADDRESS,
        form=m.AddressChange,
        given=m.given_address,
        on_file=m.address_on_file,
        version=_row_version,
        changes=m.address_changes,
    ),
    "preferences": Area(
        title=_("Preferences"),
        subject=Subject.PREFERENCE,
        form=m.PreferenceChange,
        given=_given_preferences,
        on_file=_preferences_on_file,
        version=lambda held, _wanted: held.preference.version if held.preference else 0,
        changes=_preference_changes,
    ),
    "consents": Area(
        title=_("Consent"),
        subject=Subject.CONSENT,
        form=ConsentForm,
        given=lambda held, _wanted: consents_given(held.consents),
        on_file=lambda held, _wanted: {f"{line.purpose}.{line.channel}": line.given for line in held.consents},
        version=lambda _held, _wanted: 0,
        changes=lambda _held, _wanted, answers: consent_changes(answers),
    ),
    "document": Area(
        title=_("Document"),
        subject=Subject.DOCUMENT,
        form=m.DocumentChange,
        given=lambda _held, _wanted: {},
        on_file=lambda held, _wanted: {"name": ", ".join(document.name for document in held.documents)},
        version=lambda _held, _wanted: 0,
        changes=lambda _held, _wanted, added: [Change(Subject.DOCUMENT, "add", document) for document in added],
    ),
}
