"""Accounts of the operator's own people: added by command or invitation, opened by a link that works once (R6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind, Permission, Role, ensure, may
from core.database.locking import for_update
from core.database.transaction import reading, transaction
from core.errors import AlreadyTaken, Invalid, NotAllowed, NotFound
from core.history import Event, record
from core.model import LinkPurpose, OneTimeLink, Staff, StaffRole
from core.normalise import clean, email_address
from core.outbox import send_mail
from core.passwords import check_strength, hash_password
from core.sessions import end_sessions
from core.tokens import new_token, token_hash

INVITED_FOR = timedelta(hours=72)
RESET_FOR = timedelta(minutes=60)
PURPOSES = (LinkPurpose.STAFF_SET_PASSWORD, LinkPurpose.STAFF_RESET_PASSWORD)


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that still works, and whose account it opens."""

    staff_id: int
    name: str
    email: str


def add_staff(db: Session, *, email: str, name: str, roles: Collection[Role], by: Actor, now: datetime) -> Staff:
    """A new member of staff without a password; send them staff_link().

    Administrators add anybody, managers only salespeople. Raises Invalid for the e-mail, the name or the roles (an
    auditor has no other role), AlreadyTaken where the e-mail belongs to staff, NotAllowed.
    """
    _may_add(by, roles)
    address = email_address(email)
    if not clean(name):
        raise Invalid.one("name", "name_missing")
    roles_must_fit(roles)
    if db.scalar(select(Staff.id).where(Staff.email == address)) is not None:
        raise AlreadyTaken("staff_email_taken")
    staff = Staff(email=address, name=clean(name), created_at=now)
    staff.roles = [StaffRole(role=role.value) for role in sorted(set(roles))]
    db.add(staff)
    db.flush()  # the history names the new row
    record(db, Event.STAFF_ADDED, by=by, now=now, staff=staff, facts={"roles": sorted(role.value for role in roles)})
    return staff


def roles_must_fit(roles: Collection[Role]) -> None:
    """Somebody has at least one role, and an auditor no other (values.md). Raises Invalid on "roles"."""
    if not roles or (Role.AUDITOR in roles and len(set(roles)) > 1):
        raise Invalid.one("roles", "roles_do_not_go_together" if roles else "roles_missing")


def staff_link(db: Session, staff: Staff, *, by: Actor, now: datetime) -> str:
    """The token of a new link to set a password; older links of this account die with it (R19).

    Who has no password yet has 72 hours, who has one 60 minutes.
    """
    ours = (OneTimeLink.staff_id == staff.id, OneTimeLink.purpose.in_(PURPOSES), OneTimeLink.used_at.is_(None))
    db.execute(update(OneTimeLink).where(*ours).values(used_at=now))
    token, known = new_token(), staff.password_hash is not None
    db.add(
        OneTimeLink(
            purpose=LinkPurpose.STAFF_RESET_PASSWORD if known else LinkPurpose.STAFF_SET_PASSWORD,
            token_hash=token_hash(token),
            staff_id=staff.id,
            password_version=staff.password_version,
            created_at=now,
            expires_at=now + (RESET_FOR if known else INVITED_FOR),
        )
    )
    record(db, Event.LINK_SENT, by=by, now=now, staff=staff)
    return token


def send_staff_link(db: Session, staff: Staff, *, by: Actor, now: datetime) -> None:
    """Mails the link with which somebody chooses their first password, or a new one. Raises NotAllowed."""
    ensure(by, Permission.STAFF_MANAGE, Permission.SALES_INVITE)
    template = "staff_new_password" if staff.password_hash else "staff_invitation"
    secret = {"token": staff_link(db, staff, by=by, now=now), "name": staff.name, "by": by.name}
    send_mail(
        db, template, to=staff.email, language=staff.language or by.language, facts={}, secret=secret, now=now
    )  # fmt: skip


def invite(db: Session, *, email: str, name: str, roles: Collection[Role], by: Actor, now: datetime) -> str:
    """Adds somebody and gives the token of their link; who has no password yet gets a new one when asked again."""
    known = db.scalar(select(Staff).where(Staff.email == email_address(email)))
    if known is not None and known.password_hash is None and known.disabled_at is None:
        held = {Role(held.role) for held in known.roles}
        if held == set(roles) and known.name == name.strip():  # else it would not be what was asked for
            _may_add(by, held)
            return staff_link(db, known, by=by, now=now)
    return staff_link(db, add_staff(db, email=email, name=name, roles=roles, by=by, now=now), by=by, now=now)


def staff_by_email(db: Session, email: str) -> Staff:
    """The member of staff with this e-mail; raises NotFound."""
    found = db.scalar(select(Staff).where(Staff.email == email_address(email)))
    if found is None:
        raise NotFound("staff_unknown")
    return found


def open_staff_link(token: str, *, now: datetime) -> OpenLink:
    """Whose link it is; looking does not spend it. Raises NotFound for one that works no longer or never did."""
    with reading(newest=True) as db:
        _, staff = _usable(db, token, select(OneTimeLink), now=now)
        return OpenLink(staff.id, staff.name, staff.email)


def set_staff_password(token: str, *, password: str, now: datetime) -> None:
    """Sets the password, spends the link, ends every session of the account (R20, R32).

    Raises Invalid when the password is too easy to guess, NotFound when the link works no longer.
    """
    opened = open_staff_link(token, now=now)
    check_strength(password, context=[opened.name, opened.email])
    hashed = hash_password(password)
    with transaction() as db:
        link, staff = _usable(db, token, for_update(select(OneTimeLink)), now=now)
        link.used_at = now
        staff.password_hash, staff.password_changed_at = hashed, now
        staff.password_version += 1
        end_sessions(db, now=now, staff_id=staff.id)
        record(db, Event.PASSWORD_SET, by=Actor(ActorKind.STAFF, staff_id=staff.id), now=now, staff=staff)


def _may_add(by: Actor, roles: Collection[Role]) -> None:
    ensure(by, Permission.STAFF_MANAGE, Permission.SALES_INVITE)
    if not may(by, Permission.STAFF_MANAGE) and set(roles) != {Role.SALES}:
        raise NotAllowed("not_allowed", permission=Permission.STAFF_MANAGE.value)


def _usable(db: Session, token: str, query: Select[OneTimeLink], *, now: datetime) -> tuple[OneTimeLink, Staff]:
    link = db.scalar(query.where(OneTimeLink.token_hash == token_hash(token)))
    staff = db.get(Staff, link.staff_id) if link is not None and link.staff_id is not None else None
    if link is None or staff is None or link.purpose not in PURPOSES or staff.disabled_at is not None:
        raise NotFound("link_worthless")
    if link.used_at is not None or now >= link.expires_at or link.password_version != staff.password_version:
        raise NotFound("link_worthless")
    return link, staff
