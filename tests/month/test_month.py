"""A month of a centre, played over REST by those who live it while the clock moves. Its first week is quick."""

import pytest

from tests.month.books import check_books
from tests.month.first_week import play_first_week
from tests.month.later_weeks import play_later_weeks
from tests.month.month_people import AT_NIGHT, Month, pass_time
from tests.week.week_client import travel_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(branch, admin, manager, teacher, other_teacher, parent):
    return Month(admin, manager, teacher, other_teacher, parent)


def test_the_first_week_of_a_month(month):
    play_first_week(month)
    pass_time(5, "04:40", AT_NIGHT)
    with travel_to(5, "08:00"):
        check_books(month, "2026-09")


@pytest.mark.slow
def test_a_month_from_a_clash_to_the_books(month):
    play_first_week(month)
    play_later_weeks(month)
    pass_time(29, "04:40", AT_NIGHT)
    with travel_to(29, "08:00"):
        for key in ("2026-09", "2026-10"):
            check_books(month, key)
