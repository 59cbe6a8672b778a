"""What the components page shows: a form in good order, the same form with mistakes, and lists to fill the parts."""

from typing import Any

from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    Form,
    MultipleFileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

PAPERS = {"passport": "Passport", "card": "National identity card", "other": "Another document"}
DAYS = {"mon": "Mon", "tue": "Tue", "wed": "Wed", "thu": "Thu", "fri": "Fri", "sat": "Sat", "sun": "Sun"}


class ShowcaseForm(Form):
    """One field of every kind."""

    token = ""
    name = StringField("First name", [InputRequired("Enter your first name")])
    email = EmailField("E-mail", [InputRequired("Enter the whole e-mail address: something is missing after @")])
    mobile = TelField("Mobile", [Optional()])
    born = StringField("Date of birth", [Optional()])
    country = SelectField("Issuing state", choices={"se": "Sweden", "ua": "Ukraine"})
    paper = RadioField("Certificate type", [InputRequired("Choose a certificate type")], choices=PAPERS)
    calendar = RadioField("Calendar", choices={"gregorian": "Gregorian", "islamic": "Hijri"}, default="gregorian")
    days = SelectMultipleField("Allowed days", choices=DAYS, widget=ListWidget(), option_widget=CheckboxInput())
    one_name = BooleanField("I have one name")
    note = TextAreaField("Note", [Optional()])
    password = PasswordField("Password", [InputRequired("Choose a password")])
    code = StringField("Code")
    documents = MultipleFileField("Documents")

    def hidden_tag(self) -> Markup:
        """The token that every form carries; this one goes nowhere."""
        return Markup('<input type="hidden" name="csrf_token" value="{}">').format(self.token)


def showcase(token: str) -> dict[str, Any]:
    """Everything backoffice/components.html needs besides the layout."""
    good = MultiDict(
        {"name": "Олена", "email": "anna@foyer.example", "mobile": "070-174 06 41", "born": "3.4.1991", "code": "418"}
        | {"country": "se", "paper": "passport", "calendar": "gregorian", "one_name": "y"}
    )
    good.setlist("days", ["mon", "tue", "fri"])
    wrong = ShowcaseForm(MultiDict({"wrong-country": "se", "wrong-calendar": "gregorian"}), prefix="wrong-")
    wrong.validate()
    forms = {"good": ShowcaseForm(good), "wrong": wrong, "again": ShowcaseForm(good, prefix="again-")}
    for form in forms.values():
        form.token = token
    return forms
