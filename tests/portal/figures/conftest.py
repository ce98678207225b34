"""Figures that nobody asked for before."""

from uuid import uuid4

import pytest

from tests.payments import payment_data


@pytest.fixture(autouse=True)
def nothing_kept(settings):
    """A cache of its own for each test."""
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": f"{settings.REDIS_PREFIX}:{uuid4()}"}}


@pytest.fixture
def desk(branch):
    return payment_data.create_cash_desk(branch)
