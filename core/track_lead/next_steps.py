"""What comes next on a lead, and the tasks beside it (TL-7, TL-8)."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access import Actor, Permission
from core.errors import Invalid, NotFound
from core.history import Event, record
from core.model import Lead, Staff, Task
from core.normalise import clean
from core.submission import claim, settle
from core.track_lead.reach import ensure_reaches, lock

LONGEST = 200


def set_next_step(
    db: Session, lead: Lead, *, what: str, at: datetime, by: Actor, seen_version: int, now: datetime
) -> None:
    """Says what comes next and when; there is always one next step.

    Raises Invalid for a moment that has passed, StaleVersion when somebody changed the lead meanwhile.
    """
    lock(db, lead)
    lead.must_be_version(seen_version)
    ensure_reaches(by, Permission.LEAD_WORK, lead)
    lead.must_be_open()
    said = clean(what)[:LONGEST]
    if not said:
        raise Invalid.one("what", "say_what_comes_next")
    if at <= now:
        raise Invalid.one("at", "choose_a_later_time")
    lead.next_step, lead.next_step_at = said, at
    record(db, Event.LEAD_CHANGED, lead=lead, by=by, now=now, fields=("next_step", "next_step_at"))


def finish_next_step(db: Session, lead: Lead, *, by: Actor, seen_version: int, now: datetime) -> None:
    """The step is done; until somebody says the next one, that is what is due now."""
    lock(db, lead)
    lead.must_be_version(seen_version)
    ensure_reaches(by, Permission.LEAD_WORK, lead)
    lead.must_be_open()
    lead.next_step, lead.next_step_at = None, now
    record(db, Event.LEAD_CHANGED, lead=lead, by=by, now=now, fields=("next_step",), facts={"done": True})


def add_task(
    db: Session,
    lead: Lead,
    *,
    title: str,
    due_at: datetime | None,
    assignee: Staff | None = None,
    by: Actor,
    now: datetime,
    key: str,
) -> Task:
    """Something to do until a time; the assignee is the lead's owner where nobody is named. Raises Invalid."""
    if (first := claim(db, key, act="task", by=by, now=now)) is not None:
        return db.get_one(Task, int(first))
    ensure_reaches(by, Permission.LEAD_WORK, lead)
    lead.must_be_open()
    said = clean(title)[:LONGEST]
    if not said:
        raise Invalid.one("title", "say_what_is_to_do")
    owner = assignee.id if assignee else lead.owner_id or by.staff_id
    task = Task(lead_id=lead.id, opportunity_id=lead.opportunity_id, title=said, due_at=due_at, assignee_id=owner)
    task.created_at, task.created_by_id = now, by.staff_id
    db.add(task)
    db.flush()  # the key's result is the task's own key
    record(db, Event.TASK_ADDED, lead=lead, by=by, now=now, facts={"task": task.id})
    settle(db, key, result=str(task.id))
    return task


def finish_task(db: Session, lead: Lead, public_id: str, *, by: Actor, now: datetime) -> None:
    """Ticks a task of this lead; a second tick changes nothing. Raises NotFound."""
    ensure_reaches(by, Permission.LEAD_WORK, lead)
    task = db.scalar(select(Task).where(Task.public_id == public_id, Task.lead_id == lead.id))
    if task is None:
        raise NotFound("task_unknown")
    ticked = db.execute(
        update(Task)
        .where(Task.id == task.id, Task.done_at.is_(None))
        .values(done_at=now, done_by_id=by.staff_id, version=Task.version + 1)
        .returning(Task.id)
        .execution_options(synchronize_session=False)
    ).first()
    if ticked is not None:
        record(db, Event.TASK_DONE, lead=lead, by=by, now=now, facts={"task": task.id})
