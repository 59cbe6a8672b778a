"""Sessions: one row for each stay of a browser at a face; its cookie is a reference, only its hash is kept (R28)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, FromClause, Row, Select, Table, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from core.model import Face, ParkedForm, Staff, StaffRole, Team, TeamMember, WebSession
from core.tokens import token_hash

_STAYS: Table = WebSession.__table__  # type: ignore[assignment]
_STAFF: Table = Staff.__table__  # type: ignore[assignment]
_ROLES: Table = StaffRole.__table__  # type: ignore[assignment]
_TEAMS: Table = Team.__table__  # type: ignore[assignment]
_MEMBERS: Table = TeamMember.__table__  # type: ignore[assignment]

_WORKING = _STAFF.c.disabled_at.is_(None)
_LED = or_(_TEAMS.c.id == _MEMBERS.c.team_id, _TEAMS.c.leader_id == _STAFF.c.id, _TEAMS.c.manager_id == _STAFF.c.id)
_WHO = (_STAFF.c.name, _STAFF.c.language, _STAFF.c.zone, _ROLES.c.role, _TEAMS.c.id.label("team_id"))


def _with_their_place(people: FromClause) -> FromClause:
    """Staff with their roles and teams, a row for each pair."""
    return (
        people.outerjoin(_ROLES, _ROLES.c.staff_id == _STAFF.c.id)
        .outerjoin(_MEMBERS, and_(_MEMBERS.c.staff_id == _STAFF.c.id, _MEMBERS.c.left_at.is_(None)))
        .outerjoin(_TEAMS, and_(_LED, _TEAMS.c.retired_at.is_(None)))
    )


_ACTING: Select[Any] = (
    select(*_WHO).select_from(_with_their_place(_STAFF)).where(_STAFF.c.id == bindparam("staff"), _WORKING)
)  # fmt: skip
_FOUND: Select[Any] = (
    select(
        *(_STAYS.c[name] for name in (
            "id", "staff_id", "credential_id", "created_at", "last_seen_at", "authenticated_at", "content",
        )),
        *_WHO,
    )
    .select_from(_with_their_place(_STAYS.outerjoin(_STAFF, and_(_STAFF.c.id == _STAYS.c.staff_id, _WORKING))))
    .where(_STAYS.c.token_hash == bindparam("hash"), _STAYS.c.face == bindparam("face"), _STAYS.c.ended_at.is_(None))
)  # fmt: skip
"""Asked with every request, so it is put together once."""


def find_session(db: Session | Connection, *, face: Face, token: str) -> Sequence[Row[Any]]:
    """The stay that a cookie's token stands for, unless it was ended; whether it has run out, the face decides.

    With it what acting_staff() says of the member of staff who stays: a row for each of their roles and teams, without
    a name where the account is disabled or a customer's.
    """
    return db.execute(_FOUND, {"hash": token_hash(token), "face": face}).all()


def acting_staff(db: Session, staff_id: int) -> Sequence[Row[Any]]:
    """Name, language and zone of a member of staff, once for each of their roles and teams; nothing when disabled."""
    return db.execute(_ACTING, {"staff": staff_id}).all()


def start_session(
    db: Session,
    *,
    face: Face,
    token: str,
    now: datetime,
    staff_id: int | None = None,
    credential_id: int | None = None,
    content: dict[str, Any] | None = None,
    device: str | None = None,
) -> WebSession:
    """A new stay: signed in when it names staff or a credential, else a visitor who has something to keep."""
    signed_in = staff_id is not None or credential_id is not None
    stay = WebSession(
        face=face,
        token_hash=token_hash(token),
        staff_id=staff_id,
        credential_id=credential_id,
        content=content or {},
        factors=["password"] if signed_in else [],
        created_at=now,
        last_seen_at=now,
        authenticated_at=now if signed_in else None,
        device=device,
    )
    db.add(stay)
    db.flush()  # the caller keeps its key
    return stay


def keep_in_session(db: Session, *, session_id: int, content: dict[str, Any] | None, now: datetime) -> None:
    """Notes that the browser was seen, and what its visit carries when that changed."""
    if content is None:
        db.execute(_SEEN, {"stay": session_id, "now": now})
    else:
        db.execute(_KEPT, {"stay": session_id, "now": now, "carried": content})


_SEEN = update(_STAYS).where(_STAYS.c.id == bindparam("stay")).values(last_seen_at=bindparam("now"))
_KEPT = _SEEN.values(content=bindparam("carried"))


def end_session(db: Session, *, session_id: int, now: datetime) -> None:
    """Ends one stay: its cookie opens nothing any more."""
    db.execute(update(WebSession).where(WebSession.id == session_id).values(ended_at=now, content={}))


def end_sessions(
    db: Session, *, now: datetime, staff_id: int | None = None, credential_id: int | None = None, but: int | None = None
) -> None:
    """Ends all stays of one account except `but`: after a new password, role or disabling (R32)."""
    owner = WebSession.staff_id == staff_id if staff_id is not None else WebSession.credential_id == credential_id
    if staff_id is None and credential_id is None:
        raise ValueError("whose sessions?")
    theirs = update(WebSession).where(owner, WebSession.ended_at.is_(None))
    if but is not None:
        theirs = theirs.where(WebSession.id != but)
    db.execute(theirs.values(ended_at=now, content={}))


def open_sessions(
    db: Session, *, seen_since: datetime, staff_id: int | None = None, credential_id: int | None = None
) -> list[WebSession]:
    """Browsers in which somebody is signed in, the one used last first; `seen_since`: older ones have run out."""
    if staff_id is None and credential_id is None:
        raise ValueError("whose sessions?")
    owner = WebSession.staff_id == staff_id if staff_id is not None else WebSession.credential_id == credential_id
    live = select(WebSession).where(owner, WebSession.ended_at.is_(None), WebSession.last_seen_at >= seen_since)
    return list(db.scalars(live.order_by(WebSession.last_seen_at.desc(), WebSession.id.desc())))


def park_form(
    db: Session, *, staff_id: int | None, credential_id: int | None, path: str, form_encrypted: str, now: datetime
) -> None:
    """Keeps what somebody typed when their session had run out; offered again to the same account only."""
    db.add(
        ParkedForm(
            staff_id=staff_id, credential_id=credential_id, path=path, form_encrypted=form_encrypted, at=now
        )
    )  # fmt: skip


def take_parked_form(db: Session, *, staff_id: int | None, credential_id: int | None, path: str) -> ParkedForm | None:
    """The newest form this account left at this page, taken out."""
    owner = ParkedForm.staff_id == staff_id if staff_id is not None else ParkedForm.credential_id == credential_id
    if staff_id is None and credential_id is None:
        return None
    theirs = list(db.scalars(select(ParkedForm).where(owner, ParkedForm.path == path).order_by(ParkedForm.id.desc())))
    for parked in theirs:
        db.delete(parked)
    return theirs[0] if theirs else None
