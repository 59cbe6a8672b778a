"""The own account of a member of staff: password, language, zone, colours, sessions (AR-5, R5, R32)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor
from core.database.locking import for_update
from core.database.transaction import transaction
from core.errors import Invalid, NotFound
from core.history import Event, record
from core.model import Staff, WebSession
from core.outbox import send_mail
from core.passwords import check_strength, hash_password, verify_password
from core.sessions import end_session, end_sessions, open_sessions
from core.throttle import Rule, attempt, succeeded

CURRENT_PASSWORD = Rule(
    "current staff password", free=5, first_wait=timedelta(seconds=30), longest_wait=timedelta(hours=1)
)
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class OwnChoices:
    """How somebody wants their pages; None: as the operator, or as their browser and system have it."""

    language: str | None
    zone: str | None
    theme: str | None


def own_account(db: Session, *, by: Actor) -> Staff:
    """The account of the acting member of staff. Raises NotFound for anybody else."""
    found = db.get(Staff, by.staff_id) if by.staff_id is not None else None
    if found is None or found.disabled_at is not None:
        raise NotFound("access_gone")
    return found


def keep_choices(db: Session, choices: OwnChoices, *, languages: Sequence[str], by: Actor) -> None:
    """Keeps language, zone and colours of one's own account; `languages` are those that pages speak.

    Raises Invalid on language, zone or theme.
    """
    if choices.language is not None and choices.language not in languages:
        raise Invalid.one("language", "choose_one")
    if choices.zone is not None and choices.zone not in available_timezones():
        raise Invalid.one("zone", "zone_unreadable")
    if choices.theme is not None and choices.theme not in THEMES:
        raise Invalid.one("theme", "choose_one")
    mine = own_account(db, by=by)
    mine.language, mine.zone, mine.theme = choices.language, choices.zone, choices.theme


def change_own_password(*, current: str, new: str, by: Actor, now: datetime, keep_session: int | None) -> None:
    """A new password for who knows the present one; every other session ends, and a mail says so (R5, R32).

    Makes its own transactions: the present one counts as a try before it is compared. Raises Invalid on "current" or
    "password", TooMany.
    """
    with transaction() as db:
        attempt(db, CURRENT_PASSWORD, str(by.staff_id), now=now)
        mine = own_account(db, by=by)
        hashed, about_me = mine.password_hash, [mine.name, mine.email]
    if not verify_password(current, hashed):
        raise Invalid.one("current", "wrong_password")
    with transaction() as db:
        succeeded(db, CURRENT_PASSWORD, str(by.staff_id), now=now)
    check_strength(new, context=about_me)
    chosen = hash_password(new)
    with transaction() as db:
        mine = db.scalars(for_update(select(Staff)).where(Staff.id == by.staff_id)).one()
        mine.password_hash, mine.password_changed_at = chosen, now
        mine.password_version += 1
        end_sessions(db, now=now, staff_id=mine.id, but=keep_session)
        record(db, Event.PASSWORD_SET, by=by, now=now, staff=mine)
        _tell(db, mine, by=by, now=now)


def own_sessions(db: Session, *, by: Actor, seen_since: datetime) -> list[WebSession]:
    """Browsers in which one is signed in, the one used last first."""
    return open_sessions(db, staff_id=own_account(db, by=by).id, seen_since=seen_since)


def sign_out_of(db: Session, session_id: str, *, by: Actor, now: datetime) -> None:
    """Ends one of one's own sessions, by its public id. Raises NotFound for another's and for none."""
    mine = own_account(db, by=by)
    theirs = select(WebSession).where(WebSession.public_id == session_id, WebSession.staff_id == mine.id)
    stay = db.scalar(theirs)
    if stay is None:
        raise NotFound("session_gone")
    end_session(db, session_id=stay.id, now=now)
    record(db, Event.SESSIONS_ENDED, by=by, now=now, staff=mine)


def sign_out_elsewhere(db: Session, *, by: Actor, now: datetime, keep_session: int | None) -> None:
    """Ends one's sessions in every other browser."""
    mine = own_account(db, by=by)
    end_sessions(db, now=now, staff_id=mine.id, but=keep_session)
    record(db, Event.SESSIONS_ENDED, by=by, now=now, staff=mine)


def _tell(db: Session, mine: Staff, *, by: Actor, now: datetime) -> None:
    language, secret = mine.language or by.language, {"name": mine.name}
    send_mail(db, "staff_password_changed", to=mine.email, language=language, facts={}, secret=secret, now=now)
