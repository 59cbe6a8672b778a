"""Who acts in this request, as the domain knows them; rights and teams are read anew each time (R46)."""

from dataclasses import replace

from flask import g, request
from flask_login import UserMixin
from sqlalchemy import select

from core.access import Actor, ActorKind, Role
from core.clock import utcnow
from core.database.transaction import reading
from core.identify_contact.acting import Acting, acting_by
from core.model import ContactPreference, Credential, Customer, CustomerStatus, Party
from core.sessions import acting_staff
from web.limits import address
from web.operator import operator
from web.visits import visit

_ROLES = {role.value for role in Role}


def actor() -> Actor:
    """The person acting; the public when nobody is signed in or the account has been disabled."""
    if "actor" not in g:
        g.actor = _signed_in() or _somebody()
    return g.actor


def _somebody() -> Actor:
    """A stranger, whose clock is the operator's until they say where they are."""
    return replace(Actor.public(request_id=g.get("request_id"), address=address()), zone=operator().zone)


def is_known() -> bool:
    """Whether a working account stands behind this request."""
    return actor().kind in (ActorKind.STAFF, ActorKind.CUSTOMER)


def _signed_in() -> Actor | None:
    stay = visit().stay
    if stay is None or not stay.signed_in:
        return None
    return _staff(stay.staff_id) if stay.staff_id is not None else _customer(stay.credential_id)


def _staff(staff_id: int) -> Actor | None:
    rows = g.pop("acting_staff", None)  # read together with the session
    if rows is None:
        with reading(newest=True) as db:
            rows = acting_staff(db, staff_id)
    if not rows:
        return None
    return Actor(
        ActorKind.STAFF,
        name=rows[0].name,
        staff_id=staff_id,
        roles=frozenset(Role(row.role) for row in rows if row.role in _ROLES),
        team_ids=frozenset(row.team_id for row in rows if row.team_id is not None),
        language=rows[0].language or "en",
        zone=rows[0].zone or operator().zone,
        request_id=g.get("request_id"),
        address=request.remote_addr,
    )


def _customer(credential_id: int | None) -> Actor | None:
    query = (
        select(
            Party, Customer.id.label("customer_id"), Credential.language.label("screen"), ContactPreference.language,
            ContactPreference.zone,
        )
        .join(Credential, Credential.party_id == Party.id)
        .join(Customer, Customer.party_id == Party.id)
        .outerjoin(ContactPreference, ContactPreference.customer_id == Customer.id)
        .where(Credential.id == credential_id, Credential.disabled_at.is_(None), Party.erased_at.is_(None))
        .where(Customer.status.not_in([CustomerStatus.MERGED, CustomerStatus.ERASED]))
        .order_by(Customer.id)
        .limit(1)
    )  # fmt: skip
    with reading(newest=True) as db:
        row = db.execute(query).first()
        acting = acting_by(db, credential_id, today=utcnow().date()) if row is None else None
    if row is None:
        return _contact(acting)
    return Actor(
        ActorKind.CUSTOMER,
        name=row.Party.name,
        party_id=row.Party.id,
        customer_id=row.customer_id,
        language=row.screen or row.language or row.Party.language or "en",
        zone=row.zone or operator().zone,
        request_id=g.get("request_id"),
        address=request.remote_addr,
    )


def _contact(acting: Acting | None) -> Actor | None:
    """Somebody who acts for another; nobody at all once their authority is over (IC-14)."""
    if acting is None:
        return None
    own = acting.contact.party.credential
    return Actor(
        ActorKind.CUSTOMER,
        name=acting.contact.party.name,
        party_id=acting.contact.party_id,
        customer_id=acting.customer.id,
        authority=acting.authority,
        acts_for=acting.customer.party.name,
        language=(own.language if own else None) or acting.contact.party.language or "en",
        zone=operator().zone,
        request_id=g.get("request_id"),
        address=request.remote_addr,
    )


class Person(UserMixin):
    """What Flask-Login calls a user: the actor, as extensions expect one."""

    def __init__(self, who: Actor) -> None:
        self.actor = who
        self.id = who.key


def current_person() -> Person | None:
    """For Flask-Login."""
    return Person(actor()) if is_known() else None
