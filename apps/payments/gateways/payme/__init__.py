"""Payme's Merchant API: Payme calls us, JSON-RPC over one address, for two cash desks.

`cash_desks` who asks, `json_rpc` what is asked, `methods` what is answered, `one_time_rules` and `cumulative_rules` the rules of the two
kinds of account, `checkout_links` where a buyer is sent.
"""
