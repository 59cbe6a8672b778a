"""What staff enter of an authority: how far, how long, and what shows it (IC-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.files import FileStore
from core.identify_contact.received_files import ReceivedFile
from core.model import Authority


class Evidence(StrEnum):
    """What shows that somebody may act for a customer."""

    POWER_OF_ATTORNEY = "power_of_attorney"
    REGISTER_EXTRACT = "register_extract"
    COURT_DECISION = "court_decision"
    CUSTODY = "custody"
    SIGNED_LETTER = "signed_letter"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AuthorityAnswers:
    """What staff enter: how far, from which day until which (both count, None: open), and what shows it.

    `document` is the public id of one that is held already; a file that came with the form counts before it. `present`:
    the one who gives it is here with the document, which is enough for a prospect.
    """

    authority: Authority
    valid_from: date | None = None
    valid_until: date | None = None
    evidence: Evidence | None = None
    document: str = ""
    present: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was received for this act, and where it lies."""

    store: FileStore
    file: ReceivedFile
