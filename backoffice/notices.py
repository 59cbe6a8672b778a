"""Notices as an administrator publishes them: a draft in every language, a preview, a new version from a day on."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import TextAreaField
from wtforms.validators import Optional

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import NotFound
from core.model import NoticeAsking, NoticeKind
from core.notice_desk import NoticeDesk, NoticeText, notice_desk, notice_desks
from core.notice_publishing import discard_draft, keep_draft, publish_notice
from core.operator_administration import SPOKEN
from web.access import requires
from web.acts import ActForm, answer_status, done
from web.formats import data
from web.forms.fields import DayField
from web.forms.term_choices import RadioOf, enumerated
from web.languages import NAMES
from web.paragraphs import paragraphs
from web.people import actor


def written(label: Any, language: str, rows: int) -> TextAreaField:
    """A text in one language, in its direction."""
    own = {"rows": rows, "lang": language, "dir": "rtl" if language == "ar" else "ltr", "translate": "no"}
    return TextAreaField(label, [] if language == "en" else [Optional()], render_kw=own)


class NoticeDraftForm(ActForm):
    """The next version in every language of the product."""

    body_en = written(_("Text in English"), "en", 16)
    changes_en = written(_("What is new, in English"), "en", 3)
    body_zh = written(_("Text in Chinese"), "zh", 16)
    changes_zh = written(_("What is new, in Chinese"), "zh", 3)
    body_ar = written(_("Text in Arabic"), "ar", 16)
    changes_ar = written(_("What is new, in Arabic"), "ar", 3)

    @classmethod
    def of(cls, desk: NoticeDesk) -> "NoticeDraftForm":
        """The draft, or else the newest version to begin with."""
        bodies = {f"body_{language}": text.body for language, text in desk.texts.items()}
        return cls(data=bodies | {f"changes_{language}": text.changes for language, text in desk.texts.items()})

    def texts(self) -> dict[str, NoticeText]:
        """What was typed, for the domain."""
        return {
            language: NoticeText(self[f"body_{language}"].data or "", self[f"changes_{language}"].data or "")
            for language in SPOKEN
        }


class PublishForm(ActForm):
    """From when the draft is in force, and who is asked."""

    from_day = DayField(_("In force from"), [Optional()])
    asking: Any = RadioOf(_("Ask customers to accept it?"), entries=enumerated(NoticeAsking))

    def chosen(self) -> NoticeAsking | None:
        """Who is asked; None where nobody has said."""
        return NoticeAsking(self.asking.data) if self.asking.data else None


@backoffice.route("/admin/notices")
@requires(Permission.OPERATOR_MANAGE)
def notices():
    with reading(newest=True) as db:
        desks = notice_desks(db, by=actor(), now=utcnow())
    return render_template("backoffice/notices.html", desks=desks, spoken=_spoken)


@backoffice.route("/admin/notices/<kind>", methods=["GET", "POST"])
@requires(Permission.OPERATOR_MANAGE)
def notice_draft(kind: str):
    desk = _desk(kind)
    form = NoticeDraftForm.of(desk) if request.method == "GET" else NoticeDraftForm()
    if form.validate_on_submit() and done(form, lambda db: _keep(db, desk.kind, form)):
        if request.form.get("go") == "preview":
            return redirect(url_for(".notice_publication", kind=kind), 303)
        flash(gettext("The draft is saved. Nobody else reads it before it is published."), "ok")
        return redirect(url_for(".notice_draft", kind=kind), 303)
    page = {"form": form.shows(_desk(kind).draft_version), "desk": desk, "names": NAMES}
    return render_template("backoffice/notice_draft.html", **page), answer_status(form)


@backoffice.route("/admin/notices/<kind>/publication", methods=["GET", "POST"])
@requires(Permission.OPERATOR_MANAGE)
def notice_publication(kind: str):
    form, desk = PublishForm(), _desk(kind)
    if form.validate_on_submit() and done(form, lambda db: _publish(db, desk.kind, form)):
        return redirect(url_for(".notices"), 303)
    if desk.draft is None and not form.is_submitted():
        return redirect(url_for(".notice_draft", kind=kind), 303)
    page = {"form": form.shows(desk.draft_version), "desk": desk, "names": NAMES, "paragraphs": paragraphs}
    return render_template("backoffice/notice_publication.html", **page), answer_status(form)


@backoffice.route("/admin/notices/<kind>/discard", methods=["POST"])
@requires(Permission.OPERATOR_MANAGE)
def notice_discard(kind: str):
    desk, form = _desk(kind), ActForm()
    with transaction() as db:
        discard_draft(db, desk.kind, by=actor(), seen_version=form.seen_version, now=utcnow())
    flash(gettext("The draft is discarded."), "ok")
    return redirect(url_for(".notices"), 303)


@backoffice.route("/admin/notices/<kind>/versions/<version>")
@requires(Permission.OPERATOR_MANAGE)
def notice_version(kind: str, version: str):
    desk = _desk(kind)
    found = next((each for each in desk.versions if str(each.version) == version), None)
    if found is None:
        raise NotFound("notice_not_found")
    page = {"desk": desk, "version": found, "names": NAMES, "paragraphs": paragraphs}
    return render_template("backoffice/notice_version.html", **page)


def _spoken(languages: Iterable[str]) -> Markup:
    """Their names, each in itself."""
    return Markup(", ").join(data(NAMES[code]) for code in SPOKEN if code in languages)


def _desk(kind: str) -> NoticeDesk:
    if kind not in set(NoticeKind):
        raise NotFound("no_such_page")
    with reading(newest=True) as db:
        return notice_desk(db, NoticeKind(kind), by=actor(), now=utcnow())


def _keep(db: Session, kind: NoticeKind, form: NoticeDraftForm) -> None:
    keep_draft(db, kind, form.texts(), by=actor(), seen_version=form.seen_version, now=utcnow())


def _publish(db: Session, kind: NoticeKind, form: PublishForm) -> None:
    version = publish_notice(
        db, kind, by=actor(), seen_version=form.seen_version, asking=form.chosen(), from_day=form.from_day.data,
        now=utcnow(), key=form.key.data or "",
    )  # fmt: skip
    flash(gettext("Version %(version)s is published.", version=version), "ok")
