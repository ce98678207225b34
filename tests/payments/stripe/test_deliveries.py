"""A short bad day; the long one is `python -m tests.payments.long_run stripe --count 10000`."""

import pytest

from apps.payments.models import ProviderTransaction
from tests.payments.stripe.bad_day import Day

pytestmark = pytest.mark.django_db(transaction=True)


def test_payments_are_credited_once_by_valid_events_only(stripe):
    day = Day(stripe, seed=20261120)
    day.run(250)
    assert dict(day.wrong) == {}
    assert day.count >= 250
    assert len(day.sent) >= 9
    assert ProviderTransaction.objects.filter(state=2).count() > 5
