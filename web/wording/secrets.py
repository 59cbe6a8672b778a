"""Words about passwords, security questions and answers (R1-R12)."""

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "password_missing": _("Choose a password"),
    "passwords_differ": _("Type the same password twice"),
    "password_too_short": _("Add words until it has %(minimum)s characters: length is what makes it hard to guess"),
    "password_too_long": _("Use at most %(maximum)s bytes: shorten it by some words"),
    "password_common": _("On a list of known passwords: add a word nobody would expect"),
    "password_personal": _("Leave out what others know of you: your names, e-mail, numbers and dates"),
    "password_brand": _("Leave out our name and what we sell: others try that first"),
    "password_keyboard": _("Leave out rows of keys that lie side by side: others try them first"),
    "password_sequence": _("Leave out letters or digits in their order: others try them first"),
    "password_repeated": _("Use words that do not repeat"),
    "password_predictable": _("Easy to guess: add a word nobody would expect"),
    "question_missing": _("Select a question"),
    "question_too_short": _("Write a question of at least %(minimum)s characters"),
    "question_too_long": _("Write a question of at most %(maximum)s characters"),
    "question_holds_answer": _("Write a question that does not hold its answer"),
    "question_holds_password": _("Write a question that does not hold your password"),
    "answer_too_short": _("Give an answer of at least %(minimum)s letters"),
    "answer_too_long": _("Give an answer of at most %(maximum)s characters"),
    "answer_in_question": _("Give an answer that does not stand in the question"),
    "answer_personal": _("Give an answer that is not a name or word we have on file"),
    "answer_common": _("Give an answer that fewer people would give"),
    "too_busy": _("Many people are here at this moment. Nothing is lost: try again in a few seconds."),
}
