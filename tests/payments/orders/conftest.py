"""Courses on sale, and Stripe to pay them with."""

from tests.payments.stripe.conftest import online, ordered, stripe  # noqa: F401
