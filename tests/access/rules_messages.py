"""The rules of operations about messages outside of the app, as in `rules`."""

from tests.access.rules_base import Rule, rule

MESSAGE_RULES: dict[str, Rule] = {
    "GET /notifications/preferences/me/": rule("anybody"),
    "PUT /notifications/preferences/me/": rule("anybody"),
    "GET /notifications/deliveries/": rule("anybody"),
    "POST /notifications/deliveries/{id}/retry/": rule("office", "delivery"),
    "GET /notifications/budget/": rule("anybody"),
    "GET /notifications/push/key/": rule("anybody"),
    "GET /notifications/push/subscriptions/": rule("anybody"),
    "POST /notifications/push/subscriptions/": rule("anybody", status=409),
    "DELETE /notifications/push/subscriptions/{id}/": rule("own", "push_subscription"),
}
