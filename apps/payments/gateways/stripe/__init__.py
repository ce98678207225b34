"""Stripe Checkout: we open sessions on Stripe's page, Stripe tells us by signed webhooks what became of them.

`api` what we ask of Stripe, `sessions` the life of a session, `signature` who sent a webhook, `webhook_events` what is done
about it, `refunds_and_disputes` refunds and disputes, `export` the table of Stripe's dashboard.
"""
