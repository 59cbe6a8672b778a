"""Contacts of the customer and the ways to reach them; of the customer in person only the ways (IC-6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import flag_modified

from core.errors import Invalid, NotFound
from core.identify_contact import limits
from core.identify_contact.answers import ContactAnswers, MethodAnswers, examine_contact
from core.identify_contact.authority import take_authority
from core.identify_contact.match_keys import write_match_keys
from core.identify_contact.records import index_names
from core.maintain_contact.changing.change import Change, Context, Difference, Prepared, Subject, changed, read_values
from core.maintain_contact.changing.media import media_of, method_values, sign_in_values, write_media
from core.model import Authority, Contact, Credential, Customer, Party
from core.operator import the_operator

FIELDS = ("type_code", "last_name", "middle_name", "first_name", "title", "methods")


def contact_answers(contact: Contact) -> ContactAnswers:
    """What is on file, in the form that pages and examine_contact() use."""
    party = contact.party
    return ContactAnswers(
        type_code=contact.type_code,
        last_name=party.last_name or "",
        middle_name=party.middle_name or "",
        first_name=party.first_name or "",
        title=party.title or "",
        methods=tuple(
            MethodAnswers(kind=m.kind, value=m.value, network=m.network or "", preferred=m.preferred)
            for m in media_of(party)
        ),
    )


def prepare_contact(context: Context, change: Change) -> Prepared:
    """What the change comes to. Raises NotFound, Invalid: those of examine_contact(), too_many_contacts,
    contact_is_customer, contact_own_record, sign_in_name_stays."""
    if change.act == "add":
        return _added(context, change)
    contact = _on_file(context, change)
    before = _plain(contact_answers(contact))
    is_stale = context.is_stale(change, contact.version)
    if change.act == "remove":
        _may_go(context, contact)
        gone = [Difference(Subject.CONTACT, contact.id, "remove", k, v, None) for k, v in before.items() if v]
        return Prepared(gone, lambda: _remove(context, contact), is_stale)
    after = _plain(_examined(context, change, contact_answers(contact)))
    differences = changed(before, after, subject=Subject.CONTACT, subject_id=contact.id, act="change")
    _guard(context, contact, {difference.field for difference in differences}, after)
    return Prepared(differences, lambda: _write(context, contact, after), is_stale)


def _examined(context: Context, change: Change, on_file: ContactAnswers | None) -> ContactAnswers:
    known = {name: getattr(on_file, name) for name in FIELDS} if on_file else {}
    asked = read_values(ContactAnswers, known, change.values)
    return examine_contact(asked, region=the_operator(context.db).home_country)


def _plain(answers: ContactAnswers) -> dict[str, Any]:
    plain: dict[str, Any] = {name: getattr(answers, name) for name in FIELDS}
    plain["methods"] = method_values(answers.methods)
    return plain


def _added(context: Context, change: Change) -> Prepared:
    live = select(func.count()).where(Contact.customer_id == context.customer.id, Contact.removed_at.is_(None))
    if (context.db.scalar(live) or 0) >= limits.CONTACTS:
        raise Invalid.one("", "too_many_contacts", most=limits.CONTACTS)
    examined = _examined(context, change, None)
    if examined.type_code == "primary":
        raise Invalid.one("type_code", "contact_is_customer")
    after = _plain(examined)
    differences = changed({}, after, subject=Subject.CONTACT, subject_id=None, act="add")
    return Prepared(differences, lambda: _create(context, after))


def _create(context: Context, after: dict[str, Any]) -> int:
    party = Party(created_at=context.now, language=context.customer.party.language)
    contact = Contact(customer=context.customer, party=party, created_at=context.now)
    return _write(context, contact, after)


def _on_file(context: Context, change: Change) -> Contact:
    contact = context.db.scalar(
        select(Contact)
        .options(joinedload(Contact.party).selectinload(Party.media), selectinload(Contact.customer))
        .where(
            Contact.public_id == (change.subject_id or ""),
            Contact.customer_id == context.customer.id,
            Contact.removed_at.is_(None),
        )
    )
    if contact is None:
        raise NotFound("contact_gone")
    return contact


def _may_go(context: Context, contact: Contact) -> None:
    if contact.is_self():
        raise Invalid.one("", "contact_is_customer")
    _may_touch(context, contact)


def _may_touch(context: Context, contact: Contact) -> None:
    """Whom the customer has given an authority stays theirs to change: it takes one who may change all."""
    if contact.authority is not Authority.NONE and not context.authority.reaches(Authority.CHANGE_ALL):
        raise Invalid.one("", "contact_has_authority")


def _guard(context: Context, contact: Contact, fields: set[str], after: dict[str, Any]) -> None:
    """What an ordinary order may not touch: the customer's own name, and people who have a record of their own."""
    if contact.is_self():
        if fields - {"methods"}:
            raise Invalid.one("", "field_not_ordinary")
        kept = {(method["kind"], method["value"]) for method in after["methods"]}
        if any(name not in {value for _kind, value in kept} for name in sign_in_values(context.db, contact.party_id)):
            raise Invalid.one("methods", "sign_in_name_stays")
        return
    if fields - {"type_code"} and _has_own_record(context, contact.party_id):
        raise Invalid.one("", "contact_own_record")
    _may_touch(context, contact)


def _has_own_record(context: Context, party_id: int) -> bool:
    own = or_(
        exists().where(Customer.party_id == party_id),
        exists().where(Credential.party_id == party_id, Credential.password_hash.is_not(None)),
    )
    return bool(context.db.scalar(select(own)))


def _write(context: Context, contact: Contact, after: dict[str, Any]) -> int:
    party = contact.party
    if not contact.is_self():
        contact.type_code = after["type_code"]
        _name(party, after)
    is_new = contact.id is None
    context.db.add(contact)
    context.db.flush()  # media need the party's key, the order needs the contact's
    if write_media(party, _methods(after["methods"]), now=context.now) and not is_new:
        flag_modified(contact, "type_code")  # its version rises with its methods
        _void_invitation(contact)
        if contact.is_self():
            write_match_keys(context.db, party)
    return contact.id


def _void_invitation(contact: Contact) -> None:
    """A link that went to another address than the one on file opens nothing."""
    credential = None if contact.is_self() else contact.party.credential
    if credential is not None and credential.password_hash is None:
        credential.password_version += 1


def _name(party: Party, after: dict[str, Any]) -> None:
    for name in ("last_name", "middle_name", "first_name", "title"):
        setattr(party, name, after[name] or None)
    index_names(party)


def _methods(plain: Sequence[dict[str, Any]]) -> tuple[MethodAnswers, ...]:
    return tuple(MethodAnswers(**method) for method in plain)


def _remove(context: Context, contact: Contact) -> int:
    contact.removed_at = context.now
    take_authority(context.db, contact, now=context.now)
    return contact.id
