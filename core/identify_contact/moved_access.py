"""How somebody is reached and signs in, moved to the customer they turned out to be (IC-15)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core.model import ContactMedium, Credential, Customer, SignInName
from core.sessions import end_sessions

_TAKEN_OVER = ("password_hash", "password_changed_at")
_QUESTION = ("question_code", "own_question", "answer_hash", "answer_changed_at")


def move_sign_in(db: Session, newcomer: Customer, known: Customer, *, now: datetime) -> bool:
    """Brings the newcomer's ways to be reached as claims, and the sign-in too where the known one has no password.

    Returns whether the sign-in moved; a way that was confirmed counts as confirmed from now on then.
    """
    source, target = _credential(db, newcomer), _credential(db, known)
    moves = source is not None and source.password_hash is not None and (target is None or not target.password_hash)
    _move_media(newcomer, known, confirmed=moves, now=now)
    if not moves or source is None:
        return False
    if target is None:
        target = Credential(party_id=known.party_id, created_at=now)
        db.add(target)
        db.flush()  # names need its key
    _take_over(target, source)
    db.execute(update(SignInName).where(SignInName.credential_id == source.id).values(credential_id=target.id))
    close_access(db, newcomer, now=now)
    return True


def close_access(db: Session, newcomer: Customer, *, now: datetime) -> None:
    """Nobody signs in as the newcomer any more; their names are free for who confirms them."""
    source = _credential(db, newcomer)
    if source is None:
        return
    source.disabled_at = now
    db.execute(delete(SignInName).where(SignInName.credential_id == source.id))
    end_sessions(db, now=now, credential_id=source.id)


def _credential(db: Session, customer: Customer) -> Credential | None:
    return db.scalar(select(Credential).where(Credential.party_id == customer.party_id))


def _take_over(target: Credential, source: Credential) -> None:
    """The password, and the question where there is none; links that were sent before are worthless."""
    for name in _TAKEN_OVER if target.answer_hash else (*_TAKEN_OVER, *_QUESTION):
        setattr(target, name, getattr(source, name))
    target.password_version += 1


def _move_media(newcomer: Customer, known: Customer, *, confirmed: bool, now: datetime) -> None:
    have = {(each.kind, each.value) for each in known.party.media if not each.is_removed}
    for medium in newcomer.party.media:
        if medium.is_removed or (medium.kind, medium.value) in have:
            continue
        _copy(medium, known, confirmed_at=now if confirmed and medium.is_confirmed else None, now=now)


def _copy(medium: ContactMedium, known: Customer, *, confirmed_at: datetime | None, now: datetime) -> None:
    """The newcomer's own row stays, for their history."""
    known.party.media.append(
        ContactMedium(
            kind=medium.kind, value=medium.value, network=medium.network, confirmed_at=confirmed_at, created_at=now
        )
    )  # fmt: skip
