"""The moment of these tests: noon of the first of September 2026 in Tashkent."""

from datetime import date

import pytest

from apps.settings.models import SystemSettings
from tests.payments.pricing.pricing_data import travel_to


@pytest.fixture(autouse=True)
def _freeze_first_of_september():
    with travel_to(date(2026, 9, 1)):
        yield


@pytest.fixture
def english_centre(db):
    """The centre writes English."""
    SystemSettings.objects.update(default_language="en")
