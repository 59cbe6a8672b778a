"""Words for what core.maintain_contact refuses; %(name)s stands for a fact of the error."""

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    # signing in
    "wrong_sign_in": _("Check both entries and try again: this name and password do not fit together."),
    "wrong_password": _("Enter the password you sign in with: this one does not fit."),
}
