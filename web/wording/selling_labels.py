"""Words for the enumerations of leads, posts and opportunities."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_pgettext

from core.evaluate_lead.conversion import Choice
from core.evaluate_lead.intention import Said
from core.model import IntentionKind, LeadSource, PostKind
from core.track_lead.queues import View
from web.languages import later as _

SELLING_LABELS: dict[type[StrEnum], dict[str, Any]] = {
    LeadSource: {
        LeadSource.CAMPAIGN: _("Campaign"),
        LeadSource.PORTAL: _("Portal"),
        LeadSource.REGISTRATION: _("Registration"),
        LeadSource.CALL: _("Call"),
        LeadSource.SHOP: _("Shop"),
        LeadSource.SALESPERSON: _("Salesperson"),
        LeadSource.REFERRAL: _("Referral"),
        LeadSource.PARTNER: _("Partner"),
        LeadSource.EVENT: _("Event"),
        LeadSource.IMPORT: _("Import"),
        LeadSource.API: _("API"),
    },
    PostKind: {
        PostKind.CALL: _("Call"),
        PostKind.EMAIL: _("E-mail"),
        PostKind.MEETING: _("Meeting"),
        PostKind.NOTE: _("Note"),
        PostKind.INTEREST: _("Said by the customer"),
    },
    IntentionKind: {
        IntentionKind.INTERESTED: _("Interested"),
        IntentionKind.UNDECIDED: _("Undecided"),
        IntentionKind.NOT_NOW: _("Not now"),
        IntentionKind.NOT_INTERESTED: _("Not interested"),
        IntentionKind.DO_NOT_CONTACT: _("Do not contact me"),
    },
    Said: {Said.CALL_ME: _("Call me"), Said.NOT_NOW: _("Not now"), Said.NO_LONGER: _("No longer interested")},
    Choice: {
        Choice.CREATE: _("Create an opportunity"),
        Choice.JOIN: _("Add to an open opportunity"),
        Choice.KEEP: _("Keep as prospect until a day"),
    },
    View: {
        View.MINE: _("Mine"),
        View.TEAM: _("Team"),
        View.UNCLAIMED: _("Unclaimed"),
        View.UNASSIGNED: _("Unassigned"),
        View.OVERDUE: _("Overdue"),
        View.ALL: _("All"),
        View.DELETED: lazy_pgettext("leads", "Deleted"),
    },
}
