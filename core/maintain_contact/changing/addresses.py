"""Addresses of the customer: added, changed, removed; at most one where contact goes first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from core.errors import Invalid, NotFound
from core.identify_contact import limits
from core.identify_contact.answers import AddressAnswers, examine_address
from core.identify_contact.match_keys import write_match_keys
from core.maintain_contact.changing.change import Change, Context, Difference, Prepared, Subject, changed, read_values
from core.model import Address

FIELDS = (
    "type_code",
    "country",
    "administrative_area",
    "locality",
    "dependent_locality",
    "detailed",
    "postal_code",
    "building_number",
    "additional_number",
    "short_address",
    "contact_first",
)


def prepare_address(context: Context, change: Change) -> Prepared:
    """What the change comes to. Raises NotFound, Invalid: those of examine_address(), too_many_addresses."""
    if change.act == "add":
        return _added(context, change)
    address = _on_file(context, change)
    if change.act == "remove":
        gone = _values(address)
        differences = [Difference(Subject.ADDRESS, address.id, "remove", k, v, None) for k, v in gone.items() if v]
        return Prepared(differences, lambda: _remove(context, address), context.is_stale(change, address.version))
    before = _values(address)
    examined = examine_address(read_values(AddressAnswers, before, change.values))
    after = {name: getattr(examined, name) for name in FIELDS}
    differences = changed(before, after, subject=Subject.ADDRESS, subject_id=address.id, act="change")
    others = _first_elsewhere(context, after, but=address.id)
    return Prepared(
        [*differences, *(_no_longer_first(other) for other in others)] if differences else [],
        lambda: _write(context, address, after, others, kept=examined.kept_as_typed),
        context.is_stale(change, address.version),
    )


def _added(context: Context, change: Change) -> Prepared:
    here = select(func.count()).where(Address.party_id == context.customer.party_id, Address.removed_at.is_(None))
    if (context.db.scalar(here) or 0) >= limits.ADDRESSES:
        raise Invalid.one("", "too_many_addresses", most=limits.ADDRESSES)
    examined = examine_address(read_values(AddressAnswers, {}, change.values))
    after = {name: getattr(examined, name) for name in FIELDS}
    address = Address(party_id=context.customer.party_id, country=examined.country, created_at=context.now)
    others = _first_elsewhere(context, after, but=None)
    differences = changed({}, after, subject=Subject.ADDRESS, subject_id=None, act="add")
    return Prepared(
        [*differences, *(_no_longer_first(other) for other in others)],
        lambda: _write(context, address, after, others, kept=examined.kept_as_typed),
    )


def _on_file(context: Context, change: Change) -> Address:
    address = context.db.scalar(
        select(Address).where(
            Address.public_id == (change.subject_id or ""),
            Address.party_id == context.customer.party_id,
            Address.removed_at.is_(None),
        )
    )
    if address is None:
        raise NotFound("address_gone")
    return address


def _values(address: Address) -> dict[str, Any]:
    return {name: getattr(address, name) for name in FIELDS}


def _first_elsewhere(context: Context, after: dict[str, Any], *, but: int | None) -> list[Address]:
    """Addresses that are where contact goes first until now, when this one shall be."""
    if not after["contact_first"]:
        return []
    first = select(Address).where(
        Address.party_id == context.customer.party_id, Address.contact_first.is_(True), Address.removed_at.is_(None)
    )
    return [address for address in context.db.scalars(first) if address.id != but]


def _no_longer_first(address: Address) -> Difference:
    return Difference(Subject.ADDRESS, address.id, "change", "contact_first", True, False)


def _write(context: Context, address: Address, after: dict[str, Any], others: list[Address], *, kept: bool) -> int:
    for other in others:
        other.contact_first = False
    if others:
        context.db.flush()  # at most one may be first, also for a moment
    for name, value in after.items():
        setattr(address, name, value)
    address.kept_as_typed = kept
    context.db.add(address)
    write_match_keys(context.db, context.customer.party)  # and the order names the row
    return address.id


def _remove(context: Context, address: Address) -> int:
    address.removed_at = context.now
    write_match_keys(context.db, context.customer.party)
    return address.id
