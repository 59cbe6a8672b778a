"""Who the customer is, as we hold it: every answer of certificate and basic info; the title is theirs to change."""

from flask import redirect, render_template, url_for
from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import Optional

from core.clock import utcnow
from core.maintain_contact.changing import Change, Subject
from core.model import Authority
from portal import portal
from portal._own import own_held, save, status, version
from web.access import authorised, signed_in
from web.forms.base import FoyerForm
from web.forms.issuing_states import state_name
from web.forms.term_choices import OneTerm


class TitleForm(FoyerForm):
    """How the customer is addressed, and the version of their record that was seen."""

    version = HiddenField()
    title = OneTerm(_("Title"), [Optional()], kind="title", empty=_("Select a title"))


@portal.route("/me/details")
@signed_in
def my_details():
    return render_template("portal/my_details.html", held=own_held(), today=utcnow().date(), country_name=state_name)


@portal.route("/me/details/title", methods=["GET", "POST"])
@authorised(look=Authority.CHANGE_ORDINARY)
@signed_in
def my_title():
    party = own_held().party
    form = TitleForm(data={"title": party.title, "version": party.version})
    if form.validate_on_submit():
        change = Change(Subject.PARTY, values={"title": form.title.data or ""})
        if save(form, change, seen={change.version_key: version(form.version.data)}):
            return redirect(url_for(".my_details"), 303)
        form.version.data = str(own_held().party.version)
    return render_template("portal/my_title.html", form=form, party=own_held().party), status(form)
