"""Which security answers and questions of one's own are fit for use (R11, R12)."""

import re
from collections.abc import Sequence

from anyascii import anyascii

from core.blocklist import common_passwords
from core.errors import Invalid
from core.normalise import secret_answer

LONGEST_ANSWER = 100
_COMMON_ANSWERS = frozenset(common_passwords(1000)) | frozenset(
    [
        "none",
        "unknown",
        "nothing",
        "noidea",
        "idontknow",
        "answer",
        "myanswer",
        "blue",
        "pizza",
        "teddy",
        "bear",
        "mrsmith",
    ]
)


def check_answer(answer: str, *, question: str, context: Sequence[str], short_name: bool = False) -> None:
    """Refuses an answer that others guess or know (R11). `short_name`: the question asks for a name, "Li" will do.

    `context` holds the person's names, e-mail and the new password. Letters are counted as written in Latin, so 北京
    is long enough. Raises Invalid on field "answer": answer_too_short (minimum), answer_too_long (maximum),
    answer_in_question, answer_personal, answer_common.
    """
    if len(answer) > LONGEST_ANSWER:
        raise Invalid.one("answer", "answer_too_long", maximum=LONGEST_ANSWER)
    folded = secret_answer(answer)
    minimum = 2 if short_name else 3
    if len(_joined(anyascii(folded))) < minimum:
        raise Invalid.one("answer", "answer_too_short", minimum=minimum)
    if set(folded.split()) <= set(secret_answer(question).split()):
        raise Invalid.one("answer", "answer_in_question")
    if _joined(folded) in {_joined(secret_answer(part)) for item in context for part in _parts(item)}:
        raise Invalid.one("answer", "answer_personal")
    if _joined(folded) in _COMMON_ANSWERS or re.fullmatch(r"(.)\1+", _joined(folded)):
        raise Invalid.one("answer", "answer_common")


def check_own_question(question: str, *, answer: str, password: str) -> None:
    """Refuses a question of one's own that gives the answer or the password away (R12).

    Raises Invalid on field "own_question": question_too_short (minimum), question_too_long (maximum),
    question_holds_answer, question_holds_password.
    """
    if len(question) < 10:
        raise Invalid.one("own_question", "question_too_short", minimum=10)
    if len(question) > 120:
        raise Invalid.one("own_question", "question_too_long", maximum=120)
    asked = _joined(secret_answer(question))
    if (given := _joined(secret_answer(answer))) and given in asked:
        raise Invalid.one("own_question", "question_holds_answer")
    if (secret := _joined(secret_answer(password))) and secret in asked:
        raise Invalid.one("own_question", "question_holds_password")


def _joined(text: str) -> str:
    return "".join(text.split())


def _parts(item: str) -> list[str]:
    return [item, *re.split(r"[\W_]+", item)]
