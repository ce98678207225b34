"""The moment of these tests: Friday, 20 November 2026, noon in Tashkent."""

import pytest

from tests.payments.reports.report_calls import travel_to


@pytest.fixture(autouse=True)
def _freeze_in_november():
    with travel_to(20):
        yield
