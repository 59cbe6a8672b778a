"""Pairs of customers that may be one person: compared side by side, and what is said about them remembered (IC-2)."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Conflict, Invalid, NotFound
from core.identify_contact.duplicates import duplicates_queue, say_not_same, say_same
from core.identify_contact.limits import REASON
from core.identify_contact.matching import Band
from core.identify_contact.registration_desk import look_at_pair, pair_of
from core.identify_contact.what_is_held import held
from core.model import DuplicateCandidate, DuplicateState
from web.access import requires
from web.comparison import compared
from web.forms.base import FoyerForm
from web.people import actor
from web.resemblance import KIND
from web.signing_in import status_of
from web.wording import word
from web.wording.identify_contact_office import evidence_in_words

PAGE = 30
SAYING = {"same": say_same, "not_same": say_not_same}
"""What each button says; a press that names none says nothing."""


class PairForm(FoyerForm):
    """Why, for whoever asks later."""

    note = TextAreaField(_("Note"), [Optional(), Length(max=REASON)], render_kw={"rows": 2, "translate": "no"})


@backoffice.route("/duplicates")
@requires(Permission.DUPLICATE_DECIDE)
def duplicates():
    with reading(newest=True) as db:
        queue = duplicates_queue(db, by=actor(), after=_after(db), limit=PAGE)
    pairs = [_shown(pair) for pair in queue.rows]
    last = queue.rows[-1] if queue.after else None
    following = url_for(".duplicates", after=f"{last.left.code}-{last.right.code}") if last else None
    return render_template("backoffice/duplicates.html", pairs=pairs, following=following)


@backoffice.route("/duplicates/<left>/<right>", methods=["GET", "POST"])
@requires(Permission.DUPLICATE_DECIDE)
def duplicate(left: str, right: str):
    form = PairForm()
    if form.validate_on_submit():
        try:
            return _decided(left, right, form)
        except Invalid as refused:
            form.show_problems(refused)
        except Conflict as decided:
            form.form_errors.append(word(decided))
            return _page(left, right, form, status=409)
    return _page(left, right, form, status=status_of(form))


def _decided(left: str, right: str, form: PairForm) -> Response:
    say = SAYING.get(request.form.get("go", ""))
    if say is None:
        raise Invalid.one("", "say_same_or_not")
    with transaction() as db:
        pair = pair_of(db, left, right, by=actor())
        names = {"left": pair.left.party.name, "right": pair.right.party.name}
        say(db, pair.left, pair.right, by=actor(), now=utcnow(), note=(form.note.data or "").strip())
    if say is say_same:
        flash(gettext("Recorded: %(left)s and %(right)s are the same person.", **names), "ok")
    else:
        flash(gettext("Recorded: %(left)s and %(right)s are not the same. They do not come up again.", **names), "ok")
    return redirect(url_for(".duplicates"), 303)


def _page(left: str, right: str, form: PairForm, *, status: int) -> Any:
    with transaction() as db:
        pair = look_at_pair(db, left, right, by=actor(), now=utcnow())
    with reading(newest=True) as db:
        sides = held(db, pair.left, by=actor()), held(db, pair.right, by=actor())
    return render_template(
        "backoffice/duplicate.html", form=form, pair=_shown(pair), sides=sides, lines=compared(*sides)
    ), status


def _shown(pair: DuplicateCandidate) -> dict[str, Any]:
    band = Band(pair.band)
    return {
        "left": pair.left, "right": pair.right, "band": band, "kind": KIND[band], "state": pair.state,
        "reasons": evidence_in_words(pair.evidence), "is_open": pair.state is DuplicateState.OPEN,
        "found_at": pair.found_at, "decided_at": pair.decided_at, "note": pair.note,
    }  # fmt: skip


def _after(db: Session) -> tuple[int, int] | None:
    """Where the last page ended: after the pair of these two customers; addresses hold no keys."""
    left, dash, right = request.args.get("after", "").partition("-")
    try:
        last = pair_of(db, left, right, by=actor()) if dash else None
    except NotFound:
        return None
    return (last.score, last.id) if last else None
