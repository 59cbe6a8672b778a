"""A time of day in any writing: 9, 9:00, 09.00, ٩:٠٠; `data` is "HH:MM"."""

import re

from flask_babel import gettext
from wtforms import StringField
from wtforms.validators import ValidationError

from core.normalise import digits_latin
from web.forms.fields import shown

_TIME = re.compile(r"(\d{1,2})(?:\s*[:.hH]?\s*(\d{2}))?")


class TimeField(StringField):
    """One moment of a day, between 0:00 and 24:00."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with the sentence for the person; what they typed stays."""
        self.typed = valuelist[0] if valuelist else None
        self.data = None
        if not self.typed or not self.typed.strip():
            return
        found = _TIME.fullmatch(digits_latin(self.typed.strip()[:20]))
        hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if hours * 60 + minutes > 24 * 60 or minutes > 59:
            raise ValidationError(gettext("Enter a time between 0:00 and 24:00, for example 9:30"))
        self.data = f"{hours:02}:{minutes:02}"

    def _value(self) -> str:
        return shown(getattr(self, "typed", None)) or self.data or ""
