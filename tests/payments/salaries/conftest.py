"""The moment of these tests."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.payments.salaries import pay_calls


@pytest.fixture(autouse=True)
def _freeze_in_november() -> Iterator[None]:
    with time_machine.travel(pay_calls.NOW, tick=False):
        yield
