"""Answers to security questions: one normalisation, hashed, and hard to guess for those who know the person."""

from collections.abc import Callable, Iterator

import pytest

from core import crypto
from core.errors import Invalid
from core.passwords import check_answer, check_own_question, hash_answer, verify_answer

SCHOOL = "In which neighbourhood was your first school?"
FRIEND = "What was the first name of your oldest childhood friend?"
ANNA = ("Anna", "Eriksson", "anna.eriksson@mail.example", "lantern-harbour-27")


@pytest.fixture(autouse=True)
def keys() -> Iterator[None]:
    before = list(crypto._in_use)
    crypto.use_keys(["new-lantern-harbour-28-Zk3pL9sD7f"])
    yield
    crypto._in_use[:] = before


def refused_answer(answer: str, question: str = SCHOOL, *, short_name: bool = False) -> str | None:
    return refused(lambda: check_answer(answer, question=question, context=ANNA, short_name=short_name), "answer")


def refused_question(question: str, answer: str = "Kungsholmen") -> str | None:
    return refused(lambda: check_own_question(question, answer=answer, password="lantern-harbour-27"), "own_question")


def refused(check: Callable[[], None], field: str) -> str | None:
    try:
        check()
    except Invalid as problem:
        return {one.field: one.code for one in problem.problems}[field]
    return None


@pytest.mark.parametrize("said", ["São Paulo", "  Sao Paulo. ", "SAO  PAULO", "são-paulo", "ＳＡＯ ＰＡＵＬＯ"])
def test_r08_an_answer_is_the_same_in_any_spelling(said: str) -> None:
    assert verify_answer(said, hash_answer("São Paulo"))


@pytest.mark.parametrize("said", ["Rio", "", "São", "\ud800", "x" * 1_000_000])
def test_r08_another_answer_is_not(said: str) -> None:
    assert not verify_answer(said, hash_answer("São Paulo"))
    assert not verify_answer(said, None)


def test_r08_only_a_peppered_argon2id_hash_with_its_version_is_kept() -> None:
    stored = hash_answer("Kungsholmen")
    assert stored.startswith(f"{crypto.keyring().ids[0]}.1$argon2id$")
    assert "kungsholmen" not in stored.lower()
    assert stored != hash_answer("Kungsholmen")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("Kungsholmen", None),
        ("北京", None),
        ("Li", "answer_too_short"),
        (" . ", "answer_too_short"),
        ("x" * 101, "answer_too_long"),
        ("school", "answer_in_question"),
        (SCHOOL, "answer_in_question"),
        ("ERIKSSON", "answer_personal"),
        ("Anna.Eriksson@mail.example", "answer_personal"),
        ("Lantern Harbour 27", "answer_personal"),
        ("Qwerty", "answer_common"),
        ("don't know", None),
        ("I don't know", "answer_common"),
        ("aaaaaa", "answer_common"),
    ],
)
def test_r11_an_answer_others_know_or_guess_is_refused(answer: str, code: str | None) -> None:
    assert refused_answer(answer) == code


def test_r11_a_short_name_answers_a_question_for_a_name() -> None:
    assert refused_answer("Bo", FRIEND, short_name=True) is None
    assert refused_answer("李", FRIEND, short_name=True) is None
    assert refused_answer("B", FRIEND, short_name=True) == "answer_too_short"


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Where did the boat leave from?", None),
        ("Where???", "question_too_short"),
        ("Where? " * 20, "question_too_long"),
        ("Was it Kungs-Holmen or not?", "question_holds_answer"),
        ("My password: Lantern Harbour 27", "question_holds_password"),
    ],
)
def test_r12_an_own_question_gives_neither_answer_nor_password_away(question: str, code: str | None) -> None:
    assert refused_question(question) == code
