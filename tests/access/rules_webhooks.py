"""The rules of operations about outgoing webhooks, as in `rules`."""

from tests.access.rules_base import Rule, rule

WEBHOOK_RULES: dict[str, Rule] = {
    "GET /settings/webhooks/": rule("anybody"),
    "POST /settings/webhooks/": rule("anybody"),
    "GET /settings/webhooks/event-types/": rule("anybody"),
    "GET /settings/webhooks/{id}/": rule("anybody", "webhook"),
    "PATCH /settings/webhooks/{id}/": rule("anybody", "webhook"),
    "DELETE /settings/webhooks/{id}/": rule("anybody", "webhook"),
    "POST /settings/webhooks/{id}/test/": rule("anybody", "webhook"),
    "POST /settings/webhooks/{id}/rotate-secret/": rule("anybody", "webhook"),
    "GET /settings/webhooks/{id}/deliveries/": rule("anybody", "webhook"),
    "POST /settings/webhooks/{id}/deliveries/{delivery_id}/redeliver/": rule("anybody", "webhook", "webhook_delivery"),
}
