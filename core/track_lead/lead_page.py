"""The lead page (TL-7): everything about one lead, in a fixed number of statements, after the look is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, exists, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, load_only
from sqlalchemy.orm.interfaces import ORMOption

from core.access import Actor, ActorKind, Permission, Role, visible_leads
from core.errors import NotFound
from core.history import Event, record
from core.history_told import HistoryLine, history_of
from core.model import (
    Competitor,
    Contact,
    ContactMedium,
    Customer,
    Intention,
    Lead,
    LeadItem,
    LeadStatus,
    MediumKind,
    Offering,
    Opportunity,
    Party,
    Post,
    PostKind,
    Staff,
    Task,
    Team,
)  # fmt: skip
from core.open_keys import anybody, keys_of
from core.track_lead.contact_permission import ContactPermission, may_contact_now
from core.track_lead.operator_hours import OperatorHours
from core.track_lead.reach import reaches, visible_lead
from core.track_lead.rows import CALLS, calls_refused, country_and_town, phone, place

MOST = 100
"""Posts, tasks and competitors on the page, newest first; entries of the history too."""

NOT_TOLD = frozenset({Event.LEAD_VIEWED, Event.POST_ADDED, Event.LEAD_CHANGED, Event.TASK_ADDED, Event.TASK_DONE})
"""What the page shows by itself, or only on the whole history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadPage:
    """What the page shows, and which acts are open to its reader."""

    lead: Lead
    posts: Sequence[Post]
    tasks: Sequence[Task]
    competitors: Sequence[Competitor]
    intention: Intention | None
    history: Sequence[HistoryLine]
    phone: str | None
    way: str | None
    """Without a number: the channel by which they can be reached, the one they wished for before others."""
    locality: str
    country: str
    previous: str | None
    """Number of the lead that this one follows."""
    may_call: ContactPermission
    can_work: bool
    can_claim: bool
    can_give_back: bool
    can_assign: bool
    can_delete: bool

    @property
    def customer(self) -> Customer:
        return self.lead.customer

    @property
    def contact(self) -> Contact:
        return self.lead.contact


def lead_page(db: Session, number: str, *, operator: OperatorHours, by: Actor, now: datetime) -> LeadPage:
    """One lead for one reader; the look is recorded in the same transaction (TL-7, R54). Raises NotFound."""
    row = db.execute(_whole(by.kind, by.roles), {"number": number, **keys_of(by)}).unique().first()
    if row is None:
        raise NotFound("lead_unknown", number=number)
    lead: Lead = row[0]
    record(db, Event.LEAD_VIEWED, lead=lead, by=by, now=now)
    refused = CALLS if row.refused else ()
    country, town = country_and_town(row.place)
    of_lead = {"lead": lead.id}
    posts = db.scalars(_POSTS, of_lead).all()
    return LeadPage(
        lead=lead,
        posts=posts,
        tasks=db.scalars(_TASKS, of_lead).all() if row.tasks else (),
        competitors=db.scalars(_COMPETITORS, of_lead).all() if row.competitors else (),
        intention=db.scalar(_INTENTION, of_lead) if row.intentions else None,
        history=history_of(db, by=by, now=now, lead=lead, limit=MOST, without=NOT_TOLD, own=lead.customer.party.id),
        phone=row.phone,
        way=None if row.phone else _way(db, lead),
        locality=town,
        country=country,
        previous=row.previous,
        may_call=may_contact_now(lead.customer.preference, operator, channel="call", at=now, refused=refused),
        **_acts(lead, posts, by),
    )


def _way(db: Session, lead: Lead) -> str | None:
    ways = [kind.value for kind in db.scalars(_WAYS, {"party": lead.contact.party_id})]
    wished = lead.customer.preference.first_channel if lead.customer.preference else None
    return wished if wished in ways else next(iter(ways), None)


def record_look(db: Session, number: str, *, by: Actor, now: datetime) -> Lead:
    """Notes that somebody reads the lead's whole history, and gives the lead. Raises NotFound."""
    lead = visible_lead(db, number, by=by)
    record(db, Event.LEAD_VIEWED, lead=lead, by=by, now=now)
    return lead


def _acts(lead: Lead, posts: Sequence[Post], by: Actor) -> dict[str, bool]:
    """Which acts the page offers; each is refused again where it is done."""
    untouched = lead.status is LeadStatus.NEW and all(post.kind is PostKind.INTEREST for post in posts)
    team_waits = lead.is_open and lead.owner_id is None and lead.team_id in by.team_ids
    has_owner = lead.is_open and lead.owner_id is not None
    return {
        "can_work": reaches(by, Permission.LEAD_WORK, lead),
        "can_claim": team_waits and reaches(by, Permission.LEAD_CLAIM, lead),
        "can_give_back": has_owner and reaches(by, Permission.LEAD_GIVE_BACK, lead),
        "can_assign": lead.is_open and reaches(by, Permission.LEAD_ASSIGN, lead),
        "can_delete": untouched and reaches(by, Permission.LEAD_DELETE, lead),
    }


@lru_cache(maxsize=256)
def _whole(kind: ActorKind, roles: frozenset[Role]) -> Any:
    """The lead with everything that is there once, and what it is about; put together once for all like the reader."""
    previous = aliased(Lead)
    before = select(previous.number).where(previous.id == Lead.previous_lead_id).scalar_subquery()
    query: Any = (
        select(
            Lead, phone().label("phone"), place().label("place"), calls_refused().label("refused"),
            before.label("previous"),
            *(exists().where(kind.lead_id == Lead.id).label(name) for name, kind in _MORE.items()),
        )
        .join(Lead.customer).join(Customer.party).join(Contact, Contact.id == Lead.contact_id)
    )  # fmt: skip
    return query.where(Lead.number == bindparam("number"), visible_leads(anybody(kind, roles))).options(*_shown())


def _shown() -> Iterator[ORMOption]:
    """Of everything beside the lead, no more than the page shows: each column costs, and some are secret."""
    name = (Party.kind, Party.first_name, Party.middle_name, Party.last_name, Party.legal_name)
    yield contains_eager(Lead.customer).options(
        load_only(Customer.code, Customer.status),
        contains_eager(Customer.party).load_only(*name, Party.industry),
        joinedload(Customer.preference),
    )
    yield contains_eager(Lead.contact).options(load_only(Contact.party_id), joinedload(Contact.party).load_only(*name))
    yield joinedload(Lead.owner).load_only(Staff.name)
    yield joinedload(Lead.team).load_only(Team.name)
    yield joinedload(Lead.opportunity).load_only(Opportunity.number, Opportunity.stage)
    yield joinedload(Lead.items).joinedload(LeadItem.offering).load_only(Offering.names)


_MORE: dict[str, type[Task | Competitor | Intention]] = {
    "tasks": Task,
    "competitors": Competitor,
    "intentions": Intention,
}
"""Not every lead has some: asked for only where there are."""
_LEAD: BindParameter[int] = bindparam("lead")
_POSTS = (
    select(Post)
    .where(Post.lead_id == _LEAD)
    .options(joinedload(Post.by).load_only(Staff.name))
    .order_by(Post.at.desc(), Post.id.desc())
    .limit(MOST)
)
_TASKS = select(Task).where(Task.lead_id == _LEAD).order_by(Task.done_at.is_not(None), Task.due_at, Task.id).limit(MOST)
_COMPETITORS = (
    select(Competitor)
    .where(Competitor.lead_id == _LEAD, Competitor.removed_at.is_(None))
    .order_by(Competitor.id)
    .limit(MOST)
)
_WAYS = (
    select(ContactMedium.kind)
    .where(
        ContactMedium.party_id == bindparam("party"),
        ContactMedium.kind.in_((MediumKind.EMAIL, MediumKind.MESSAGING)),
        ContactMedium.removed_at.is_(None),
        ContactMedium.failed_at.is_(None),
    )
    .order_by(ContactMedium.preferred.desc(), ContactMedium.id)
)
_INTENTION = select(Intention).where(Intention.lead_id == _LEAD).order_by(Intention.id.desc()).limit(1)
