"""Fields of our own: one control each, read in any writing and echoed as understood."""

import re
from datetime import date, timedelta
from typing import Any

from babel import Locale
from wtforms import Field, SelectField, StringField, TelField
from wtforms.validators import Length, ValidationError
from wtforms.widgets import TextInput

from core.clock import utcnow
from core.errors import Invalid, Problem
from core.normalise import clean, parse_day, phone_doubt, phone_number
from web import terms
from web.formats import day_text, writing
from web.operator import operator
from web.wording import word_problem

A_WEEK = timedelta(days=7)
LONGEST_NOTE = 4000
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class LongText(Length):
    """At most so many characters; a browser cuts nothing off, so that whoever pastes more is told."""

    def __init__(self, most: int) -> None:
        super().__init__(max=most)
        self.field_flags = {}

    def __call__(self, form: Any, field: Any) -> None:
        """Browsers send two characters for the end of a line, which counts as one."""
        if len((field.data or "").replace("\r\n", "\n")) > self.max:
            raise ValidationError(word_problem(Problem("", "too_long", {"most": f"{self.max:,}"})))


class ClearTextField(StringField):
    """Text without control characters, trimmed; None when empty."""

    doubt: str | None = None
    """What is unusual about it, set by the step; it is taken all the same."""
    understood: str | None = None
    """What it says of itself, likewise."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with the sentence for the person; what they typed stays."""
        self.typed = valuelist[0] if valuelist else None
        if self.typed is None:
            return
        try:
            self.data = clean(self.typed) or None
        except Invalid as wrong:
            self.data = None
            raise _said(wrong) from wrong

    def _value(self) -> str:
        return _typed(self) or self.data or ""


class DayField(Field):
    """A day in ISO 8601, in the order of the reader's language, in any figures; `data` is a date."""

    widget = TextInput()

    of_birth = False
    """Whether somebody was born on it; of other days the example is one to come."""
    looks_hijri = False
    """Whether what was typed may be meant in the other calendar."""

    def __init__(self, *given: Any, calendar: str = "gregorian", of_birth: bool | None = None, **more: Any) -> None:
        self.calendar = calendar
        self.of_birth = self.of_birth if of_birth is None else of_birth
        super().__init__(*given, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with the sentence for the person; what they typed stays."""
        self.typed = valuelist[0] if valuelist else None
        self.data = None
        if not self.typed or not self.typed.strip():
            return
        try:
            self.data = parse_day(self.typed, str(writing()), self.calendar)
        except Invalid as wrong:
            found = wrong.problems[0]
            self.looks_hijri = found.code == "day_looks_hijri"
            example = {} if self.of_birth else {"example": utcnow().date() + A_WEEK}
            raise _said(Invalid.one(found.field, found.code, **found.facts, **example)) from wrong

    @property
    def understood(self) -> str | None:
        """The day in words, so that 3/4 is never guessed silently."""
        return day_text(self.data) if isinstance(self.data, date) else None

    @property
    def is_sound(self) -> bool:
        """Whether what is said back may bear a tick: neither refused nor of a day that is wrong here."""
        return not self.errors

    def _value(self) -> str:
        return _typed(self) or (self.data.isoformat() if self.data else "")


class PhoneField(TelField):
    """A phone number in any writing; `data` is E.164. A doubtful one warns and passes."""

    def __init__(self, *given: Any, region: str | None = None, **more: Any) -> None:
        self.region = region
        super().__init__(*given, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with the sentence for the person; what they typed stays."""
        self.typed = valuelist[0] if valuelist else None
        self.data = None
        if not self.typed or not self.typed.strip():
            return
        try:
            self.data = phone_number(self.typed, self.region or operator().home_country)
        except Invalid as wrong:
            raise _said(wrong) from wrong

    @property
    def doubt(self) -> str | None:
        """What is unusual about the number; it is taken all the same."""
        code = phone_doubt(self.data) if self.data else None
        return word_problem(Invalid.one(self.name, code).problems[0]) if code else None

    def _value(self) -> str:
        return _typed(self) or self.data or ""


class TermField(SelectField):
    """One entry of a reference list; `data` is its code. `empty` words the first, unchosen entry."""

    def __init__(self, label: Any = None, validators: Any = None, *, kind: str, empty: Any = None, **more: Any) -> None:
        self.kind, self.empty = kind, empty
        super().__init__(label, validators, choices=self._entries, coerce=_code, **more)

    def _entries(self) -> list[tuple[str, str]]:
        first = [("", str(self.empty))] if self.empty is not None else []
        return first + terms.choices(self.kind)


class CountryField(SelectField):
    """A country by its ISO code, named and sorted in the reader's language."""

    def __init__(self, label: Any = None, validators: Any = None, *, empty: Any = None, **more: Any) -> None:
        self.empty = empty
        super().__init__(label, validators, choices=self._countries, coerce=_code, **more)

    def _countries(self) -> list[tuple[str, str]]:
        first = [("", str(self.empty))] if self.empty is not None else []
        return first + countries(writing())


def countries(locale: Locale) -> list[tuple[str, str]]:
    """ISO 3166 countries by name, and Kosovo (XK); groups and historical ones are left out."""
    from core.normalise import fold

    named = [(code, name) for code, name in locale.territories.items() if _is_country(code)]
    return sorted(named, key=lambda entry: fold(entry[1]))


def _is_country(code: str) -> bool:
    return (
        len(code) == 2
        and code.isalpha()
        and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"} | {"AC", "CP", "DG", "EA", "IC", "TA", "CQ"}
    )


def _code(value: Any) -> str | None:
    return str(value) if value else None


def _typed(field: Any) -> str | None:
    """What was typed; characters that a page cannot hold are left out of it."""
    return shown(getattr(field, "typed", None))


def shown(typed: str | None) -> str | None:
    """Without control characters and the like, which no page may hold."""
    return _UNSHOWABLE.sub("", typed) if typed else typed


def _said(wrong: Invalid) -> ValidationError:
    return ValidationError(word_problem(wrong.problems[0]))
