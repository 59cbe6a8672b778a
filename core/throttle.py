"""Counters of misses in the database: a restart forgets none, a miss counts before it is compared (R13, R23, R27)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.crypto import keyring
from core.database.locking import for_update
from core.errors import TooMany
from core.model import AttemptCounter


@dataclass(frozen=True, slots=True)
class Rule:
    """How many misses in a row are free, and for how long it is closed then, doubling up to a longest wait."""

    purpose: str
    free: int
    first_wait: timedelta
    longest_wait: timedelta


SIGN_IN = Rule("sign in", free=5, first_wait=timedelta(seconds=30), longest_wait=timedelta(hours=1))
STAFF_SIGN_IN = Rule("staff sign in", free=5, first_wait=timedelta(seconds=30), longest_wait=timedelta(hours=1))
ASSISTED_ANSWER = Rule("assisted answer", free=3, first_wait=timedelta(minutes=30), longest_wait=timedelta(days=1))


def attempt(db: Session, rule: Rule, subject: str, *, now: datetime) -> None:
    """Counts one try as a miss, before anything is compared; raises TooMany while it is closed.

    Call it in a short transaction of its own and commit, then compare, then succeeded(). The subject may be a name
    that does not exist: it is counted alike (R25).
    """
    counter = _counter(db, rule, subject, now=now)
    if counter.closed_until is not None and now < counter.closed_until:
        raise TooMany("closed_for_now", retry_after=_seconds(counter.closed_until - now), until=counter.closed_until)
    counter.misses += 1
    counter.last_at = now
    if counter.misses >= rule.free:
        wait = min(rule.first_wait * 2**counter.closings, rule.longest_wait)
        counter.closed_until = now + wait
        counter.closings = min(counter.closings + 1, 32)
        counter.misses = rule.free - 1 if rule.purpose != ASSISTED_ANSWER.purpose else 0


def succeeded(db: Session, rule: Rule, subject: str, *, now: datetime) -> None:
    """The right answer: the row of misses is broken."""
    counter = _counter(db, rule, subject, now=now)
    counter.misses, counter.closings, counter.closed_until, counter.last_at = 0, 0, None, now


def closed_until(db: Session, rule: Rule, subject: str, *, now: datetime) -> datetime | None:
    """Until when tries are refused; None: open."""
    until = db.scalar(select(AttemptCounter.closed_until).where(AttemptCounter.name == _name(rule, subject)))
    return until if until is not None and until > now else None


def tries_left(db: Session, rule: Rule, subject: str) -> int:
    """Misses that are still free before it closes."""
    misses = db.scalar(select(AttemptCounter.misses).where(AttemptCounter.name == _name(rule, subject)))
    return max(0, rule.free - (misses or 0))


def last_counted(db: Session, rule: Rule, subject: str) -> datetime | None:
    """When it was last counted or reopened; None: never."""
    return db.scalar(select(AttemptCounter.last_at).where(AttemptCounter.name == _name(rule, subject)))


def _counter(db: Session, rule: Rule, subject: str, *, now: datetime) -> AttemptCounter:
    name = _name(rule, subject)
    counter = db.scalar(for_update(select(AttemptCounter).where(AttemptCounter.name == name)))
    if counter is None:
        counter = AttemptCounter(name=name, misses=0, closings=0, last_at=now)
        db.add(counter)
        db.flush()  # a second try at the same moment must meet this row
    return counter


def _name(rule: Rule, subject: str) -> str:
    return f"{rule.purpose}:{keyring().blind_index('throttle', subject)}"


def _seconds(wait: timedelta) -> int:
    return max(1, int(wait.total_seconds()))
