"""The moment of these tests."""

import pytest
import time_machine

from tests.payments.salaries.pay_calls import NOW


@pytest.fixture(autouse=True)
def _freeze_in_november():
    with time_machine.travel(NOW, tick=False):
        yield
