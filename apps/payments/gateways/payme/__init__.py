"""Payme's Merchant API: Payme calls us, JSON-RPC over one address, for two cash desks.

`desks` who asks, `envelope` what is asked, `methods` what is answered, `one_time` and `cumulative` the rules of the two
kinds of account, `links` where a buyer is sent.
"""
