"""Step 1: which document, its number, and *Read* (IC-1, IC-3)."""

from datetime import date, datetime

from flask import request

from core.clock import utcnow
from core.identify_contact.answers import BasicAnswers, CertificateAnswers
from core.identify_contact.drafts import suggest_basic
from core.model import Channel, RegistrationDraft
from portal import portal
from portal.registration.journey import Journey, keep, page, step
from web.access import public
from web.forms.certificate import COMMON, CertificateForm
from web.forms.reading import read_into, sound_reading, suggested_basic

LATER = CertificateAnswers(later=True)


@portal.route("/register/certificate", methods=["GET", "POST"])
@public
@step("certificate")
def register_certificate(journey: Journey):
    form, go, today = CertificateForm(obj=journey.answers.certificate), request.form.get("go"), utcnow().date()
    if go == "later":
        return keep(journey, {"certificate": LATER})
    if go == "read":
        read = read_into(form, today=today)
        return page(journey, form, status=200 if read else 422, common=COMMON, read=read)
    if request.method == "POST" and (answers := _answers(form, today=today, with_expired=go == "expired")):
        said = None if "basic" in journey.steps_done else _said(form, answers, today=today)
        return keep(journey, {"certificate": answers}, lambda _db, draft, now: _suggest(draft, said, now=now))
    return page(journey, form, common=COMMON, read=None)


def _answers(form: CertificateForm, *, today: date, with_expired: bool) -> CertificateAnswers | None:
    answers = form.examined(today=today, door=Channel.PORTAL, with_expired=with_expired)
    if form.zone.data and sound_reading(form, today=today) is None:
        return None  # a wrong check digit is the one thing that stops (IC-1)
    return answers


def _said(form: CertificateForm, answers: CertificateAnswers, *, today: date) -> BasicAnswers | None:
    read = sound_reading(form, today=today) if form.zone.data else None
    return suggested_basic(read, answers, today=today)


def _suggest(draft: RegistrationDraft, said: BasicAnswers | None, *, now: datetime) -> None:
    """What the document says about the person waits on the next page, for them to look over."""
    if said is not None:
        suggest_basic(draft, said, now=now)
