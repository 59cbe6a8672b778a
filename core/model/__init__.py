"""What exists: TM Forum's entities as typed tables. Small, no I/O, no session, no web."""

from core.model.address import Address
from core.model.base import Base
from core.model.bulk_import import ImportRow, ImportRowState, ImportRun, ImportState
from core.model.campaign import Campaign
from core.model.certificate import Certificate, CertificateState
from core.model.contact import Authority, Contact
from core.model.contact_medium import ContactMedium, MediumKind
from core.model.credential import Credential, LinkPurpose, OneTimeLink, SignInName
from core.model.customer import Account, Channel, Customer, CustomerStatus, IdentityState
from core.model.document import Document, DocumentState
from core.model.history import HistoryEntry, HistoryValue, PartyKey
from core.model.intention import Intention, IntentionKind
from core.model.interaction import Interaction
from core.model.job import Job, JobState, Submission
from core.model.lead import AssignmentAct, Lead, LeadAssignment, LeadItem, LeadSource, LeadStatus
from core.model.match_key import MatchKey
from core.model.modification_order import ModificationOrder, OrderChange, OrderState, Tier
from core.model.notice import Notice, NoticeAcceptance, NoticeAsking, NoticeDraft, NoticeKind
from core.model.offering import Offering
from core.model.opportunity import Opportunity, OpportunityItem, Stage
from core.model.party import Gender, Party, PartyKind
from core.model.place_known import PlaceKnown
from core.model.post import Competitor, Post, PostKind, Task
from core.model.preference import ContactPreference, CustomerConsent
from core.model.reference import Operator, ReferenceTerm
from core.model.registration import (
    Confirmation,
    DuplicateCandidate,
    DuplicateState,
    Registration,
    RegistrationDraft,
    RegistrationState,
)
from core.model.saved_view import HeldLead, SearchView
from core.model.service import Service
from core.model.session import Face, ParkedForm, WebSession
from core.model.staff import Staff, StaffAbsence, StaffRole
from core.model.team import Team, TeamMember
from core.model.verification import AttemptCounter, Verification, VerificationWay

__all__ = [
    "Account",
    "Address",
    "AssignmentAct",
    "AttemptCounter",
    "Authority",
    "Base",
    "Campaign",
    "Certificate",
    "CertificateState",
    "Channel",
    "Competitor",
    "Confirmation",
    "Contact",
    "ContactMedium",
    "ContactPreference",
    "Credential",
    "Customer",
    "CustomerConsent",
    "CustomerStatus",
    "Document",
    "DocumentState",
    "DuplicateCandidate",
    "DuplicateState",
    "Face",
    "Gender",
    "HeldLead",
    "HistoryEntry",
    "HistoryValue",
    "IdentityState",
    "ImportRow",
    "ImportRowState",
    "ImportRun",
    "ImportState",
    "Intention",
    "IntentionKind",
    "Interaction",
    "Job",
    "JobState",
    "Lead",
    "LeadAssignment",
    "LeadItem",
    "LeadSource",
    "LeadStatus",
    "LinkPurpose",
    "MatchKey",
    "MediumKind",
    "ModificationOrder",
    "Notice",
    "NoticeAcceptance",
    "NoticeAsking",
    "NoticeDraft",
    "NoticeKind",
    "Offering",
    "OneTimeLink",
    "Operator",
    "Opportunity",
    "OpportunityItem",
    "OrderChange",
    "OrderState",
    "ParkedForm",
    "Party",
    "PartyKey",
    "PartyKind",
    "PlaceKnown",
    "Post",
    "PostKind",
    "ReferenceTerm",
    "Registration",
    "RegistrationDraft",
    "RegistrationState",
    "SearchView",
    "Service",
    "SignInName",
    "Staff",
    "StaffAbsence",
    "StaffRole",
    "Stage",
    "Submission",
    "Task",
    "Team",
    "TeamMember",
    "Tier",
    "Verification",
    "VerificationWay",
    "WebSession",
]
