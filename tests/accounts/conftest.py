"""What the tests of accounts share."""

import pytest
from django.conf import settings

from apps.accounts import rate_limits
from tests.accounts.entry import signup


@pytest.fixture
def anyone(db):
    """Nobody, behind an address of their own."""
    return signup.new_client()


@pytest.fixture
def redis_away(monkeypatch):
    """Another port, where nobody listens."""
    monkeypatch.setattr(settings.ENV, "redis_url", "redis://127.0.0.1:1/0")
    rate_limits._counters.cache_clear()
    yield
    rate_limits._counters.cache_clear()
