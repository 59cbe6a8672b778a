"""The authority of a contact: how far it goes, from when until when, and what shows it (IC-14)."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FileField
from wtforms.validators import Optional

from core.identify_contact.authority_answers import AuthorityAnswers, Evidence
from core.model import Authority, Contact, Document, DocumentState
from web.acts import ActForm
from web.forms.documents import ACCEPTED
from web.forms.fields import DayField
from web.forms.term_choices import OneOf, RadioOf
from web.wording.authority import EVIDENCE

LEVELS: dict[Authority, Any] = {
    Authority.ASK: _("Ask: hear and see what is on file"),
    Authority.CHANGE_ORDINARY: _("Change ordinary data: also addresses, contacts, preferences, documents"),
    Authority.CHANGE_ALL: _("Change all: also who the customer is, and who may act for them"),
    Authority.ORDER: _("Order: also show interest, answer offers and order"),
}


def _evidence() -> list[tuple[str, str]]:
    return [("", gettext("Select what it is")), *((code.value, str(said)) for code, said in EVIDENCE.items())]


class AuthorityForm(ActForm):
    """What a contact may do for the customer, and the document that shows it."""

    authority = RadioOf(_("Authority"), entries=lambda: [(level.value, str(said)) for level, said in LEVELS.items()])
    valid_from = DayField(_("Valid from"), [Optional()], render_kw={"autocomplete": "off"})
    valid_until = DayField(_("Valid until"), [Optional()], render_kw={"autocomplete": "off"})
    evidence = OneOf(_("Evidence"), [Optional()], entries=_evidence)
    document = OneOf(_("Document held"), [Optional()], entries=list)
    file = FileField(_("Document to upload"), render_kw={"accept": ACCEPTED})
    present = BooleanField(_("Who gives the authority is here with the document"))

    def offer(self, documents: Iterable[Document]) -> None:
        """Documents of the customer to choose from, the newest first."""
        usable = [each for each in documents if each.state is not DocumentState.REFUSED]
        self.has_documents = bool(usable)
        worded = [(each.public_id, each.name) for each in reversed(usable)]
        self.document.choices = [("", gettext("Select a document")), *worded]

    def begin_with(self, contact: Contact) -> None:
        """What holds now, to be changed."""
        self.authority.data = None if contact.authority is Authority.NONE else contact.authority.value
        self.valid_from.data, self.valid_until.data = contact.authority_from, contact.authority_until
        self.evidence.data = contact.authority_evidence
        self.document.data = contact.authority_document.public_id if contact.authority_document else None

    @property
    def chosen_file(self) -> FileStorage | None:
        """The file that came along, if one did."""
        file = self.file.data
        return file if isinstance(file, FileStorage) and file.filename else None

    @property
    def answers(self) -> AuthorityAnswers:
        """What was entered."""
        given = self.authority.data
        return AuthorityAnswers(
            authority=Authority(given) if given in set(Authority) else Authority.NONE,
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
            evidence=Evidence(self.evidence.data) if self.evidence.data in set(Evidence) else None,
            document=self.document.data or "",
            present=bool(self.present.data),
        )


class EndForm(ActForm):
    """Ends it; the version is that of the page."""

    present = BooleanField(_("Who gives the authority is here with the document"), id="end-present")
