"""Stripe is a server on loopback, and the centre has an account there."""

import pytest
from django.conf import settings

from tests.payments.stripe import stripe_calls
from tests.servers.stripe import KEY, SECRET, stripe_server


@pytest.fixture
def stripe(monkeypatch):
    with stripe_server() as running:
        monkeypatch.setattr(settings.ENV, "stripe_url", running.url)
        monkeypatch.setattr(settings.ENV, "stripe_secret_key", KEY)
        monkeypatch.setattr(settings.ENV, "stripe_webhook_secrets", [SECRET])
        yield running


@pytest.fixture
def online_course(branch):
    """A course on sale."""
    return stripe_calls.course_on_sale()


@pytest.fixture
def unpaid_order(pupil, online_course):
    """The pupil's unpaid order of `online`, for good."""
    return stripe_calls.place_order(pupil, online_course)
