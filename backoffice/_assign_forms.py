"""Forms of the assignment page: to whom, and the team that is made on the way."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField
from wtforms.validators import Length, Optional

from backoffice.teams import TeamEditForm
from web.forms.base import FoyerForm
from web.forms.fields import ClearTextField
from web.forms.term_choices import OneOf


class AssignForm(FoyerForm):
    """To a team or to a person; `leads` says which versions of them were seen."""

    leads = HiddenField()
    team = OneOf(_("Team"), [Optional()], entries=list, render_kw={"translate": "no"})
    person = OneOf(_("Person"), [Optional()], entries=list, render_kw={"translate": "no"})
    reason = ClearTextField(_("Reason"), [Optional(), Length(max=400)])

    @property
    def versions(self) -> dict[str, int]:
        """Numbers of leads with the version that was shown."""
        pairs = (one.partition(":") for one in str(self.leads.data or "").split(",") if one)
        return {number: int(version) for number, _, version in pairs if version.isdecimal() and len(version) < 10}


class NewTeamForm(TeamEditForm):
    """A team made on the way, and a salesperson added to it by invitation."""

    lead = HiddenField()
    """The one lead whose page this is made on, which is gone back to; empty for the leads in hand."""
    full_name = ClearTextField(_("Full name"), [Optional(), Length(max=100)])
    email = EmailField(_("E-mail"), [Optional(), Length(max=254)])
