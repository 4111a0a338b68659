"""When figures are asked for again: on days of release, spread out, else now and then."""

from datetime import UTC, date, datetime, timedelta

import pytest

from livskraft.indicators.release_calendar import REGULARLY, Asked, next_update, release_days

NOW = datetime(2027, 3, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
RELEASE = date(2027, 3, 15)


def asked(tried, changed=None, *releases):
    return Asked("trygg", tried, changed, releases)


def test_what_was_never_tried_is_due_at_once():
    assert next_update(asked(None), NOW) == NOW


def test_without_a_known_release_it_is_asked_for_now_and_then():
    due = next_update(asked(NOW), NOW)
    assert REGULARLY <= due - NOW < REGULARLY + 2 * DAY


def test_on_the_day_of_a_release_it_is_asked_for_after_nine():
    due = next_update(asked(NOW, NOW, RELEASE), NOW)
    assert datetime(2027, 3, 15, 8, tzinfo=UTC) <= due <= datetime(2027, 3, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize("days", [1, 4, 8])
def test_a_release_that_has_not_shown_is_asked_for_again_each_day(days):
    tried = datetime(2027, 3, 15, 14, tzinfo=UTC) + days * DAY
    assert next_update(asked(tried, NOW, RELEASE), tried) == tried + DAY


def test_a_release_that_has_shown_is_not_asked_for_again():
    tried = datetime(2027, 3, 16, 14, tzinfo=UTC)
    assert next_update(asked(tried, tried, RELEASE), tried) > tried + 20 * DAY


def test_a_release_long_ago_is_waited_for_no_longer():
    tried = datetime(2027, 4, 16, 14, tzinfo=UTC)
    assert next_update(asked(tried, NOW, RELEASE), tried) > tried + 20 * DAY


def test_indicators_of_one_release_are_spread_over_hours():
    due = {next_update(Asked(f"i{n}", NOW, NOW, (RELEASE,)), NOW) for n in range(100)}
    assert len(due) == 100
    assert max(due) - min(due) > timedelta(hours=3)


def test_days_are_read_as_every_year_or_as_one_day():
    days = list(release_days(["03-15", "2027-02-20", "2027-02-21T08:00:00Z", "i mars", ""], NOW))
    assert days == [
        *(date(year, 3, 15) for year in (2026, 2027, 2028)),
        date(2027, 2, 20),
        date(2027, 2, 21),
    ]


def test_a_day_that_a_year_lacks_is_left_out():
    assert list(release_days(["02-29"], NOW)) == [date(2028, 2, 29)]
