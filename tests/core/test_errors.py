"""What went wrong travels as a code, with a status and facts."""

import copy
import pickle

import pytest

from core.errors import (
    AlreadyTaken,
    Conflict,
    FoyerError,
    Invalid,
    NotAllowed,
    NotFound,
    Problem,
    StaleVersion,
    TooMany,
    Unavailable,
    Unreadable,
    WrongStatus,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotAllowed("not_allowed"), 403),
        (NotFound("lead_missing"), 404),
        (WrongStatus("lead_closed", status="rejected"), 409),
        (StaleVersion("changed_meanwhile"), 409),
        (AlreadyTaken("lead_taken"), 409),
        (Invalid(), 422),
        (TooMany("too_many_tries", retry_after=30), 429),
        (Unavailable("database_unreachable"), 503),
        (Unreadable("value_damaged"), 500),
    ],
)
def test_each_error_has_its_status(error: FoyerError, status: int) -> None:
    assert error.status == status
    assert isinstance(error, FoyerError)


def test_an_error_carries_a_code_and_facts_and_no_sentence() -> None:
    error = WrongStatus("lead_closed", number="L-0001482")
    assert (error.code, error.facts) == ("lead_closed", {"number": "L-0001482"})
    assert str(error) == "lead_closed"
    assert isinstance(error, Conflict)


def test_a_fact_may_be_called_code() -> None:
    assert NotFound("customer_missing", code="10000000017").facts == {"code": "10000000017"}
    assert Invalid.one("code", "code_wrong", code=1, field=2).problems[0].facts == {"code": 1, "field": 2}


def test_invalid_names_the_field_of_each_problem() -> None:
    error = Invalid(Problem("last_name", "missing"), Problem("born", "in_future", {"day": "2090-01-01"}))
    assert [problem.field for problem in error.problems] == ["last_name", "born"]
    assert Invalid.one("password", "password_too_short", minimum=15).problems == (
        Problem("password", "password_too_short", {"minimum": 15}),
    )


def test_who_must_wait_is_told_how_long() -> None:
    assert TooMany("too_many_tries", retry_after=90).retry_after == 90
    assert TooMany("too_many_tries", retry_after=90).facts["retry_after"] == 90
    assert Unavailable("too_busy").retry_after > 0


@pytest.mark.parametrize("error", [Invalid.one("a", "b", c=1), TooMany("x", retry_after=3), NotFound("y", z=1)])
def test_an_error_survives_the_way_between_processes(error: FoyerError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (type(again), again.code, again.facts) == (type(error), error.code, error.facts)
        assert getattr(again, "problems", None) == getattr(error, "problems", None)
