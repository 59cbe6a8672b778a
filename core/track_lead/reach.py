"""Which leads somebody reaches, and with which right (R44): refused and absent look alike."""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind, Permission, Role, Scope, scope, visible_leads
from core.errors import NotAllowed, NotFound
from core.model import Lead
from core.open_keys import anybody, keys_of

_UNASSIGNED_REACHED_BY_MANAGERS = frozenset({Permission.LEAD_SEE, Permission.LEAD_ASSIGN, Permission.LEAD_DELETE})


def visible_lead(db: Session, number: str, *, by: Actor, lock: bool = False) -> Lead:
    """The lead of this number when `by` may see it; `lock` holds its row until the act ends.

    Raises NotFound, also for a lead that exists and is not theirs to see.
    """
    found = db.scalar(_visible(by.kind, by.roles, lock), {"number": number, **keys_of(by)})
    if found is None:
        raise NotFound("lead_unknown", number=number)
    if lock:
        locked(db, [found])
    return found


@lru_cache(maxsize=256)
def _visible(kind: ActorKind, roles: frozenset[Role], lock: bool) -> Select[Lead]:
    query = select(Lead).where(Lead.number == bindparam("number"), visible_leads(anybody(kind, roles)))
    return for_this_act(query) if lock else query


def for_this_act(query: Select[Lead]) -> Select[Lead]:
    """The same leads as they are now, each row held until the act ends; say so with locked()."""
    return query.with_for_update(of=Lead).execution_options(populate_existing=True)


def locked(db: Session, leads: Iterable[Lead]) -> None:
    """Remembers that this act holds these rows."""
    db.info.setdefault(db.get_transaction(), set()).update(lead.id for lead in leads)


def lock(db: Session, lead: Lead) -> None:
    """Holds the lead's row and reads what it is now: whoever comes second sees what the first has done."""
    if lead.id in db.info.get(db.get_transaction(), ()):
        return
    db.flush()  # what this act has already changed must survive the reading
    db.refresh(lead, with_for_update=True)
    locked(db, [lead])


def reaches(by: Actor, permission: Permission, lead: Lead) -> bool:
    """Whether the right of `by` reaches this lead: their own, their teams', for managers also the unassigned."""
    reach = scope(by, permission)
    if reach is None or reach is Scope.ALL:
        return reach is Scope.ALL
    if lead.owner_id is not None and lead.owner_id == by.staff_id:
        return True
    if permission is Permission.LEAD_SEE and lead.created_by_id == by.staff_id:
        return True
    if reach is Scope.OWN:
        return False
    if not lead.is_assigned:
        return Role.MANAGER in by.roles and permission in _UNASSIGNED_REACHED_BY_MANAGERS
    return lead.team_id in by.team_ids


def ensure_reaches(by: Actor, permission: Permission, lead: Lead) -> None:
    """Refuses unless the right reaches this lead; raises NotAllowed."""
    if not reaches(by, permission, lead):
        raise NotAllowed("lead_not_in_reach", number=lead.number, permission=permission.value)


def is_theirs(by: Actor, lead: Lead) -> bool:
    """Whether a customer acts on a lead of their own (EL-1, MP-4)."""
    return by.kind is ActorKind.CUSTOMER and by.customer_id == lead.customer_id
