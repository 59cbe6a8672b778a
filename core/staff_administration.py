"""Who works here and as what: the administrator adds, changes and closes the accounts of staff (values.md, R6, R32)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from core.access import Actor, Permission, Role, ensure
from core.database.locking import for_update
from core.errors import Conflict, NotAllowed, NotFound
from core.history import Event, record
from core.history_told import HistoryLine, history_of
from core.model import Staff, StaffRole
from core.sessions import end_sessions
from core.staff_accounts import add_staff, roles_must_fit, send_staff_link
from core.submission import claim, settle
from core.track_lead.people import stop_selling

SELLS = frozenset({Role.SALES, Role.MANAGER})
ACCOUNT_EVENTS = (
    Event.STAFF_ADDED, Event.STAFF_CHANGED, Event.STAFF_DISABLED, Event.STAFF_ENABLED, Event.LINK_SENT,
    Event.PASSWORD_SET, Event.SESSIONS_ENDED, Event.VERIFYING_STOPPED, Event.VERIFYING_REOPENED,
)  # fmt: skip


def invite_member(
    db: Session, *, name: str, email: str, roles: Collection[Role], by: Actor, now: datetime, key: str
) -> Staff:
    """Somebody new, whose link to choose a password is on its way. The same `key` gives the same person.

    Raises Invalid on name, email or roles, AlreadyTaken where the e-mail belongs to staff, NotAllowed.
    """
    ensure(by, Permission.STAFF_MANAGE)
    if (first := claim(db, key, act="invite_member", by=by, now=now)) is not None:
        return member(db, first, by=by)
    staff = add_staff(db, email=email, name=name, roles=roles, by=by, now=now)
    send_staff_link(db, staff, by=by, now=now)
    settle(db, key, result=staff.public_id)
    return staff


def members(db: Session, *, disabled: bool, by: Actor, after: Staff | None = None, most: int = 50) -> list[Staff]:
    """Staff in the order of their names, with their roles; `after` is the last one shown."""
    ensure(by, Permission.STAFF_MANAGE)
    query = select(Staff).where(Staff.disabled_at.is_not(None) if disabled else Staff.disabled_at.is_(None))
    if after is not None:
        query = query.where((Staff.name > after.name) | ((Staff.name == after.name) & (Staff.id > after.id)))
    return list(db.scalars(query.options(selectinload(Staff.roles)).order_by(Staff.name, Staff.id).limit(most)))


def how_many(db: Session, *, by: Actor) -> tuple[int, int]:
    """How many accounts are open, and how many are closed."""
    ensure(by, Permission.STAFF_MANAGE)
    every, shut = db.execute(select(func.count(), func.count(Staff.disabled_at)).select_from(Staff)).one()
    return every - shut, shut


def member(db: Session, public_id: str, *, by: Actor, hold: bool = False) -> Staff:
    """One of the staff; `hold` keeps others from changing them until the act ends. Raises NotFound."""
    ensure(by, Permission.STAFF_MANAGE)
    query = select(Staff).where(Staff.public_id == public_id)
    found = db.scalar(for_update(query) if hold else query)
    if found is None:
        raise NotFound("no_such_page")
    return found


def change_roles(
    db: Session, staff: Staff, *, roles: Collection[Role], seen_version: int, by: Actor, now: datetime
) -> int:
    """Gives somebody other roles; their sessions end, so that the new rights hold at once (R29, R32).

    Who sells no longer leaves their teams; returns how many leads went back. Raises Invalid on roles, StaleVersion,
    NotAllowed for one's own.
    """
    _somebody_else(staff, by=by)
    staff.must_be_version(seen_version)
    roles_must_fit(roles)
    before = {Role(held.role) for held in staff.roles}
    if before == set(roles):
        return 0
    staff.roles = [held for held in staff.roles if Role(held.role) in roles]
    staff.roles += [StaffRole(role=role.value) for role in sorted(set(roles) - before)]
    flag_modified(staff, "name")  # another administrator's page is stale from now on
    end_sessions(db, now=now, staff_id=staff.id)
    record(
        db, Event.STAFF_CHANGED, by=by, now=now, staff=staff, fields=["roles"],
        facts={"roles": sorted(role.value for role in roles), "before": sorted(role.value for role in before)},
    )  # fmt: skip
    return stop_selling(db, staff, by=by, now=now) if before & SELLS and not set(roles) & SELLS else 0


def close_account(db: Session, staff: Staff, *, by: Actor, now: datetime) -> int:
    """The account opens nothing from now on; its sessions end, its open leads go back. Twice does no harm.

    Returns how many leads went back. Raises NotAllowed for one's own account.
    """
    _somebody_else(staff, by=by)
    if staff.disabled_at is not None:
        return 0
    staff.disabled_at = now
    end_sessions(db, now=now, staff_id=staff.id)
    record(db, Event.STAFF_DISABLED, by=by, now=now, staff=staff)
    return stop_selling(db, staff, by=by, now=now)


def open_account(db: Session, staff: Staff, *, by: Actor, now: datetime) -> None:
    """The account opens again with the password it had; teams are not given back. Twice does no harm."""
    ensure(by, Permission.STAFF_MANAGE)
    if staff.disabled_at is not None:
        staff.disabled_at = None
        record(db, Event.STAFF_ENABLED, by=by, now=now, staff=staff)


def send_link_again(db: Session, staff: Staff, *, by: Actor, now: datetime, key: str) -> None:
    """Mails a new link to choose a password; the one before works no longer. The same `key` sends one.

    Raises Conflict for a disabled account, NotAllowed.
    """
    ensure(by, Permission.STAFF_MANAGE)
    if staff.disabled_at is not None:
        raise Conflict("staff_disabled")
    if claim(db, key, act="send_staff_link", by=by, now=now) is None:
        send_staff_link(db, staff, by=by, now=now)
        settle(db, key, result=staff.public_id)


def sign_out_everywhere(db: Session, staff: Staff, *, by: Actor, now: datetime) -> None:
    """Ends every session of somebody, as when a telephone was lost (R32)."""
    ensure(by, Permission.STAFF_MANAGE)
    end_sessions(db, now=now, staff_id=staff.id)
    record(db, Event.SESSIONS_ENDED, by=by, now=now, staff=staff)


def account_history(db: Session, staff: Staff, *, by: Actor, now: datetime) -> list[HistoryLine]:
    """What happened with the account, newest first; not what its owner did at work."""
    ensure(by, Permission.STAFF_MANAGE)
    return history_of(db, by=by, now=now, staff=staff, only=ACCOUNT_EVENTS)


def _somebody_else(staff: Staff, *, by: Actor) -> None:
    """Nobody gives themselves rights, nor takes away the last way in."""
    ensure(by, Permission.STAFF_MANAGE)
    if staff.id == by.staff_id:
        raise NotAllowed("not_ones_own_account")
