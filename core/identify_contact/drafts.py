"""Drafts: a started registration survives a closed browser, a second tab and a double click (IC-10).

A draft is worthless without the secret in its browser's cookie; after confirmation the same person can take it over
on another device by confirming the same address there. Staff open their own only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.crypto import keyring
from core.database.locking import for_update
from core.errors import NotFound, WrongStatus
from core.identify_contact.answers import BasicAnswers, RegistrationAnswers
from core.model import Channel, Confirmation, Document, RegistrationDraft
from core.tokens import public_id, same, token_hash

KEPT = timedelta(days=30)
"""How long an unfinished registration is kept after it was last touched (values.md, Retention)."""

STEPS = ("certificate", "basic", "confirm", "contacts", "addresses", "documents", "preferences", "access", "review")
_PARTS = frozenset(
    {"certificate", "basic", "contacts", "addresses", "preferences", "consents", "access", "notices", "not_same"}
)
_ONCE = 500
_PURPOSE = "registration draft"


def begin_draft(
    db: Session, *, channel: Channel, language: str, browser_secret: str | None, staff: Actor | None, now: datetime
) -> RegistrationDraft:
    """A new draft, bound to a browser (the secret of its cookie) or to a member of staff.

    Raises NotAllowed when the member of staff may not register anybody.
    """
    if staff is not None:
        ensure(staff, Permission.REGISTER, Permission.REGISTER_QUICK)
    elif not browser_secret:
        raise ValueError("a draft belongs to a browser or to a member of staff")
    draft = RegistrationDraft(
        public_id=public_id(),
        channel=channel,
        browser_hash=token_hash(browser_secret) if browser_secret and staff is None else None,
        staff_id=staff.staff_id if staff else None,
        language=language,
        created_at=now,
        touched_at=now,
    )
    _write(draft, RegistrationAnswers())
    db.add(draft)
    db.flush()  # the page's address carries its public id, documents its key
    return draft


def open_draft(
    db: Session,
    public_id: str,
    *,
    browser_secret: str | None = None,
    staff: Actor | None = None,
    now: datetime,
    look_only: bool = False,
) -> RegistrationDraft:
    """The draft, held until the act ends so that two tabs lose nothing; raises NotFound unless it is theirs and alive.

    `look_only` holds nothing, for pages in reading(). A submitted one is still opened; its answers are gone.
    """
    wanted = select(RegistrationDraft).where(RegistrationDraft.public_id == public_id)
    found = db.scalar((wanted if look_only else for_update(wanted)).execution_options(populate_existing=True))
    if found is None or found.touched_at < now - KEPT or not _theirs(found, browser_secret, staff):
        raise NotFound("draft_not_found")
    return found


def answers_of(draft: RegistrationDraft) -> RegistrationAnswers:
    """Everything answered so far."""
    opened = keyring().decrypt(_PURPOSE, draft.answers_encrypted, bound_to=draft.public_id)
    return RegistrationAnswers.from_json(opened.decode())


def keep_step(
    db: Session, draft: RegistrationDraft, step: str, part: Any = None, *, now: datetime, seen: int | None = None
) -> RegistrationAnswers:
    """Keeps one step's answers beside the others and marks it done; None for steps that only pass (documents).

    `step` is one of STEPS, or 'consents', 'notices', 'not_same'. Another e-mail or mobile has to be confirmed anew.
    `seen`: the version the page was made of, for pages that must not overwrite another tab. Raises StaleVersion,
    WrongStatus when it has been submitted.
    """
    must_be_open(draft)
    if seen is not None:
        draft.must_be_version(seen)
    answers = answers_of(draft)
    if step in _PARTS and part is not None:
        answers = replace(answers, **{step: part})
    if answers.confirmed and answers.confirmed not in answers.reached_at:
        answers = replace(answers, confirmed="")
        draft.confirmed_at, draft.resume_index = None, None
        draft.steps_done = [done for done in draft.steps_done if done != "confirm"]
    _write(draft, answers)
    if step in STEPS and step not in draft.steps_done:
        draft.steps_done = [*draft.steps_done, step]
    draft.touched_at = now
    db.flush()  # the version rises now, so that a stale second save is refused inside this act
    return answers


def suggest_basic(draft: RegistrationDraft, basic: BasicAnswers, *, now: datetime) -> None:
    """Keeps what is to be looked over, such as what a document says; the step is not done by it. Raises WrongStatus."""
    must_be_open(draft)
    _write(draft, replace(answers_of(draft), basic=basic))
    draft.touched_at = now


def must_be_open(draft: RegistrationDraft) -> None:
    """Refuses what comes after the submit; raises WrongStatus."""
    if draft.submitted_at is not None:
        raise WrongStatus("registration_submitted")


def mark_confirmed(db: Session, draft: RegistrationDraft, *, target: str, now: datetime) -> None:
    """The code sent to `target` came back."""
    _write(draft, replace(answers_of(draft), confirmed=target))
    draft.confirmed_at = draft.touched_at = now
    draft.resume_index = keyring().blind_index(_PURPOSE, target)
    draft.steps_done = [*(done for done in draft.steps_done if done != "confirm"), "confirm"]
    db.flush()  # resume_by_confirmed() looks for it


def resume_by_confirmed(
    db: Session, draft: RegistrationDraft, *, browser_secret: str, now: datetime
) -> RegistrationDraft | None:
    """The draft the same person had begun elsewhere, handed over to this browser; None: there is none.

    Only after `draft` itself was confirmed: that proves the older one, confirmed with the same address, to be theirs.
    """
    confirmed = answers_of(draft).confirmed
    if draft.confirmed_at is None or not confirmed:
        return None
    older = db.scalar(
        for_update(
            select(RegistrationDraft)
            .where(RegistrationDraft.resume_index.in_(keyring().blind_indexes(_PURPOSE, confirmed)))
            .where(RegistrationDraft.submitted_at.is_(None), RegistrationDraft.id != draft.id)
            .where(RegistrationDraft.staff_id.is_(None), RegistrationDraft.touched_at >= now - KEPT)
            .order_by(RegistrationDraft.touched_at.desc(), RegistrationDraft.id.desc())
            .limit(1)
        )
    )
    if older is None or len(older.steps_done) < len(draft.steps_done):
        return None
    older.browser_hash, older.touched_at = token_hash(browser_secret), now
    draft.resume_index = None
    return older


def drafts_of_staff(db: Session, *, by: Actor, now: datetime) -> Sequence[RegistrationDraft]:
    """What a member of staff has begun and not submitted, the latest first."""
    ensure(by, Permission.REGISTER, Permission.REGISTER_QUICK)
    return db.scalars(
        select(RegistrationDraft)
        .where(RegistrationDraft.staff_id == by.staff_id, RegistrationDraft.submitted_at.is_(None))
        .where(RegistrationDraft.touched_at >= now - KEPT)
        .order_by(RegistrationDraft.touched_at.desc(), RegistrationDraft.id.desc())
        .limit(50)
    ).all()


def close_draft(draft: RegistrationDraft, *, customer_id: int, now: datetime) -> None:
    """Submitted: what became of it is kept, the answers are not."""
    _write(draft, RegistrationAnswers())
    draft.submitted_at = draft.touched_at = now
    draft.customer_id, draft.resume_index = customer_id, None


def sweep_drafts(db: Session, *, now: datetime) -> int:
    """Removes at most 500 drafts nobody touched for 30 days, and their documents (files go with sweep_files())."""
    old = select(RegistrationDraft.id).where(RegistrationDraft.touched_at < now - KEPT).limit(_ONCE)
    keys = list(db.scalars(old))
    db.execute(delete(Document).where(Document.draft_id.in_(keys)))
    db.execute(delete(Confirmation).where(Confirmation.draft_id.in_(keys)))
    db.execute(delete(RegistrationDraft).where(RegistrationDraft.id.in_(keys)))
    return len(keys)


def _theirs(draft: RegistrationDraft, browser_secret: str | None, staff: Actor | None) -> bool:
    if draft.staff_id is not None:
        return staff is not None and staff.staff_id == draft.staff_id
    return bool(browser_secret) and same(draft.browser_hash or "", token_hash(browser_secret or ""))


def _write(draft: RegistrationDraft, answers: RegistrationAnswers) -> None:
    draft.answers_encrypted = keyring().encrypt(_PURPOSE, answers.to_json().encode(), bound_to=draft.public_id)
