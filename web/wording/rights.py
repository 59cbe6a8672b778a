"""Rights and roles in words: what each role is for, what each right lets somebody do, and how far it reaches."""

from typing import Any

from flask_babel import lazy_gettext as _

from core.access import GRANTS, Permission, Role, Scope

ROLE_NOTES: dict[Role, Any] = {
    Role.AGENT: _("Registers people who stand in front of them, in a shop"),
    Role.CSR: _("Finds and registers customers, verifies callers, enters modification orders"),
    Role.SUPERVISOR: _(
        "As customer service, without leads; also reopens questions, and sees numbers and documents with a reason"
    ),
    Role.SALES: _("Works their own leads and those of their teams"),
    Role.MANAGER: _("Assigns leads; looks after teams, salespeople and offers"),
    Role.ADMIN: _("Adds staff and says what they may do; sees no customer"),
    Role.AUDITOR: _(
        "Reads customers, modification orders, leads and opportunities; changes nothing; has no other role"
    ),
}
RIGHTS: dict[Permission, Any] = {
    Permission.REGISTER: _("Register customers"),
    Permission.ACTIVATE: _("Activate customers"),
    Permission.REGISTER_QUICK: _("Register a prospect by name and one contact method"),
    Permission.IMPORT: _("Import customers from a file, and undo imports"),
    Permission.CUSTOMER_FIND: _("Find customers"),
    Permission.CUSTOMER_OPEN: _("Open a customer"),
    Permission.IDENTITY_SEE: _("See certificate numbers and documents, after Verify caller or with a reason"),
    Permission.IDENTITY_DECIDE: _("Decide about registrations"),
    Permission.AUTHORITY_SET: _("Say what contacts may do for a customer"),
    Permission.VERIFY: _("Verify callers"),
    Permission.ORDER_ENTER: _("Enter modification orders"),
    Permission.ORDER_SEE: _("See modification orders"),
    Permission.QUESTION_REOPEN: _("Reopen questions that closed after misses"),
    Permission.DUPLICATE_DECIDE: _("Say whether two customers are one person"),
    Permission.LEAD_SEE: _("See leads"),
    Permission.LEAD_ENTER: _("Enter leads"),
    Permission.LEAD_CLAIM: _("Claim leads"),
    Permission.LEAD_WORK: _("Work leads"),
    Permission.LEAD_ASSIGN: _("Assign leads"),
    Permission.LEAD_GIVE_BACK: _("Give leads back"),
    Permission.LEAD_DELETE: _("Delete leads"),
    Permission.OPPORTUNITY_SEE: _("See opportunities"),
    Permission.TEAM_MANAGE: _("Look after teams"),
    Permission.SALES_INVITE: _("Add salespeople, by invitation"),
    Permission.OFFER_MANAGE: _("Look after offers"),
    Permission.STAFF_MANAGE: _("Add staff, change their roles, disable them"),
    Permission.OPERATOR_MANAGE: _("Change the operator\u2019s name, country, hours and minimum age"),
}
"""In the order of the page. Approving orders and the audit trail are not built; their rights are told when they are."""
REACHES: dict[Scope, Any] = {Scope.OWN: _("their own"), Scope.TEAM: _("their teams\u2019"), Scope.ALL: _("all")}
_AND_UNASSIGNED = frozenset({Permission.LEAD_SEE, Permission.LEAD_ASSIGN, Permission.LEAD_DELETE})


def reach(role: Role, right: Permission) -> str | None:
    """How far a right of a role reaches; None: the role does not have it."""
    granted = GRANTS[role].get(right)
    if granted is None:
        return None
    if role is Role.MANAGER and right in _AND_UNASSIGNED:
        return str(_("their teams\u2019 and unassigned"))
    return str(REACHES[granted])
