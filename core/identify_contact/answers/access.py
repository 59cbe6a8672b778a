"""Password, security question and answer: judged and hashed at once; nothing readable is kept (IC-9, R1-R12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.errors import Invalid
from core.identify_contact.answers.problems import Problems
from core.identify_contact.answers.records import AccessAnswers, RegistrationAnswers
from core.passwords import check_answer, check_own_question, check_strength, hash_answer, hash_password

OWN = "own"
"""Code of the question that the person words themselves."""

NAME_QUESTIONS = frozenset({"first_teacher", "childhood_friend", "soft_toy", "family_nickname"})
"""Questions that ask for a name: "Li" will do."""

_LONGEST_QUESTION = 120


def examine_access(
    *,
    password: str | None,
    repeated: str | None = None,
    question_code: str,
    own_question: str = "",
    listed_question: str = "",
    answer: str,
    known: RegistrationAnswers,
    operator: str = "",
) -> AccessAnswers:
    """The access step, hashed: two hashes, whoever it is.

    `password` None: staff type question and answer by phone, nobody chooses a password. `listed_question` is the
    wording of the question chosen, which the answer must not repeat; `known` is what was answered before. Raises
    Invalid: passwords_differ (repeated), question_missing and those of core.passwords.
    """
    problems = Problems()
    own = problems.text("own_question", own_question, most=_LONGEST_QUESTION) if question_code == OWN else ""
    context = [text for text in (*context_of(known), operator) if text]
    if password is not None:
        _try(problems, lambda: check_strength(password, context=context))
        if repeated is not None and repeated != password:
            problems.add("repeated", "passwords_differ")
    problems.code("question_code", question_code, needed="question_missing")
    named, asked, secrets = question_code in NAME_QUESTIONS, own or listed_question, [*context, password or ""]
    _try(problems, lambda: check_answer(answer, question=asked, context=secrets, short_name=named))
    if question_code == OWN:
        _try(problems, lambda: check_own_question(own, answer=answer, password=password or ""))
    problems.must_be_none()
    return AccessAnswers(
        password_hash=hash_password(password) if password is not None else "",
        question_code=question_code,
        own_question=own,
        answer_hash=hash_answer(answer),
    )


def context_of(known: RegistrationAnswers) -> Sequence[str]:
    """What is on file and must be neither password nor answer."""
    said: list[str] = [known.certificate.number] if known.certificate else []
    if basic := known.basic:
        said += [basic.last_name, basic.middle_name, basic.first_name, basic.latin_name, basic.legal_name]
        said += [basic.email, basic.mobile, basic.birthplace]
        said += [f"{basic.birth_date:%Y%m%d}", f"{basic.birth_date:%d%m%Y}"] if basic.birth_date else []
    return [text for text in said if text]


def _try(problems: Problems, check: Callable[[], None]) -> None:
    try:
        check()
    except Invalid as refused:
        problems.add_all(refused)
