"""Small things of the customer's own: how they are addressed, what they consent to, what they add as a document."""

from __future__ import annotations

from sqlalchemy import select

from core.errors import Invalid, NotFound
from core.identify_contact.answers import ConsentAnswer, ConsentAnswers, examine_consents
from core.identify_contact.customer_records import words_shown
from core.maintain_contact.changing.change import Change, Context, Difference, Prepared, Subject, changed, read_values
from core.model import Certificate, CertificateState, Contact, CustomerConsent, Document, ReferenceTerm
from core.track_lead.consent import REQUEST


def prepare_title(context: Context, change: Change) -> Prepared:
    """The title alone: every other field of basic info is a matter of identity. Raises Invalid."""
    if set(change.values) - {"title"} or change.act != "change":
        raise Invalid.one("", "field_not_ordinary")
    party = context.customer.party
    title = change.values.get("title") or None
    if title is not None and not _is_title(context, title):
        raise Invalid.one("title", "choice_unknown")
    differences = changed(
        {"title": party.title}, {"title": title}, subject=Subject.PARTY, subject_id=party.id, act="change"
    )

    def write() -> int:
        party.title = title
        return party.id

    return Prepared(differences, write, context.is_stale(change, party.version))


def prepare_consent(context: Context, change: Change) -> Prepared:
    """Yes or no to one purpose over one channel; a line of the ledger is added, none is ever changed."""
    answer = read_values(ConsentAnswer, {}, change.values)
    examine_consents(ConsentAnswers(lines=(answer,)))
    before = context.db.scalar(
        select(CustomerConsent.given)
        .where(CustomerConsent.customer_id == context.customer.id)
        .where(CustomerConsent.purpose == answer.purpose, CustomerConsent.channel == answer.channel)
        .order_by(CustomerConsent.id.desc())
        .limit(1)
    )
    field = f"{answer.purpose}.{answer.channel}"
    usual = answer.purpose == REQUEST  # who asks for something may be answered until they say otherwise
    same = (usual if before is None else before) == answer.given
    differences = [] if same else [Difference(Subject.CONSENT, None, "change", field, before, answer.given)]

    def write() -> int:
        line = CustomerConsent(
            customer_id=context.customer.id,
            purpose=answer.purpose,
            channel=answer.channel,
            given=answer.given,
            at=context.now,
            by_staff_id=context.by.staff_id,
        )
        line.source, line.facts = context.channel, words_shown(answer)
        context.db.add(line)
        context.db.flush()  # the order names the row
        return line.id

    return Prepared(differences, write)


def prepare_document(context: Context, change: Change) -> Prepared:
    """A document that was stored for the customer in this same act, or one that they take away again.

    Raises NotFound, Invalid("document_is_evidence" | "document_shows_authority") for what proves something.
    """
    document = context.db.scalar(
        select(Document).where(
            Document.public_id == (change.subject_id or ""),
            Document.party_id == context.customer.party_id,
            Document.removed_at.is_(None),
        )
    )
    if document is None or change.act == "change":
        raise NotFound("document_gone")
    if change.act == "remove":
        return _taken_away(context, document)
    key = document.id
    return Prepared([Difference(Subject.DOCUMENT, key, "add", "name", None, document.name)], lambda: key)


def _taken_away(context: Context, document: Document) -> Prepared:
    checked = select(Certificate.id).where(
        Certificate.party_id == context.customer.party_id,
        Certificate.state == CertificateState.CHECKED,
        Certificate.checked_at >= document.uploaded_at,
    )
    if context.db.scalar(checked.limit(1)) is not None:
        raise Invalid.one("", "document_is_evidence")
    shown = select(Contact.id).where(Contact.authority_document_id == document.id, Contact.removed_at.is_(None))
    if context.db.scalar(shown.limit(1)) is not None:
        raise Invalid.one("", "document_shows_authority")

    def write() -> int:
        document.removed_at = context.now
        return document.id

    return Prepared([Difference(Subject.DOCUMENT, document.id, "remove", "name", document.name, None)], write)


def _is_title(context: Context, code: str) -> bool:
    listed = select(ReferenceTerm.id).where(ReferenceTerm.kind == "title", ReferenceTerm.code == code)
    return context.db.scalar(listed) is not None
