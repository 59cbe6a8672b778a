"""What customers asked for, as they see it: who handles it, what comes next and when (MP-4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.access import Actor, ActorKind
from core.errors import NotFound
from core.model import Intention, IntentionKind, Lead, LeadItem, LeadSource, LeadStatus, Stage

MOST = 50
NOT_ASKED_FOR = frozenset(
    {LeadSource.SALESPERSON, LeadSource.REFERRAL, LeadSource.PARTNER, LeadSource.IMPORT, LeadSource.API}
)
"""Sources at which the customer did not come to us: no request of theirs until they say something about it."""


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """One lead in the eyes of its customer; what staff wrote for each other is not in it."""

    public_id: str
    title: str
    offers: tuple[Mapping[str, str], ...]
    """Names of the offers it is about, by language."""
    status: LeadStatus
    stage: Stage | None
    """Of the opportunity it has become."""
    source: LeadSource
    asked_at: datetime
    handled_by: str | None
    team: str | None
    touched: bool
    next_at: datetime | None
    """When somebody gets in touch, or a new answer is due; None once it is closed."""
    waiting_until: datetime | None
    call_times: str | None
    said: IntentionKind | None
    """What the customer said last."""
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered by Call me, Not now, No longer interested."""
        return self.closed_at is None and self.stage is None

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.closed_at is not None and self.stage in {None, Stage.WON, Stage.LOST}


def own_requests(db: Session, *, by: Actor, limit: int = MOST) -> list[OwnRequest]:
    """The customer's own requests, the newest first: four statements however many. Nobody else has any."""
    leads = list(db.scalars(_theirs(by).order_by(Lead.id.desc()).limit(limit).options(*_SHOWN)))
    said = _last_words(db, [lead.id for lead in leads])
    return [_shown(lead, said.get(lead.id)) for lead in leads]


def own_lead(db: Session, public_id: str, *, by: Actor) -> Lead:
    """The lead behind one of the customer's own requests. Raises NotFound, alike for another's and for none."""
    found = db.scalar(_theirs(by).where(Lead.public_id == public_id))
    if found is None:
        raise NotFound("lead_unknown")
    return found


def own_request(db: Session, public_id: str, *, by: Actor) -> OwnRequest:
    """One of the customer's own requests. Raises NotFound as own_lead()."""
    lead = own_lead(db, public_id, by=by)
    return _shown(lead, _last_words(db, [lead.id]).get(lead.id))


_SHOWN = (
    joinedload(Lead.owner),
    joinedload(Lead.team),
    joinedload(Lead.opportunity),
    selectinload(Lead.items).joinedload(LeadItem.offering),
)


def _theirs(by: Actor) -> Select[Lead]:
    theirs = by.customer_id if by.kind is ActorKind.CUSTOMER else None
    spoke = exists().where(Intention.lead_id == Lead.id, Intention.by_staff_id.is_(None))
    asked = or_(Lead.source.not_in(NOT_ASKED_FOR), spoke)
    return select(Lead).where(Lead.customer_id == theirs, Lead.deleted_at.is_(None), asked)


def _last_words(db: Session, lead_ids: list[int]) -> dict[int, IntentionKind]:
    rows = select(Intention.lead_id, Intention.kind).where(Intention.lead_id.in_(lead_ids)).order_by(Intention.id)
    return dict(db.execute(rows).all())


def _shown(lead: Lead, said: IntentionKind | None) -> OwnRequest:
    opportunity = lead.opportunity
    owner = opportunity.owner if opportunity and opportunity.owner else lead.owner
    next_at = opportunity.next_step_at if opportunity else lead.next_step_at if lead.is_open else None
    return OwnRequest(
        public_id=lead.public_id,
        title=lead.title,
        offers=tuple(item.offering.names for item in lead.items if item.offering),
        status=lead.status,
        stage=opportunity.stage if opportunity else None,
        source=lead.source,
        asked_at=lead.created_at,
        handled_by=owner.name if owner else None,
        team=lead.team.name if lead.team else None,
        touched=lead.first_touch_at is not None,
        next_at=next_at,
        waiting_until=lead.waiting_until if lead.status is LeadStatus.WAITING else None,
        call_times=lead.call_back_times,
        said=said,
        closed_at=lead.closed_at,
    )
