"""The rules of operations about the centre itself, its messages and its webhooks, as in `rules`."""

from typing import Any

from tests.access.rules_base import Rule, rule

CENTRE_LINKS: dict[str, set[str]] = {"announces": {"teacher", "manager", "admin"}, "cares": {"parent"}}
"""`announces`: the author, and the office of her branch. `cares`: who sees the child's progress as a guardian."""

WORDS: dict[str, Any] = {"type": "payments.received", "channel": "in_app", "language": "ru", "title": "A", "text": "B"}

CENTRE_RULES: dict[str, Rule] = {
    # messages outside of the app
    "GET PUT /notifications/preferences/me/": rule("anybody"),
    "GET /notifications/deliveries/": rule("anybody"),
    "POST /notifications/deliveries/{id}/retry/": rule("office", "delivery"),
    "GET /notifications/budget/": rule("anybody"),
    "GET /notifications/push/key/": rule("anybody"),
    "GET /notifications/push/subscriptions/": rule("anybody"),
    "POST /notifications/push/subscriptions/": rule("anybody", status=409),
    "DELETE /notifications/push/subscriptions/{id}/": rule("own", "push_subscription"),
    # templates and announcements
    "GET /notifications/templates/": rule("anybody"),
    "POST /notifications/templates/": rule("anybody", body=WORDS),
    "POST /notifications/templates/preview/": rule("anybody"),
    "GET PATCH DELETE /notifications/templates/{id}/": rule("anybody", "template"),
    "POST /notifications/templates/{id}/preview/": rule("anybody", "template"),
    "GET /notifications/announcements/": rule("anybody"),
    "POST /notifications/announcements/": rule("reviewed", body={"object_id": "@group"}, key=True),
    "POST /notifications/announcements/preview/": rule("reviewed", body={"object_id": "@group"}),
    "POST /notifications/announcements/{id}/cancel/": rule("announces", "announcement"),
    # messages to families
    "GET POST /notifications/family-templates/": rule("anybody"),
    "PATCH DELETE /notifications/family-templates/{id}/": rule("anybody", "family_template"),
    "GET /notifications/family-messages/": rule("anybody"),
    "GET /notifications/family-messages/preview/": rule("reviewed", query={"student": "@child"}),
    "POST /notifications/family-messages/": rule(
        "reviewed", body={"student": "@child", "template": "@family_template"}
    ),
    "POST /notifications/family-messages/{id}/answer/": rule("cares", "family_message"),
    # outgoing webhooks
    "GET POST /settings/webhooks/": rule("anybody"),
    "GET /settings/webhooks/event-types/": rule("anybody"),
    "GET PATCH DELETE /settings/webhooks/{id}/": rule("anybody", "webhook"),
    "POST /settings/webhooks/{id}/test/": rule("anybody", "webhook"),
    "POST /settings/webhooks/{id}/rotate-secret/": rule("anybody", "webhook"),
    "GET /settings/webhooks/{id}/deliveries/": rule("anybody", "webhook"),
    "POST /settings/webhooks/{id}/deliveries/{delivery_id}/redeliver/": rule("anybody", "webhook", "webhook_delivery"),
    # settings
    "GET /settings/public/": rule("anybody"),
    "GET POST /settings/first-run/": rule("anybody", status=404),
    "GET /settings/system/": rule("anybody"),
    "PUT /settings/logo/": rule("anybody", status=415),
    "DELETE /settings/logo/": rule("anybody"),
    "GET /settings/logos/{digest}/": rule("anybody", "no_link", status=404),
    "GET /settings/colour-shades/": rule("anybody", query={"colour": "#0b6e6e"}),
    "PUT /settings/system/": rule("anybody", body={"version": None}),
    "GET POST /settings/branches/": rule("anybody"),
    "GET PATCH /settings/branches/{id}/": rule("anybody", "building"),
    "GET /settings/bulk-changes/": rule("anybody"),
    "GET /settings/bulk-changes/{id}/": rule("office", "bulk_change"),
    "POST /settings/bulk-changes/{id}/undo/": rule("office", "bulk_change"),
    "GET /settings/audit-logs/": rule("anybody"),
    "GET /settings/audit-logs/export/": rule("anybody"),
}
