"""Stripe Checkout: we open sessions on Stripe's page; Stripe reports their results by signed webhooks.

`api`: requests to Stripe. `sessions`: the life of a session. `signature`: checks of webhooks. `webhook_events`: what is
done about them. `refunds_and_disputes`. `export`: the table of Stripe's dashboard.
"""
