"""Fixtures of the tests of payments."""

import pytest
import redis
from django.conf import settings
from django.db import connection

from apps.payments.queries.ledger_rules import find_violations
from tests.payments import payment_data


@pytest.fixture(autouse=True)
def _reset_forged_delivery_limits():
    """Delete the counters of forged deliveries in Redis, which live across tests."""
    store = redis.Redis.from_url(settings.ENV.redis_url)
    keys = list(store.scan_iter(f"{settings.ENV.redis_prefix}:limit:forged-deliveries*", count=1000))
    if keys:
        store.delete(*keys)


@pytest.fixture
def allow_broken_ledger():
    """Mark a test that breaks ledger rules on purpose."""


@pytest.fixture(autouse=True)
def _check_ledger_rules(request):
    """Check all ledger rules after each test, except controls and tests with `allow_broken_ledger`."""
    fixture_names = set(request.fixturenames)
    reads = request.node.get_closest_marker("django_db") is not None or fixture_names & {"db", "transactional_db"}
    if reads:
        request.getfixturevalue("transactional_db" if "transactional_db" in fixture_names else "db")
    yield
    if reads and "allow_broken_ledger" not in fixture_names and "control" not in request.node.name:
        with connection.temporary_connection():
            assert [str(finding) for finding in find_violations()] == []


@pytest.fixture
def payment_due(pupil, group):
    """A payment of 450,000 soʻm of `pupil` for `group`."""
    return payment_data.create_payment_due(pupil, group)


@pytest.fixture
def desk(branch):
    return payment_data.create_cash_desk(branch)


@pytest.fixture
def shift(desk, manager):
    """The open shift of `manager` at `desk`, which is empty."""
    return payment_data.open_shift(desk, manager)
