"""The operator: name, country, languages, telephone and hours, minimum age, as an administrator keeps them (AR-3)."""

from datetime import date
from typing import Any

from babel.dates import get_day_names
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from wtforms import IntegerField, StringField, TelField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading
from core.errors import Invalid
from core.model import Operator
from core.normalise import parse_day
from core.numbering import CheckDigit
from core.operator import the_operator
from core.operator_administration import (
    LONGEST_NAME,
    SPOKEN,
    OperatorForm,
    change_operator,
    changes_of_operator,
)
from core.operator_form import WEEK_STARTS, facts_of
from web.access import requires
from web.acts import ActForm, answer_status, done
from web.formats import data, writing
from web.forms.currencies import currencies
from web.forms.fields import ClearTextField
from web.forms.term_choices import OneCountry, OneOf, TicksOf, enumerated
from web.forms.times import TimeField
from web.forms.zones import zones
from web.languages import NAMES, locale
from web.operator import forget_operator, week
from web.people import actor
from web.wording.operator import said_changes

LTR = {"inputmode": "numeric", "dir": "ltr"}
CODE = {"dir": "ltr", "autocapitalize": "characters", "spellcheck": "false"}


def other_languages() -> list[tuple[str, str]]:
    """Languages that may be left out."""
    return [(code, data(NAMES[code])) for code in SPOKEN if code != "en"]


def weekdays() -> list[tuple[str, str]]:
    """ISO weekdays in full."""
    named = get_day_names("wide", "stand-alone", writing())
    return [(str(day + 1), named[day]) for day in week()]


def week_starts() -> list[tuple[str, str]]:
    """The days on which a week may begin."""
    named = get_day_names("wide", "stand-alone", writing())
    return [(str(day), named[day - 1]) for day in WEEK_STARTS]


class OperatorEditForm(ActForm):
    """Everything on one page; what registration, calls and the footer go by."""

    days: tuple[date, ...] = ()
    """The holidays as they were read."""

    name = ClearTextField(_("Name"), [InputRequired(_("Enter the operator's name")), Length(max=LONGEST_NAME)])
    home_country = OneCountry(
        _("Home country"), [InputRequired(_("Choose the country"))], render_kw={"translate": "no"}
    )
    currency = OneOf(_("Currency"), entries=currencies, render_kw={"translate": "no"})
    zone = OneOf(_("Time zone"), entries=zones, render_kw={"translate": "no"})
    languages = TicksOf(
        _("Languages beside English"), [Optional()], entries=other_languages, render_kw={"translate": "no"}
    )
    phone = TelField(_("Phone"), [Optional(), Length(max=40)], render_kw={"dir": "ltr"})
    first_day = OneOf(_("First day"), entries=weekdays, render_kw={"translate": "no"})
    last_day = OneOf(_("Last day"), entries=weekdays, render_kw={"translate": "no"})
    phone_from = TimeField(_("From"), [Optional()], render_kw=LTR)
    phone_until = TimeField(_("To"), [Optional()], render_kw=LTR)
    minimum_age = IntegerField(_("Minimum age"), [InputRequired(_("Enter an age in years"))], render_kw=LTR)
    quiet_from = TimeField(_("Quiet from"), render_kw=LTR)
    quiet_until = TimeField(_("Quiet until"), render_kw=LTR)
    week_start = OneOf(_("Week begins on"), entries=week_starts, render_kw={"translate": "no"})
    call_within = IntegerField(_("Call back within"), [InputRequired(_("Enter the hours"))], render_kw=LTR)
    touch_within = IntegerField(_("First contact within"), [InputRequired(_("Enter the hours"))], render_kw=LTR)
    accent = StringField(_("Accent"), [Optional(), Length(max=20)], render_kw={"dir": "ltr", "spellcheck": "false"})
    customer_prefix = ClearTextField(_("Customer codes begin with"), [Optional(), Length(max=10)], render_kw=CODE)
    customer_digits = IntegerField(_("Figures of a customer code"), [InputRequired(_("Enter how many"))], render_kw=LTR)
    customer_check = OneOf(_("Check digit of customer codes"), entries=enumerated(CheckDigit))
    account_prefix = ClearTextField(_("Account codes begin with"), [Optional(), Length(max=10)], render_kw=CODE)
    account_digits = IntegerField(_("Figures of an account code"), [InputRequired(_("Enter how many"))], render_kw=LTR)
    account_check = OneOf(_("Check digit of account codes"), entries=enumerated(CheckDigit))
    holidays = TextAreaField(
        _("Holidays"), [Optional(), Length(max=4000)], render_kw={"rows": 4, "dir": "ltr", "translate": "no"}
    )

    @classmethod
    def of(cls, operator: Operator) -> "OperatorEditForm":
        """The form as the operator stands now."""
        hours = operator.phone_hours
        first, last = hours.get("days", (1, 7))
        held = {"first_day": str(first), "last_day": str(last), "holidays": "\n".join(_holidays_of(operator))}
        facts = facts_of(operator)
        same = {name: facts[name] for name in ("call_within", "touch_within", "accent")}
        for which in ("customer", "account"):
            scheme = zip(("prefix", "digits", "check"), facts[f"{which}_numbers"], strict=True)
            same |= {f"{which}_{part}": value for part, value in scheme}
        held |= same | {"week_start": str(facts["week_start"])}
        return cls(obj=operator, data=held | {"phone_from": hours.get("from"), "phone_until": hours.get("until")})

    def validate_holidays(self, field: TextAreaField) -> None:
        """Names the first line that is no day."""
        self.days = tuple(_day(line.strip()) for line in (field.data or "").splitlines() if line.strip())

    def said(self) -> OperatorForm:
        """What was typed, for the domain."""
        return OperatorForm(
            name=self.name.data or "",
            home_country=self.home_country.data or "",
            currency=self.currency.data or "",
            zone=self.zone.data or "",
            languages=tuple(self.languages.data or ()),
            phone=self.phone.data or "",
            phone_days=(int(self.first_day.data or 1), int(self.last_day.data or 7)),
            phone_hours=(self.phone_from.data or "", self.phone_until.data or ""),
            minimum_age=self.minimum_age.data if self.minimum_age.data is not None else -1,
            quiet_from=self.quiet_from.data or "",
            quiet_until=self.quiet_until.data or "",
            holidays=self.days,
            week_start=int(self.week_start.data or 1),
            call_within=self.call_within.data or 0,
            touch_within=self.touch_within.data or 0,
            accent=(self.accent.data or "").strip(),
            customer_numbers=self._numbers("customer"),
            account_numbers=self._numbers("account"),
        )

    def _numbers(self, which: str) -> tuple[str, int, str]:
        prefix, digits, check = (self[f"{which}_{part}"].data for part in ("prefix", "digits", "check"))
        return prefix or "", digits or 0, check or ""


@backoffice.route("/admin/operator", methods=["GET", "POST"])
@requires(Permission.OPERATOR_MANAGE)
def operator():
    with reading(newest=True) as db:
        found = the_operator(db)
        changes = changes_of_operator(db, by=actor())
    form = OperatorEditForm.of(found) if request.method == "GET" else OperatorEditForm()
    if form.validate_on_submit() and done(form, lambda db: _change(db, form)):
        forget_operator()
        flash(gettext("The operator is changed. Every page shows it within a minute."))
        return redirect(url_for(".operator"), 303)
    form.shows(found.version)
    return render_template("backoffice/operator.html", form=form, changes=said_changes(changes)), answer_status(form)


def _change(db: Session, form: OperatorEditForm) -> None:
    change_operator(db, form.said(), by=actor(), seen_version=form.seen_version, now=utcnow())


def _day(line: str) -> date:
    try:
        return parse_day(line, str(locale()))
    except Invalid as wrong:
        told = gettext("“%(line)s” is no day. Write one on each line, such as 2026-12-25", line=line[:40])
        raise ValidationError(told) from wrong


def _holidays_of(operator: Operator) -> list[Any]:
    return sorted(operator.settings.get("holidays", ()))
