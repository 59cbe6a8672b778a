"""What was typed when a session had run out comes back, to the same account only."""

from datetime import timedelta

import pytest
from flask import render_template_string
from sqlalchemy import select, update

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import ParkedForm, WebSession
from tests.people import Person
from tests.support.client import PageClient
from tests.web.test_declared_access import visitor
from web.access import signed_in
from web.forms.base import FoyerForm
from web.forms.fields import ClearTextField

PAGE = """{% extends "backoffice/layout.html" %}{% block title %}{{ _("Note") }}{% endblock %}
{% block content %}<h1>{{ _("Note") }}</h1>
{% call ui.form_page(form, submit=_("Save")) %}
{{ ui.field(form.note) }}{{ ui.field(form.password) }}
{% endcall %}{% endblock %}"""


class NoteForm(FoyerForm):
    """Something long, and something secret."""

    note = ClearTextField("Note")
    password = ClearTextField("Password")


@signed_in
def write() -> object:
    """A page with a form."""
    form = NoteForm()
    if form.validate_on_submit():
        return form.note.data, 201
    return render_template_string(PAGE, form=form)


@pytest.fixture
def desk(settings: object, database: object) -> PageClient:
    """A visitor of an office with that page."""
    return visitor(settings, ("/note", write)).speaking("en")


def run_out() -> None:
    """Half an hour passes."""
    with transaction() as db:
        db.execute(update(WebSession).values(last_seen_at=utcnow() - timedelta(minutes=30)))


def test_a_typed_form_survives_an_expired_session(desk: PageClient, carl: Person) -> None:
    page = desk.sign_in(carl).get("/office/note")
    run_out()
    answer = page.submit("Save", Note="三 long thoughts", Password="tell nobody")
    assert answer.location == "/office/sign-in?next=/office/note"
    with reading() as db:
        kept = db.scalars(select(ParkedForm)).one()
    assert "thoughts" not in kept.form_encrypted
    back = answer.follow().submit("Sign in", {"E-mail": carl.email}, Password=carl.password).follow()
    assert back.form("Save").value("Note") == "三 long thoughts"
    assert back.form("Save").value("Password") == ""
    assert desk.get("/office/note").form("Save").value("Note") == ""


def test_another_account_never_sees_it(desk: PageClient, carl: Person, sue: Person) -> None:
    page = desk.sign_in(carl).get("/office/note")
    run_out()
    answer = page.submit("Save", Note="carl's thoughts")
    back = answer.follow().submit("Sign in", {"E-mail": sue.email}, Password=sue.password).follow()
    assert back.form("Save").value("Note") == ""
