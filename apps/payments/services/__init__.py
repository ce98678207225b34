"""Every write about money. Start with `ledger` (postings), `owing` (what is owed), `receiving` (money that comes in)
and `returning` (money that goes back).
"""
