"""The week of a cashier, as `docs/payments.md` tells it."""
