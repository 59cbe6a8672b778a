"""The large deal of the demo, with everything that a lead's page can show."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from core.access import Actor
from core.evaluate_lead.intention import Shown, record_intention
from core.model import Customer, IntentionKind, Lead, LeadSource, Offering, PostKind, Staff, Team
from core.money import Money
from core.track_lead.assignment import assign
from core.track_lead.capture import enter_lead
from core.track_lead.competitors import Rival, add_competitor
from core.track_lead.next_steps import add_task, set_next_step
from core.track_lead.working import add_post

HUDA_MUST_AGREE = (
    "The Gothenburg office opens on 11 January and fibre must be live the week before. Wants one "
    "invoice for all of it. Huda, the finance manager, has to agree."
)


def give(db: Session, lead: Lead, to: Staff | Team, reason: str, *, by: Actor, now: datetime) -> None:
    """Assigns a lead, as it is stored now."""
    db.flush()  # an assignment looks at the version that is stored
    assign(db, lead, to=to, reason=reason, by=by, seen_version=lead.version, now=now)
    db.flush()


def large_deal(
    db: Session, staff: Mapping[str, Actor], customer: Customer, offers: Mapping[str, Offering], *, now: datetime
) -> None:
    """A deal in work: calls, an intention, a competitor, a late task, the next step."""
    sara, began = staff["sales"], now - timedelta(days=5)
    lead = enter_lead(
        db,
        customer,
        offering=offers["business-fibre"],
        title="Business fibre and 14 mobiles",
        how_soon="this_quarter",
        note="Opens an office in Gothenburg on 11 January.",
        source=LeadSource.CALL,
        by=staff["csr"],
        now=began,
        key="demo-lead-najm",
    )
    give(
        db,
        lead,
        db.get_one(Staff, sara.staff_id),
        "Speaks Arabic",
        by=staff["manager"],
        now=began + timedelta(minutes=20),
    )
    _calls(db, lead, by=sara, now=now)
    _what_is_known(db, lead, by=sara, now=now)
    _what_comes(db, lead, by=sara, now=now)


def _calls(db: Session, lead: Lead, *, by: Actor, now: datetime) -> None:
    for days, outcome, note, minutes in (
        (4.9, "no_answer", None, None),
        (
            4.0,
            "reached",
            HUDA_MUST_AGREE,
            9,
        ),
    ):
        add_post(
            db,
            lead,
            kind=PostKind.CALL,
            outcome=outcome,
            note=note,
            minutes=minutes,
            by=by,
            now=now - timedelta(days=days),
            key=f"demo-post-najm-{outcome}",
        )
        db.flush()  # the next act looks at what is stored


def _what_is_known(db: Session, lead: Lead, *, by: Actor, now: datetime) -> None:
    shown = Shown(
        kind=IntentionKind.INTERESTED,
        channel="phone",
        how_soon="this_quarter",
        decides="with_others",
        decides_who="Huda",
        current_provider="Telnord",
        contract_end=date(2027, 1, 31),
    )
    record_intention(db, lead, shown, by=by, now=now - timedelta(days=4), key="demo-intention-najm")
    rival = Rival(
        name="Telnord",
        offer="Business 500 and 12 mobiles",
        price=Money(1490000, "SEK"),
        threat="high",
        contract_end=date(2027, 1, 31),
        strength="Already there",
        weakness="Eight weeks to deliver",
    )
    add_competitor(db, lead, rival, by=by, now=now - timedelta(days=4), key="demo-rival-najm")


def _what_comes(db: Session, lead: Lead, *, by: Actor, now: datetime) -> None:
    add_task(
        db,
        lead,
        title="Call Huda about one invoice",
        due_at=now - timedelta(hours=2),
        by=by,
        now=now - timedelta(days=3),
        key="demo-task-1",
    )
    add_task(
        db,
        lead,
        title="Send the draft offer",
        due_at=now + timedelta(days=1),
        by=by,
        now=now - timedelta(days=3),
        key="demo-task-2",
    )
    db.flush()  # the version the next step is said for
    set_next_step(
        db,
        lead,
        what="Call Faisal about the offer",
        at=now + timedelta(hours=20),
        by=by,
        seen_version=lead.version,
        now=now - timedelta(days=3),
    )
