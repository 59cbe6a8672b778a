"""The language in which the portal speaks to a customer who has signed in (IC-9)."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from core.clock import utcnow
from core.database.transaction import transaction
from core.maintain_contact.own_access import change_language
from portal import portal
from web.access import own_access, signed_in
from web.forms.access import LanguageFields
from web.forms.base import FoyerForm
from web.languages import COOKIE, speak_instead
from web.people import actor
from web.responses import keep_choice
from web.signing_in import status_of


class LanguageForm(LanguageFields, FoyerForm):
    """One choice."""


@portal.route("/me/access/language", methods=["GET", "POST"])
@own_access
@signed_in
def my_language():
    form = LanguageForm()
    if form.validate_on_submit():
        chosen = form.language.data or "en"
        with transaction() as db:
            change_language(db, chosen, by=actor(), now=utcnow())
        speak_instead(chosen)
        flash(gettext("From now on these pages speak your language."))
        response = redirect(url_for(".my_access"), 303)
        keep_choice(response, COOKIE, chosen)
        return response
    return render_template("portal/my_language.html", form=form), status_of(form)
