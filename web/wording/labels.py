"""Words for the values of enumerations; builders of a process add their own below."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_pgettext

from core.access import Role
from core.identify_contact.checked_identity import HowChecked
from core.identify_contact.matching import Band
from core.model import (
    Authority,
    Channel,
    CustomerStatus,
    DuplicateState,
    Gender,
    IdentityState,
    LeadStatus,
    NoticeAsking,
    NoticeKind,
    OrderState,
    PartyKind,
    RegistrationState,
    Stage,
    VerificationWay,
)
from core.numbering import CheckDigit
from web.languages import later as _
from web.wording.selling_labels import SELLING_LABELS

LABELS: dict[type[StrEnum], dict[str, Any]] = {
    Role: {
        Role.AGENT: _("Shop agent"),
        Role.CSR: _("Customer service"),
        Role.SUPERVISOR: _("Supervisor"),
        Role.SALES: _("Salesperson"),
        Role.MANAGER: _("Sales manager"),
        Role.ADMIN: _("Administrator"),
        Role.AUDITOR: _("Auditor"),
    },
    PartyKind: {PartyKind.PERSON: _("Person"), PartyKind.ORGANISATION: _("Organisation")},
    Gender: {Gender.FEMALE: _("Female"), Gender.MALE: _("Male"), Gender.UNKNOWN: _("Not said")},
    CustomerStatus: {
        CustomerStatus.PROSPECT: _("Prospect"),
        CustomerStatus.ACTIVE: _("Active"),
        CustomerStatus.CLOSED: lazy_pgettext("customer", "Closed"),
        CustomerStatus.MERGED: _("Merged"),
        CustomerStatus.ERASED: _("Erased"),
    },
    IdentityState: {
        IdentityState.NOT_CHECKED: _("Not checked"),
        IdentityState.CHECKED: _("Checked"),
        IdentityState.REFUSED: lazy_pgettext("identity", "Refused"),
    },
    Channel: {
        Channel.PORTAL: _("Portal"),
        Channel.SHOP: _("Shop"),
        Channel.PHONE: _("Telephone"),
        Channel.IMPORT: _("Import"),
        Channel.API: _("API"),
        Channel.SALES: _("Sales"),
    },
    Authority: {
        Authority.NONE: _("no authority"),
        Authority.ASK: _("may ask"),
        Authority.CHANGE_ORDINARY: _("may change ordinary data"),
        Authority.CHANGE_ALL: _("may change all"),
        Authority.ORDER: _("may change all and order"),
    },
    VerificationWay: {
        VerificationWay.QUESTION: _("Verified by question"),
        VerificationWay.CODE: _("Verified by code"),
        VerificationWay.DOCUMENT: _("Verified by document"),
    },
    OrderState: {
        OrderState.DRAFT: _("Draft"),
        OrderState.SUBMITTED: lazy_pgettext("order", "Submitted"),
        OrderState.APPROVED: _("Approved"),
        OrderState.APPLIED: _("Applied"),
        OrderState.REJECTED: _("Rejected"),
        OrderState.WITHDRAWN: _("Withdrawn"),
        OrderState.EXPIRED: lazy_pgettext("order", "Expired"),
    },
    LeadStatus: {
        LeadStatus.NEW: lazy_pgettext("lead", "New"),
        LeadStatus.WORKING: _("Working"),
        LeadStatus.WAITING: _("Waiting"),
        LeadStatus.QUALIFIED: _("Qualified"),
        LeadStatus.DISQUALIFIED: _("Disqualified"),
        LeadStatus.CANCELLED: lazy_pgettext("lead", "Cancelled"),
    },
    Stage: {
        Stage.DEVELOP: _("Develop"),
        Stage.PROPOSE: _("Propose"),
        Stage.WON: _("Won"),
        Stage.LOST: _("Lost"),
    },
    NoticeKind: {
        NoticeKind.PRIVACY: _("Privacy notice"),
        NoticeKind.TERMS: _("Terms"),
        NoticeKind.ACCESSIBILITY: _("Accessibility"),
        NoticeKind.HELP: _("Help"),
    },
    NoticeAsking: {
        NoticeAsking.NOBODY: _("Nobody is asked"),
        NoticeAsking.LATER: _("At their next sign-in; they may say Not now"),
        NoticeAsking.FIRST: _("At their next sign-in, before anything else"),
    },
    RegistrationState: {
        RegistrationState.NEW: lazy_pgettext("registration", "New"),
        RegistrationState.HELD: _("Held"),
        RegistrationState.ACCEPTED: _("Accepted"),
        RegistrationState.REFUSED: _("Refused"),
        RegistrationState.LINKED: _("Linked"),
    },
    DuplicateState: {
        DuplicateState.OPEN: _("Undecided"),
        DuplicateState.SAME: _("Same person"),
        DuplicateState.NOT_SAME: _("Not the same"),
    },
    CheckDigit: {
        CheckDigit.MOD_11_10: _("By ISO 7064, Mod 11,10"),
        CheckDigit.LUHN: _("By Luhn"),
        CheckDigit.NONE: _("None"),
    },
    HowChecked: {
        HowChecked.IN_PERSON: _("In person"),
        HowChecked.DOCUMENT: _("From the document sent"),
        HowChecked.TWO_WAYS: _("By two ways"),
    },
    Band: {Band.CERTAIN: _("Certain"), Band.LIKELY: _("Likely"), Band.WEAK: _("Weak")},
    **SELLING_LABELS,
}


def label(value: StrEnum | None) -> str:
    """The value in the reader's language; raises KeyError for an enumeration nobody has worded."""
    return "" if value is None else str(LABELS[type(value)][value])
