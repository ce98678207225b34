"""Writes of payments. Start with `ledger` (postings), `payments_due` (payments that are owed), `transactions` (money
that comes in) and `refunds` (money that goes back).
"""
