"""A new version of the terms or the privacy notice: read and accepted at the first sign-in after it (IC-16)."""

from typing import Any

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response as AnyResponse
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Conflict
from core.identify_contact.notices import accept_anew, asked_of, to_accept
from core.model import NoticeKind
from portal import portal
from web.access import own_access, signed_in
from web.acts import answer_status
from web.forms.base import FoyerForm
from web.languages import locale
from web.navigation import back_or_home, here
from web.paragraphs import paragraphs
from web.people import actor
from web.sessions import visit
from web.wording import word

ASKED = "notices"
FIRST, LATER = "first", "later"
OPEN = frozenset({"my_notices", "stay", "sign_in_again", "my_privacy", "my_preferences", "my_consents"})
"""What opens all the same: what is asked here, what is held and by whom it was seen, and taking consent back."""
WORDS: dict[frozenset[str], Any] = {
    frozenset({"privacy", "terms"}): _("I accept the terms and have read the privacy notice"),
    frozenset({"terms"}): _("I accept the terms"),
    frozenset({"privacy"}): _("I have read the privacy notice"),
}


class AcceptForm(FoyerForm):
    """One tick for what is asked; `seen` names the versions that the page shows, as "terms:2 privacy:3"."""

    seen = HiddenField()
    accepted = BooleanField("", [InputRequired(_("Tick that you accept, or sign out"))])
    conflict = False

    def versions(self) -> list[tuple[NoticeKind, int]]:
        """What was seen; anything unreadable counts as nothing."""
        pairs = [part.partition(":") for part in (self.seen.data or "").split()[:4]]
        known = set(NoticeKind)
        return [(NoticeKind(k), int(v)) for k, _colon, v in pairs if k in known and v.isdecimal() and len(v) < 9]


def remember_what_is_asked() -> None:
    """After signing in: whether a new version waits to be accepted; it stands in this session only."""
    with reading(newest=True) as db:
        asked = asked_of(db, actor().party_id or 0, now=utcnow())
    if asked:
        visit()[ASKED] = FIRST if asked.first else LATER


@portal.before_request
def ask_first() -> AnyResponse | None:
    """Leads to the question from every page of one's own, until it is answered."""
    if ASKED not in visit():
        return None
    endpoint = (request.endpoint or "").rpartition(".")[2]
    view: Any = current_app.view_functions[request.endpoint or ""]
    if view.access.kind != "signed_in" or endpoint in OPEN:
        return None
    target = url_for(".my_notices", next=here())
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": target})
    return redirect(target, 303)


@portal.route("/me/notices", methods=["GET", "POST"])
@own_access
@signed_in
def my_notices():
    form = AcceptForm()
    if request.form.get("go") == "later" and visit().get(ASKED) != FIRST:
        visit().pop(ASKED, None)
        return redirect(back_or_home(), 303)
    if form.validate_on_submit() and _accept(form):
        return redirect(back_or_home(), 303)
    return _page(form)


def _accept(form: AcceptForm) -> bool:
    try:
        with transaction() as db:
            accept_anew(db, form.versions(), by=actor(), language=locale().language, now=utcnow())
    except Conflict as newer:
        form.form_errors.append(word(newer))
        form.conflict = True
        return False
    visit().pop(ASKED, None)
    flash(gettext("Thank you. What you accepted stands under Privacy."))
    return True


def _page(form: AcceptForm) -> Any:
    with reading(newest=True) as db:
        texts = to_accept(db, actor().party_id or 0, language=locale().language, now=utcnow())
    if not texts:
        visit().pop(ASKED, None)
        return redirect(back_or_home(), 303)
    form.seen.data = " ".join(f"{text.kind.value}:{text.version}" for text in texts)
    form.accepted.label.text = WORDS[frozenset(text.kind.value for text in texts)]
    page = {"form": form, "texts": texts, "paragraphs": paragraphs, "may_wait": visit().get(ASKED) != FIRST}
    return render_template("portal/my_notices.html", **page), answer_status(form)
