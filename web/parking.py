"""What was typed when a session had run out: kept encrypted, offered again to the same account at the same page."""

import json

from flask import g, request
from werkzeug.datastructures import MultiDict

from core.clock import utcnow
from core.crypto import keyring
from core.database.transaction import transaction
from core.errors import Unreadable
from core.sessions import park_form, take_parked_form
from web.navigation import here
from web.visits import Stay, visit

SECRET = ("password", "answer", "code", "csrf_token", "key", "secret")
LONGEST = 200_000


def park() -> None:
    """Keeps the form of this request for the account whose session ran out; passwords and answers never."""
    owner = visit().lapsed or visit().stay
    typed = {name: values for name, values in request.form.lists() if not any(word in name.lower() for word in SECRET)}
    text = json.dumps(typed)
    if owner is None or not typed or len(text) > LONGEST:
        return
    sealed = keyring().encrypt("parked form", text.encode(), bound_to=_owner(owner))
    with transaction() as db:
        park_form(
            db, staff_id=owner.staff_id, credential_id=owner.credential_id, path=_path(), form_encrypted=sealed,
            now=utcnow(),
        )  # fmt: skip
    visit()["parked"] = _path()


def parked() -> MultiDict[str, str] | None:
    """What this account typed here before its session ran out, once; None where there is nothing."""
    if "parked" not in g:
        g.parked = _take() if request.method == "GET" and visit().get("parked") == _path() else None
    return g.parked


def _take() -> MultiDict[str, str] | None:
    stay = visit().stay
    if stay is None or not stay.signed_in:
        return None
    del visit()["parked"]
    with transaction() as db:
        kept = take_parked_form(db, staff_id=stay.staff_id, credential_id=stay.credential_id, path=_path())
    try:
        text = keyring().decrypt("parked form", kept.form_encrypted, bound_to=_owner(stay)) if kept else b"{}"
    except Unreadable:
        text = b"{}"
    typed = json.loads(text)
    return MultiDict([(name, value) for name, values in typed.items() for value in values]) if typed else None


def _owner(stay: Stay) -> str:
    return f"staff:{stay.staff_id}" if stay.staff_id is not None else f"credential:{stay.credential_id}"


def _path() -> str:
    return here().partition("?")[0]
