"""One form for what people write in many: names, contact points, days, numbers. Nothing here knows a database."""

from core.normalise.contact_points import email_address, phone_doubt, phone_local, phone_number
from core.normalise.days import day_order, parse_day
from core.normalise.hijri import from_hijri, to_hijri
from core.normalise.names import clean, fold, name_latin, search_text, sort_key, without_marks
from core.normalise.numbers import ANSWER_VERSION, certificate_number, digits_latin, secret_answer

__all__ = [
    "ANSWER_VERSION",
    "certificate_number",
    "clean",
    "day_order",
    "digits_latin",
    "email_address",
    "fold",
    "from_hijri",
    "name_latin",
    "parse_day",
    "phone_doubt",
    "phone_local",
    "phone_number",
    "search_text",
    "secret_answer",
    "sort_key",
    "to_hijri",
    "without_marks",
]
