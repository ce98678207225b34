"""The moment of these tests."""

import pytest
import time_machine

from tests.payments.salaries import pay_calls


@pytest.fixture(autouse=True)
def _freeze_in_november():
    with time_machine.travel(pay_calls.NOW, tick=False):
        yield
