"""May the customer be contacted now (TL-9): zones, clock changes, windows, refusal. No database."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.model import ContactPreference
from core.track_lead.contact_permission import may_contact_now
from core.track_lead.operator_hours import Hours

STOCKHOLM = ZoneInfo("Europe/Stockholm")
OPERATOR = Hours(zone="Europe/Stockholm", holidays=frozenset({"2026-12-25"}))


def there(text: str, zone: str = "Europe/Stockholm") -> datetime:
    """A moment on the wall clock of a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def preference(**said: object) -> ContactPreference:
    """What somebody set; do not disturb is on."""
    return ContactPreference(
        **{"do_not_disturb": True, "allowed_days": [], "allowed_spans": [], "not_then": [], **said}
    )


def test_unset_the_operators_quiet_hours_hold() -> None:
    by_day = may_contact_now(None, OPERATOR, channel="call", at=there("2026-11-23T14:24"))
    assert (by_day.allowed, by_day.until) == (True, there("2026-11-23T20:00"))
    by_night = may_contact_now(None, OPERATOR, channel="call", at=there("2026-11-23T21:00"))
    assert (by_night.allowed, by_night.next) == (False, there("2026-11-24T09:00"))


def test_the_window_opens_on_the_minute_and_closes_on_it() -> None:
    assert may_contact_now(None, OPERATOR, channel="call", at=there("2026-11-23T09:00")).allowed
    assert not may_contact_now(None, OPERATOR, channel="call", at=there("2026-11-23T20:00")).allowed


def test_holidays_are_quiet() -> None:
    answer = may_contact_now(None, OPERATOR, channel="call", at=there("2026-12-25T12:00"))
    assert (answer.allowed, answer.next) == (False, there("2026-12-26T09:00"))


def test_quiet_hours_do_not_hold_mail_back() -> None:
    assert may_contact_now(None, OPERATOR, channel="email", at=there("2026-11-23T23:00")).allowed


def test_it_is_their_clock_that_counts() -> None:
    prefs = ContactPreference(do_not_disturb=False, zone="Asia/Riyadh", first_channel="messaging")
    answer = may_contact_now(prefs, OPERATOR, channel="call", at=there("2026-11-23T14:24"))
    assert (answer.until, answer.zone, answer.first_channel) == (
        there("2026-11-23T20:00", "Asia/Riyadh"), "Asia/Riyadh", "messaging",
    )  # fmt: skip


def test_days_spans_and_dates_that_were_excepted() -> None:
    prefs = preference(
        allowed_days=[1, 2, 3, 4, 5],
        allowed_spans=[["12:00", "13:00"], ["17:00", "19:30"]],
        not_then=[["2026-11-24", "2026-11-26"]],
        zone="Europe/Stockholm",
    )
    between = may_contact_now(prefs, OPERATOR, channel="call", at=there("2026-11-23T14:00"))
    assert (between.allowed, between.next) == (False, there("2026-11-23T17:00"))
    late = may_contact_now(prefs, OPERATOR, channel="call", at=there("2026-11-23T20:00"))
    assert late.next == there("2026-11-27T12:00")
    friday = may_contact_now(prefs, OPERATOR, channel="email", at=there("2026-11-27T18:00"))
    assert (friday.allowed, friday.until) == (True, there("2026-11-27T19:30"))


def test_a_span_over_midnight_goes_on_after_it() -> None:
    prefs = preference(allowed_spans=[["22:00", "02:00"]], zone="Europe/Stockholm")
    answer = may_contact_now(prefs, OPERATOR, channel="call", at=there("2026-11-24T01:00"))
    assert (answer.allowed, answer.until) == (True, there("2026-11-24T02:00"))


def test_do_not_disturb_without_times_keeps_the_operators_quiet_hours_and_holidays() -> None:
    """Whoever asks for quiet and names no times is not called in the night."""
    night = may_contact_now(preference(), OPERATOR, channel="call", at=there("2026-11-24T06:47"))
    assert (night.allowed, night.next) == (False, there("2026-11-24T09:00"))
    assert not may_contact_now(preference(), OPERATOR, channel="call", at=there("2026-12-25T12:00")).allowed
    assert may_contact_now(preference(), OPERATOR, channel="email", at=there("2026-11-24T03:00")).allowed


def test_days_without_times_are_outside_the_quiet_hours() -> None:
    prefs = preference(allowed_days=[5, 6], not_then=[["2026-11-28", "2026-11-28"]])
    thursday = may_contact_now(prefs, OPERATOR, channel="call", at=there("2026-11-26T12:00"))
    assert thursday.next == there("2026-11-27T09:00")
    friday = may_contact_now(prefs, OPERATOR, channel="call", at=there("2026-11-27T12:00"))
    assert (friday.allowed, friday.until) == (True, there("2026-11-27T20:00"))
    assert may_contact_now(prefs, OPERATOR, channel="call", at=there("2026-12-24T12:00")).next == there(
        "2026-12-26T09:00"
    )


def test_no_allowed_day_in_sight_is_never() -> None:
    prefs = preference(not_then=[["2026-01-01", "2028-12-31"]])
    answer = may_contact_now(prefs, OPERATOR, channel="call", at=there("2026-11-24T12:00"))
    assert (answer.allowed, answer.next, answer.refused) == (False, None, False)


def test_a_refusal_is_never() -> None:
    answer = may_contact_now(None, OPERATOR, channel="call", at=there("2026-11-23T14:00"), refused={"call"})
    assert (answer.allowed, answer.next, answer.refused) == (False, None, True)


def test_in_spring_the_window_begins_an_hour_earlier_in_utc() -> None:
    """Sweden leaves winter time on 28 March 2027 at 02:00."""
    night = datetime(2027, 3, 27, 22, 0, tzinfo=UTC)
    answer = may_contact_now(None, OPERATOR, channel="call", at=night)
    assert answer.next == datetime(2027, 3, 28, 7, 0, tzinfo=UTC)


def test_an_hour_that_is_skipped_begins_after_the_gap() -> None:
    prefs = preference(allowed_spans=[["02:30", "04:00"]], zone="Europe/Stockholm")
    answer = may_contact_now(prefs, OPERATOR, channel="call", at=datetime(2027, 3, 28, 0, 0, tzinfo=UTC))
    assert answer.next == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert answer.next.astimezone(STOCKHOLM).hour == 3


def test_an_hour_that_comes_twice_counts_twice() -> None:
    """On 25 October 2026 the hour from 02:00 comes twice."""
    prefs = preference(allowed_spans=[["01:00", "02:30"]], zone="Europe/Stockholm")
    answer = may_contact_now(prefs, OPERATOR, channel="call", at=datetime(2026, 10, 25, 0, 45, tzinfo=UTC))
    assert (answer.allowed, answer.until) == (True, datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "UTC"])
def test_every_zone_has_an_answer_that_leads_somewhere(zone: str) -> None:
    prefs = ContactPreference(do_not_disturb=False, zone=zone)
    for hour in range(24):
        at = datetime(2026, 11, 23, hour, tzinfo=UTC)
        answer = may_contact_now(prefs, OPERATOR, channel="call", at=at)
        following = answer.until or answer.next
        assert following is not None
        assert following > at
