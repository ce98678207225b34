"""Courses on sale, and Stripe to pay them with."""

from tests.payments.stripe.conftest import online_course, stripe, unpaid_order  # noqa: F401
