"""Who may do what: the roles of values.md as one table. Nothing else decides rights."""

from enum import IntEnum, StrEnum

from sqlalchemy import ColumnElement, exists, false, or_, select, true

from core.actor import Actor, ActorKind, Role
from core.errors import NotAllowed
from core.model import Authority, Customer, Lead

__all__ = [
    "GRANTS", "Actor", "ActorKind", "Permission", "Role", "Scope",
    "ensure", "ensure_for_customer", "may", "scope", "visible_customers", "visible_leads",
]  # fmt: skip


class Permission(StrEnum):
    REGISTER = "register"
    REGISTER_QUICK = "register_quick"
    ACTIVATE = "activate"
    IMPORT = "import"
    AUTHORITY_SET = "authority_set"
    CUSTOMER_FIND = "customer_find"
    CUSTOMER_OPEN = "customer_open"
    IDENTITY_SEE = "identity_see"
    IDENTITY_DECIDE = "identity_decide"
    VERIFY = "verify"
    ORDER_ENTER = "order_enter"
    ORDER_SEE = "order_see"
    ORDER_APPROVE = "order_approve"
    QUESTION_REOPEN = "question_reopen"
    DUPLICATE_DECIDE = "duplicate_decide"
    LEAD_SEE = "lead_see"
    LEAD_ENTER = "lead_enter"
    LEAD_CLAIM = "lead_claim"
    LEAD_WORK = "lead_work"
    LEAD_ASSIGN = "lead_assign"
    LEAD_GIVE_BACK = "lead_give_back"
    LEAD_DELETE = "lead_delete"
    OPPORTUNITY_SEE = "opportunity_see"
    TEAM_MANAGE = "team_manage"
    SALES_INVITE = "sales_invite"
    OFFER_MANAGE = "offer_manage"
    STAFF_MANAGE = "staff_manage"
    OPERATOR_MANAGE = "operator_manage"
    AUDIT_SEE = "audit_see"


class Scope(IntEnum):
    """How far a right reaches; a wider one includes the narrower."""

    OWN = 1
    TEAM = 2
    ALL = 3


_A, _T, _O = Scope.ALL, Scope.TEAM, Scope.OWN
_P = Permission

_FRONT_DESK: dict[Permission, Scope] = {
    _P.REGISTER: _A,
    _P.ACTIVATE: _A,
    _P.AUTHORITY_SET: _A,
    _P.CUSTOMER_FIND: _A,
    _P.CUSTOMER_OPEN: _A,
    _P.IDENTITY_SEE: _A,
    _P.IDENTITY_DECIDE: _A,
    _P.VERIFY: _A,
    _P.ORDER_ENTER: _A,
    _P.ORDER_SEE: _A,
    _P.DUPLICATE_DECIDE: _A,
    _P.LEAD_SEE: _O,
    _P.LEAD_ENTER: _O,
}

_NOT_FOR_SUPERVISORS = frozenset({_P.LEAD_SEE, _P.LEAD_ENTER})

GRANTS: dict[Role, dict[Permission, Scope]] = {
    Role.AGENT: dict(_FRONT_DESK),
    Role.CSR: dict(_FRONT_DESK),
    Role.SUPERVISOR: {
        **{p: s for p, s in _FRONT_DESK.items() if p not in _NOT_FOR_SUPERVISORS},
        _P.IMPORT: _A,
        _P.ORDER_APPROVE: _A,
        _P.QUESTION_REOPEN: _A,
        _P.AUDIT_SEE: _T,
    },
    Role.SALES: {
        _P.REGISTER_QUICK: _O,
        _P.CUSTOMER_FIND: _T,
        _P.CUSTOMER_OPEN: _T,
        _P.LEAD_SEE: _T,
        _P.LEAD_ENTER: _O,
        _P.LEAD_CLAIM: _T,
        _P.LEAD_WORK: _T,
        _P.LEAD_GIVE_BACK: _O,
        _P.LEAD_DELETE: _O,
        _P.OPPORTUNITY_SEE: _T,
    },
    Role.MANAGER: {
        _P.REGISTER_QUICK: _T,
        _P.CUSTOMER_FIND: _T,
        _P.CUSTOMER_OPEN: _T,
        _P.LEAD_SEE: _T,
        _P.LEAD_ENTER: _T,
        _P.LEAD_CLAIM: _T,
        _P.LEAD_WORK: _T,
        _P.LEAD_ASSIGN: _T,
        _P.LEAD_GIVE_BACK: _T,
        _P.LEAD_DELETE: _T,
        _P.OPPORTUNITY_SEE: _T,
        _P.TEAM_MANAGE: _A,
        _P.SALES_INVITE: _A,
        _P.OFFER_MANAGE: _A,
    },
    Role.ADMIN: {_P.STAFF_MANAGE: _A, _P.OPERATOR_MANAGE: _A, _P.AUDIT_SEE: _O},
    Role.AUDITOR: {
        _P.CUSTOMER_FIND: _A,
        _P.CUSTOMER_OPEN: _A,
        _P.IDENTITY_SEE: _A,
        _P.LEAD_SEE: _A,
        _P.OPPORTUNITY_SEE: _A,
        _P.ORDER_SEE: _A,
        _P.AUDIT_SEE: _A,
    },
}
"""Nobody inherits; several roles add up; an auditor has no other role."""


def scope(actor: Actor, permission: Permission) -> Scope | None:
    """How far the actor's right reaches; None: no such right. Foyer itself may do everything."""
    if actor.kind is ActorKind.SYSTEM:
        return Scope.ALL
    granted = [GRANTS[role][permission] for role in actor.roles if permission in GRANTS[role]]
    return max(granted, default=None)


def may(actor: Actor, permission: Permission) -> bool:
    """Whether the actor has the right at all; which records it reaches is asked of visible_…()."""
    return scope(actor, permission) is not None


def ensure(actor: Actor, *permissions: Permission) -> None:
    """Refuses unless the actor has one of the rights; raises NotAllowed."""
    if not any(may(actor, permission) for permission in permissions):
        raise NotAllowed("not_allowed", permission=permissions[0].value)


def ensure_for_customer(actor: Actor, wanted: Authority) -> None:
    """Refuses a contact whose authority does not go so far; raises NotAllowed('not_in_your_authority') (IC-14)."""
    if not actor.may_for_customer(wanted):
        raise NotAllowed("not_in_your_authority")


def visible_leads(actor: Actor) -> ColumnElement[bool]:
    """Condition on Lead: own ones, those of one's teams, for managers also the unassigned, or all (R44)."""
    reach = scope(actor, Permission.LEAD_SEE)
    if reach is None:
        return false()
    shown = Lead.deleted_at.is_(None)
    if reach is Scope.ALL:
        return shown
    reached: list[ColumnElement[bool]] = [Lead.owner_id == actor.staff_id, Lead.created_by_id == actor.staff_id]
    if reach >= Scope.TEAM:
        reached.append(Lead.team_id.in_(actor.team_ids))
        if Role.MANAGER in actor.roles:
            reached.append(Lead.team_id.is_(None) & Lead.owner_id.is_(None))
    return shown & or_(*reached)


def visible_customers(actor: Actor) -> ColumnElement[bool]:
    """Condition on Customer: all for the front desk, those of one's visible leads for sales (R44)."""
    if actor.kind is ActorKind.CUSTOMER:
        return Customer.id == actor.customer_id
    reach = scope(actor, Permission.CUSTOMER_OPEN)
    if reach is None:
        return false()
    if reach is Scope.ALL:
        return true()
    lead_of = exists(select(Lead.id).where(Lead.customer_id == Customer.id, visible_leads(actor)))
    return or_(lead_of, Customer.registered_by_id == actor.staff_id)
