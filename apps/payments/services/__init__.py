"""Every write about money. Start with `ledger` (postings), `payments_due` (what is owed), `transactions` (money that comes in)
and `refunds` (money that goes back).
"""
