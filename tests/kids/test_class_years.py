"""The class by the age on the boundary day, for any day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.kids.classes import Boundary, compute_age_in_months, compute_class, find_year_end, find_year_start

SEPTEMBER = Boundary(9, 1)
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("birth_date", "day", "expected"),
    [
        (date(2022, 9, 1), date(2026, 9, 1), "KG1"),  # four on the very day
        (date(2022, 9, 2), date(2027, 8, 31), None),  # four a day too late: a year later
        (date(2022, 9, 2), date(2027, 9, 1), "KG1"),
        (date(2021, 9, 2), date(2027, 8, 31), "KG1"),  # five in the year, four at its beginning
        (date(2021, 9, 1), date(2026, 12, 1), "KG2"),
        (date(2020, 2, 29), date(2026, 9, 1), "KG3"),
        (date(2019, 9, 1), date(2026, 9, 1), None),  # seven
        (date(2027, 1, 1), date(2026, 9, 1), None),
    ],
)
def test_the_class_is_that_of_the_age_on_the_boundary_day(birth_date, day, expected):
    assert compute_class(birth_date, SEPTEMBER, day) == expected


@given(day=DAYS, month=st.integers(1, 12), of_month=st.integers(1, 28))
def test_every_day_lies_in_one_class_year(day, month, of_month):
    boundary = Boundary(month, of_month)
    start, end = find_year_start(boundary, day), find_year_end(boundary, day)
    assert start <= day <= end
    assert (start.month, start.day) == (month, of_month)
    assert find_year_end(boundary, start) == end


@given(birth_date=DAYS, day=DAYS)
def test_a_class_does_not_change_within_its_year(birth_date, day):
    start = find_year_start(SEPTEMBER, day)
    assert compute_class(birth_date, SEPTEMBER, day) == compute_class(birth_date, SEPTEMBER, start)
    assert compute_age_in_months(birth_date, day) >= compute_age_in_months(birth_date, start)
