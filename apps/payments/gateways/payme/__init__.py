"""Payme's Merchant API: Payme calls us, JSON-RPC over one address, for two merchants.

`merchants`: which merchant calls. `json_rpc`: parsing of calls. `methods`: the answers. `one_time_rules` and
`cumulative_rules`: rules of the two kinds of account. `checkout_links`: links to Payme's page.
"""
