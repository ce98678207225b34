"""Stripe Checkout: we open sessions on Stripe's page, Stripe tells us by signed webhooks what became of them.

`api` what we ask of Stripe, `sessions` the life of a session, `signature` who sent a webhook, `webhook` what is done
about it, `charges` refunds and disputes, `export` the table of Stripe's dashboard.
"""
