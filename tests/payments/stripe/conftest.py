"""Stripe is a server on loopback, and the centre has an account there."""

import pytest

from tests.payments.stripe.stripe_calls import course_on_sale, place_order
from tests.servers.stripe import stripe_server


@pytest.fixture
def stripe(settings):
    with stripe_server() as running:
        settings.ENV = settings.ENV.model_copy(update=running.settings)
        yield running


@pytest.fixture
def online_course(branch):
    """A course on sale."""
    return course_on_sale()


@pytest.fixture
def unpaid_order(pupil, online_course):
    """The pupil's unpaid order of `online`, for good."""
    return place_order(pupil, online_course)
