"""Each row of the tables is refused, waits, or is undone to the tiyin; without the approval what waits is booked."""

import pytest

from apps.settings.models import SystemSettings
from tests.access.side_effects import roll_back
from tests.access.world import module_world
from tests.payments.mistakes import outcomes
from tests.payments.mistakes.back_dated import BACK_DATED
from tests.payments.mistakes.endings import ENDINGS
from tests.payments.mistakes.families import FAMILIES
from tests.payments.mistakes.front_desk import FrontDesk
from tests.payments.mistakes.outcomes import THEN_REFUSED, THEN_TAKEN_BACK
from tests.payments.mistakes.places import PLACES
from tests.payments.mistakes.sums import SUMS, ZEROS
from tests.payments.reports.report_calls import travel_to

MISTAKES = (*SUMS, *PLACES, *FAMILIES, *ENDINGS)
SLOW = [pytest.param(row, marks=pytest.mark.slow) for row in BACK_DATED]
"""`months/test_prices.py` guards them too."""
WITHOUT_LIMITS = {"UZS": 10**15, "USD": 10**15}
CAUGHT = [row for row in MISTAKES if row in ZEROS or row.outcome in (THEN_REFUSED, THEN_TAKEN_BACK)]
"""What only the question for an advance, or a limit, stops."""


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker):
    """The front desk, built once; every row is rolled back."""
    with travel_to(10):
        yield from module_world(django_db_blocker, FrontDesk)


@pytest.fixture(autouse=True)
def db(office):
    """The transaction of the front desk stands in for one of each test (pytest-django looks for this name)."""


@pytest.fixture(autouse=True)
def _check_ledger_rules():
    """Rows that book something check them before they are rolled back."""


def test_names_of_the_mistakes_are_of_one_row_each():
    assert len({row.name for row in MISTAKES}) == len(MISTAKES) >= 50


@pytest.mark.parametrize("row", [*MISTAKES, *SLOW], ids=lambda row: row.name)
def test_mistake_is_refused_or_waits_or_is_undone(office, row):
    with roll_back():
        row.outcome.check(office, outcomes.play(office, row))


@pytest.mark.parametrize("row", CAUGHT, ids=lambda row: row.name)
def test_control_without_the_approval_it_is_booked(office, row, monkeypatch):
    monkeypatch.setattr(office, "advance", True)
    limits = ("advance_limit", "entry_limit", "shift_difference_limit", "change_float_limit")
    with roll_back():
        SystemSettings.objects.update(**dict.fromkeys(limits, WITHOUT_LIMITS))
        before = outcomes.play(office, row)
        assert office.answer.status in (200, 201), office.answer.json
        assert outcomes.take_snapshot().balances != before.balances
