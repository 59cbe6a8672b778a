"""The standing search for duplicates among all who are stored, and the same for a file (IC-2).

Once a day a search begins; each run works for some seconds and leaves behind the job that goes on. Where it stands is
kept encrypted: match keys are made of names and birth dates.
"""

import csv
import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, TextIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.history import Event, record
from core.identify_contact.duplicate_search import BEGINNING, Batch, Pair, Position, all_pairs, mend_keys, search
from core.identify_contact.duplicates import remember_pair
from core.identify_contact.matching import Band
from core.model import Customer, Job
from core.outbox import enqueue
from core.settings import Settings
from web.wording.identify_contact_office import evidence_in_words

FIND = "find_duplicates"
"""Kind of the job. Its secret is the place: {"customer": id} while keys are mended, {"after": [kind, key]} then."""
WORK_SECONDS = 15
REST = timedelta(seconds=30)
"""Between two runs: mail and messages come first."""
COLUMNS = ("left", "right", "score", "band", "evidence")


def begin_search(db: Session, *, now: datetime) -> bool:
    """Begins today's search unless one began; returns whether it did."""
    key = f"{FIND}:{now:%Y-%m-%d}"
    if db.scalar(select(Job.id).where(Job.key == key)) is not None:
        return False
    enqueue(db, FIND, payload={"step": 0, "day": f"{now:%Y-%m-%d}"}, now=now, secret={"customer": 0}, key=key)
    return True


def find_duplicates(job: Job, secret: Mapping[str, Any], settings: Settings, facts: Mapping[str, Any]) -> None:  # noqa: ARG001
    """Searches for some seconds, puts certain and likely pairs into the queue, and enqueues the rest; may run twice."""
    until, going_on = time.monotonic() + WORK_SECONDS, dict(secret)
    while going_on and time.monotonic() < until:
        going_on = _one_batch(going_on)
    step, day = int(job.payload["step"]) + 1, job.payload["day"]
    key = f"{FIND}:{day}:{step}"
    with transaction() as db:
        if going_on and db.scalar(select(Job.id).where(Job.key == key)) is None:
            now = utcnow()
            payload = {"step": step, "day": day}
            enqueue(db, FIND, payload=payload, now=now, run_at=now + REST, secret=going_on, key=key)


def _one_batch(place: Mapping[str, Any]) -> dict[str, Any]:
    """Works off one batch; returns where to go on, nothing at the end."""
    if "after" not in place:
        with transaction() as db:
            customer = mend_keys(db, after=int(place.get("customer", 0)))
        return {"customer": customer} if customer else {"after": list(BEGINNING)}
    kind, key = place["after"]
    with reading(newest=True) as db:
        batch = search(db, after=(kind, key))
    for pair in batch.pairs:
        if pair.weighed.band is not Band.WEAK:
            _put_into_queue(pair)
    return {"after": list(batch.after)} if batch.after else {}


def _put_into_queue(pair: Pair) -> None:
    now, weighed = utcnow(), pair.weighed
    score, band = round(weighed.score), weighed.band or Band.WEAK
    with transaction() as db:
        left, right = db.get_one(Customer, pair.left_id), db.get_one(Customer, pair.right_id)
        if remember_pair(db, left, right, evidence=weighed.evidence, score=score, band=band, now=now):
            told = {"other": left.code, "score": score, "band": band.value}
            record(db, Event.DUPLICATE_FOUND, by=Actor.system(), now=now, customer=right, facts=told)


def write_pairs(out: TextIO) -> int:
    """Writes every pair of all who are stored as CSV, as they are found; returns how many."""
    customer: int | None = 0
    while customer is not None:
        with transaction() as db:
            customer = mend_keys(db, after=customer)
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    written = 0
    for written, pair in enumerate(all_pairs(_batches()), start=1):  # noqa: B007 -- the last is how many
        weighed = pair.weighed
        because = "; ".join(words for _speaks_for, words in evidence_in_words(weighed.evidence))
        lines.writerow([pair.left, pair.right, f"{weighed.score:.3f}", str(weighed.band), because])
    return written


def _batches() -> Iterator[Batch]:
    after: Position | None = BEGINNING
    while after is not None:
        with reading(newest=True) as db:
            batch = search(db, after=after)
        yield batch
        after = batch.after
