"""A short bad day; the long one is `python -m tests.payments.long_run payme --count 10000`."""

import pytest

from apps.payments.models import ProviderTransaction
from tests.payments.payme.bad_day import create_bad_day

pytestmark = pytest.mark.django_db(transaction=True)


def test_payments_are_credited_once_by_valid_calls_only():
    day = create_bad_day(seed=20261120)
    day.run(300)
    assert day.count >= 300
    assert day.sent["forged"] >= 3
    assert len(day.sent) >= 10
    assert dict(day.wrong) == {}
    assert ProviderTransaction.objects.filter(state=2).count() > 10
