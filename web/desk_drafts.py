"""A registration that staff are typing: kept on the server with every act, so that nothing is lost (IC-10)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.identify_contact.answers import BasicAnswers, RegistrationAnswers
from core.identify_contact.documents import documents_of
from core.identify_contact.drafts import answers_of, begin_draft, drafts_of_staff, keep_step, open_draft
from core.model import Channel, Document, RegistrationDraft
from core.submission import claim, settle
from web.forms.desk_registration import DeskForm
from web.languages import locale
from web.people import actor


@dataclass(frozen=True, slots=True)
class Desk:
    """A draft as the page shows it; a new page has none yet."""

    public_id: str = ""
    version: int = 0
    channel: Channel | None = None
    touched_at: datetime | None = None
    submitted_as: int | None = None
    answers: RegistrationAnswers = field(default_factory=RegistrationAnswers)
    documents: Sequence[Document] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """One line of the drafts at the top of the page."""

    public_id: str
    name: str
    touched_at: datetime


def opened(public_id: str) -> Desk:
    """One's own draft, to look at; raises NotFound."""
    with reading(newest=True) as db:
        return _desk(db, open_draft(db, public_id, staff=actor(), now=utcnow(), look_only=True))


def kept(form: DeskForm, **parts: Any) -> Desk:
    """Keeps every section as it stands, in the draft of this page or a new one; `parts` beside them.

    Raises NotFound, StaleVersion when the draft was saved in another tab since.
    """
    now = utcnow()
    with transaction() as db:
        draft = _draft_of(db, form, now=now)
        if draft.submitted_at is not None:
            return _desk(db, draft)
        _must_be_newest(db, draft, form, now=now)
        draft.channel = form.door
        answers = answers_of(draft)
        if form.question.form.answer.data:
            parts["access"] = form.access(answers)[0]
        for step, part in (form.typed() | parts).items():
            keep_step(db, draft, step, part, now=now)
        desk = _desk(db, draft)
    form.draft.data, form.version.data = desk.public_id, str(desk.version)
    return desk


def kept_rows(public_id: str, step: str, change: Any) -> None:
    """Changes contacts or addresses as they are now, so that two tabs lose nothing."""
    now = utcnow()
    with transaction() as db:
        draft = open_draft(db, public_id, staff=actor(), now=now)
        keep_step(db, draft, step, tuple(change(getattr(answers_of(draft), step))), now=now)


def begun(*, but: str = "") -> list[Begun]:
    """What the member of staff has begun and not submitted, without the one on the page."""
    with reading(newest=True) as db:
        drafts = drafts_of_staff(db, by=actor(), now=utcnow())
        shown = [draft for draft in drafts if draft.public_id != but and draft.channel in (Channel.SHOP, Channel.PHONE)]
        return [Begun(draft.public_id, _name(answers_of(draft).basic), draft.touched_at) for draft in shown]


def _draft_of(db: Session, form: DeskForm, *, now: datetime) -> RegistrationDraft:
    """The page's draft; the first act of a new page begins one, once however often it is sent (R62)."""
    if form.draft.data:
        return open_draft(db, form.draft.data, staff=actor(), now=now)
    key = f"{form.key.data}:draft"
    first = claim(db, key, act="begin_desk_draft", by=actor(), now=now)
    if first is not None:
        form.version.data = ""
        return open_draft(db, first, staff=actor(), now=now)
    draft = begin_draft(db, channel=form.door, language=locale().language, browser_secret=None, staff=actor(), now=now)
    settle(db, key, result=draft.public_id)
    return draft


def _must_be_newest(db: Session, draft: RegistrationDraft, form: DeskForm, *, now: datetime) -> None:
    """Another tab's save is not overwritten unseen; the same page sent twice is no other tab (R62, R63)."""
    seen = form.version.data or ""
    key = f"{form.key.data}:{seen}:saved"
    if claim(db, key, act="save_desk_draft", by=actor(), now=now) is not None:
        return
    settle(db, key, result=draft.public_id)
    if seen.isascii() and seen.isdigit():
        draft.must_be_version(int(seen[:9]))


def _desk(db: Session, draft: RegistrationDraft) -> Desk:
    db.flush()  # the version that the page will send back
    return Desk(
        draft.public_id, draft.version, draft.channel, draft.touched_at, draft.customer_id, answers_of(draft),
        documents_of(db, draft),
    )  # fmt: skip


def name_of(desk: Desk) -> str:
    """Whose registration it is, as far as that was typed."""
    return _name(desk.answers.basic)


def _name(basic: BasicAnswers | None) -> str:
    said = replace(basic, one_name=False) if basic else BasicAnswers()
    return said.legal_name or " ".join(part for part in (said.first_name, said.last_name) if part)
