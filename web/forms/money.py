"""An amount in the operator's currency, in any figures: 399, 399.50, ٣٩٩."""

from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext
from wtforms import Field
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from core.money import Money
from core.normalise import digits_latin
from web.operator import operator

LARGEST = Decimal(10) ** 12


class MoneyField(Field):
    """`data` is Money; an empty field is None."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with the sentence for the person; what they typed stays."""
        self.typed = valuelist[0] if valuelist else None
        self.data = None
        if self.typed and self.typed.strip():
            self.data = _read(self.typed)

    def _value(self) -> str:
        held: Any = self.data
        return getattr(self, "typed", None) or (str(held.amount) if isinstance(held, Money) else "")


def _read(typed: str) -> Money:
    plain = digits_latin(typed).replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("٫", ".")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        amount = Decimal(plain)
        if not Decimal(0) <= amount <= LARGEST:
            raise ValidationError(gettext("Enter an amount of zero or more"))
        return Money.of(amount, operator().currency)
    except (InvalidOperation, ValueError) as wrong:
        if isinstance(wrong, ValidationError):
            raise
        raise ValidationError(gettext("Enter an amount in figures, for example 399 or 399.50")) from wrong
