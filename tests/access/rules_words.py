"""The rules of operations about templates and announcements, as in `rules`."""

from typing import Any

from tests.access.rules_base import Rule, rule

WORDS_LINKS: dict[str, set[str]] = {"announces": {"teacher", "manager", "admin"}}
"""`announces`: the author, and the office of her branch."""

WORDS: dict[str, Any] = {"type": "payments.received", "channel": "in_app", "language": "ru", "title": "A", "text": "B"}

WORDS_RULES: dict[str, Rule] = {
    "GET /notifications/templates/": rule("anybody"),
    "POST /notifications/templates/": rule("anybody", body=WORDS),
    "POST /notifications/templates/preview/": rule("anybody"),
    "GET /notifications/templates/{id}/": rule("anybody", "template"),
    "PATCH /notifications/templates/{id}/": rule("anybody", "template"),
    "DELETE /notifications/templates/{id}/": rule("anybody", "template"),
    "POST /notifications/templates/{id}/preview/": rule("anybody", "template"),
    "GET /notifications/announcements/": rule("anybody"),
    "POST /notifications/announcements/": rule("reviewed", body={"object_id": "@group"}, key=True),
    "POST /notifications/announcements/preview/": rule("reviewed", body={"object_id": "@group"}),
    "POST /notifications/announcements/{id}/cancel/": rule("announces", "announcement"),
}
