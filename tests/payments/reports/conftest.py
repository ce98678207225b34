"""The moment of these tests: Friday, 20 November 2026, noon in Tashkent."""

import pytest

from tests.payments.reports import report_calls


@pytest.fixture(autouse=True)
def _freeze_in_november():
    with report_calls.travel_to(20):
        yield
