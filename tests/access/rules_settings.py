"""The rules of operations about the centre itself, as in `rules`."""

from tests.access.rules_base import Rule, rule

SETTINGS_RULES: dict[str, Rule] = {
    "GET /settings/public/": rule("anybody"),
    "GET /settings/system/": rule("anybody"),
    "PUT /settings/system/": rule("anybody", body={"version": None}),
    "GET /settings/branches/": rule("anybody"),
    "POST /settings/branches/": rule("anybody"),
    "GET /settings/branches/{id}/": rule("anybody", "building"),
    "PATCH /settings/branches/{id}/": rule("anybody", "building"),
    "GET /settings/audit-logs/": rule("anybody"),
    "GET /settings/audit-logs/export/": rule("anybody"),
}
