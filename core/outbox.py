"""The outbox: mail, messages and jobs are rows of the act's own transaction, worked off at least once (R66)."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert, or_, select, update
from sqlalchemy.orm import Session

from core.crypto import keyring
from core.database.locking import for_update
from core.model import Job, JobState, Party
from core.tokens import public_id

LEASE = timedelta(minutes=2)
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 12


def enqueue(
    db: Session,
    kind: str,
    *,
    payload: Mapping[str, Any],
    now: datetime,
    run_at: datetime | None = None,
    secret: Mapping[str, Any] | None = None,
    party: Party | None = None,
    key: str | None = None,
) -> None:
    """Writes one job. `payload` holds ids and codes; what must not be read in the table goes into `secret`.

    `key` makes it unique: a job that must not be there twice.
    """
    reference, sealed = public_id(), None
    if secret is not None:
        sealed = keyring().encrypt("outbox", json.dumps(secret).encode(), bound_to=reference)
    job = {
        "public_id": reference, "kind": kind, "payload": dict(payload), "secret_encrypted": sealed, "key": key,
        "party_id": party.id if party else None, "run_at": run_at or now, "created_at": now,
    }  # fmt: skip
    db.connection().execute(_WRITTEN, job)


_JOBS: Table = Job.__table__  # type: ignore[assignment]
_WRITTEN = insert(_JOBS).inline()


def send_mail(
    db: Session,
    template: str,
    *,
    to: str,
    language: str,
    facts: Mapping[str, Any],
    now: datetime,
    secret: Mapping[str, Any] | None = None,
    party: Party | None = None,
) -> None:
    """A mail, worded at delivery in the recipient's language. The address and `secret` are wiped once sent."""
    payload = {"template": template, "language": language, "facts": dict(facts)}
    enqueue(db, "mail", payload=payload, now=now, secret={"to": to, **(secret or {})}, party=party)


def send_sms(
    db: Session,
    template: str,
    *,
    to: str,
    language: str,
    facts: Mapping[str, Any],
    now: datetime,
    secret: Mapping[str, Any] | None = None,
    party: Party | None = None,
) -> None:
    """A text message, likewise; `to` in E.164."""
    payload = {"template": template, "language": language, "facts": dict(facts)}
    enqueue(db, "sms", payload=payload, now=now, secret={"to": to, **(secret or {})}, party=party)


def send(db: Session, template: str, *, to: str, **what: Any) -> None:
    """A mail or a text message, as the address says."""
    (send_mail if "@" in to else send_sms)(db, template, to=to, **what)


def lease(db: Session, *, worker: str, now: datetime, most: int = 20) -> list[Job]:
    """Takes jobs that are due and in nobody's hand; a lease that ran out counts as nobody's."""
    due = (
        select(Job)
        .where(Job.state == JobState.WAITING, Job.run_at <= now)
        .where(or_(Job.leased_until.is_(None), Job.leased_until < now))
        .order_by(Job.run_at, Job.id)
        .limit(most)
    )
    jobs = list(db.scalars(for_update(due, skip_locked=True)))
    for job in jobs:
        job.leased_until, job.leased_by = now + LEASE, worker
        job.tries += 1
    return jobs


def renew(db: Session, job: Job, *, now: datetime) -> None:
    """Says that the job is still in hand, so that nobody else takes it: long work does so at every step."""
    db.execute(update(Job).where(Job.id == job.id, Job.leased_by == job.leased_by).values(leased_until=now + LEASE))


def secret_of(job: Job) -> dict[str, Any]:
    """What the job must know and the table must not show; empty once wiped."""
    if job.secret_encrypted is None:
        return {}
    opened: dict[str, Any] = json.loads(keyring().decrypt("outbox", job.secret_encrypted, bound_to=job.public_id))
    return opened


def done(db: Session, job: Job, *, now: datetime) -> None:
    """Marks a job as worked off and wipes its secret."""
    db.execute(
        update(Job)
        .where(Job.id == job.id)
        .values(state=JobState.DONE, done_at=now, secret_encrypted=None, leased_until=None, last_error=None)
    )


def failed(db: Session, job: Job, *, why: str, now: datetime) -> None:
    """Puts a job back with a growing wait, or aside after the last try. `why` holds no personal data."""
    wait = min(FIRST_WAIT * 2 ** (job.tries - 1), LONGEST_WAIT)
    state = JobState.FAILED if job.tries >= MOST_TRIES else JobState.WAITING
    db.execute(
        update(Job)
        .where(Job.id == job.id)
        .values(state=state, run_at=now + wait, leased_until=None, leased_by=None, last_error=why[:200])
    )
