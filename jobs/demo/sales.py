"""Teams and leads of the demo: some waiting to be assigned, some in work, one late, one won over, one let go."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind
from core.evaluate_lead.closing import close_lead
from core.evaluate_lead.conversion import Choice, convert
from core.model import Customer, Lead, LeadSource, Offering, PostKind, Staff, Team
from core.track_lead.capture import show_interest
from core.track_lead.teams import TeamForm, create_team
from core.track_lead.working import add_post
from jobs.demo.large_deal import give, large_deal


def sell(
    db: Session,
    staff: dict[str, Actor],
    customers: Mapping[str, Customer],
    offers: Mapping[str, Offering],
    *,
    now: datetime,
) -> int:
    """Everything that sales did so far; returns the number of leads."""
    homes, business = _teams(db, staff, now=now - timedelta(days=80))
    _join(staff, homes, business)
    large_deal(db, staff, customers["najm"], offers, now=now)
    _in_the_teams_queue(db, staff, customers, offers, homes, now=now)
    _won_over(db, staff, customers["fang"], offers["mobile-20"], now=now - timedelta(days=8))
    _let_go(db, staff, customers["erik"], offers["tv-large"], now=now - timedelta(days=12))
    _ask(db, customers["anna"], offers["mobile-family"], "this_month", now=now - timedelta(hours=3), who="anna")
    _ask(db, customers["juergen"], offers["fibre-500"], "now", now=now - timedelta(minutes=50), who="juergen")
    db.flush()  # the count below
    return len(db.scalars(select(Lead.id)).all())


def _teams(db: Session, staff: Mapping[str, Actor], *, now: datetime) -> tuple[Team, Team]:
    sara, sami = (db.get_one(Staff, staff[name].staff_id).public_id for name in ("sales", "sales2"))
    mona = staff["manager"]
    homes = TeamForm(name="Homes", leader=sara, members=[sara, sami], languages=["en", "sv"], regions=["SE"])
    business = TeamForm(name="Business", leader=sara, members=[sara], languages=["en", "ar"], regions=["SE", "SA"])
    return (
        create_team(db, homes, by=mona, now=now, key="demo-team-homes"),
        create_team(db, business, by=mona, now=now, key="demo-team-business"),
    )


def _join(staff: dict[str, Actor], homes: Team, business: Team) -> None:
    both = frozenset({homes.id, business.id})
    staff["manager"] = replace(staff["manager"], team_ids=both)
    staff["sales"] = replace(staff["sales"], team_ids=both)
    staff["sales2"] = replace(staff["sales2"], team_ids=frozenset({homes.id}))


def _ask(db: Session, customer: Customer, offer: Offering, how_soon: str, *, now: datetime, who: str) -> Lead:
    themselves = Actor(ActorKind.CUSTOMER, party_id=customer.party_id, customer_id=customer.id)
    return show_interest(
        db,
        customer,
        offering=offer,
        how_soon=how_soon,
        call_times="after 16:00",
        source=LeadSource.PORTAL,
        by=themselves,
        now=now,
        key=f"demo-interest-{who}-{offer.code}",
    )


def _in_the_teams_queue(
    db: Session,
    staff: Mapping[str, Actor],
    customers: Mapping[str, Customer],
    offers: Mapping[str, Offering],
    homes: Team,
    *,
    now: datetime,
) -> None:
    for who, offer, days in (("olena", "fibre-500", 3), ("maria", "mobile-20", 0.5)):
        lead = _ask(db, customers[who], offers[offer], "this_month", now=now - timedelta(days=days), who=who)
        give(db, lead, homes, "First come, first served", by=staff["manager"], now=now - timedelta(days=days - 0.1))


def _won_over(db: Session, staff: Mapping[str, Actor], customer: Customer, offer: Offering, *, now: datetime) -> None:
    sami = staff["sales2"]
    lead = _ask(db, customer, offer, "now", now=now, who="fang")
    give(db, lead, db.get_one(Staff, sami.staff_id), "", by=staff["manager"], now=now + timedelta(minutes=30))
    add_post(
        db,
        lead,
        kind=PostKind.CALL,
        outcome="reached",
        note="Wants to keep her number.",
        minutes=6,
        by=sami,
        now=now + timedelta(hours=1),
        key="demo-post-fang",
    )
    db.flush()  # conversion looks at the version that is stored
    convert(
        db,
        lead,
        choice=Choice.CREATE,
        by=sami,
        seen_version=lead.version,
        now=now + timedelta(hours=2),
        key="demo-convert-fang",
    )


def _let_go(db: Session, staff: Mapping[str, Actor], customer: Customer, offer: Offering, *, now: datetime) -> None:
    sara = staff["sales"]
    lead = _ask(db, customer, offer, "later", now=now, who="erik")
    give(db, lead, db.get_one(Staff, sara.staff_id), "", by=staff["manager"], now=now + timedelta(minutes=30))
    add_post(
        db,
        lead,
        kind=PostKind.CALL,
        outcome="reached",
        note="Has no television set.",
        minutes=2,
        by=sara,
        now=now + timedelta(hours=1),
        key="demo-post-erik",
    )
    db.flush()  # closing looks at the version that is stored
    close_lead(
        db,
        lead,
        reason="no_need",
        note=None,
        by=sara,
        seen_version=lead.version,
        now=now + timedelta(hours=2),
        key="demo-close-erik",
    )
