"""The rules of operations about certificates, as in `rules`."""

from typing import Any

from tests.access.rules_base import Rule, rule

AWARD: dict[str, Any] = {"student": "@pupil", "course": "@course", "template": "@certificate_template"}
TEMPLATE: dict[str, Any] = {"template": "@certificate_template"}

CERTIFICATE_RULES: dict[str, Rule] = {
    "GET /certificates/": rule("anybody"),
    "POST /certificates/": rule("office", body=AWARD),
    "GET /certificates/{id}/": rule("homework", "certificate"),
    "GET /certificates/{id}/document/": rule("homework", "certificate"),
    "GET /certificates/{id}/badge/": rule("homework", "certificate"),
    "POST /certificates/{id}/revoke/": rule("office", "certificate"),
    # Its document is made.
    "POST /certificates/{id}/make/": rule("office", "certificate", status=409),
    "GET /certificates/public/{code}/": rule("anybody", "certificate_address"),
    "GET /certificates/templates/": rule("anybody"),
    "POST /certificates/templates/": rule("anybody"),
    "GET /certificates/templates/starters/": rule("anybody"),
    "POST /certificates/templates/preview/": rule("anybody"),
    "GET /certificates/templates/{id}/": rule("anybody", "certificate_template"),
    "PUT /certificates/templates/{id}/": rule("anybody", "certificate_template"),
    # A rule awards by it.
    "DELETE /certificates/templates/{id}/": rule("anybody", "certificate_template", status=409),
    "POST /certificates/pictures/": rule("anybody", file="photo"),
    "GET /certificates/rules/": rule("anybody"),
    # The course has one with this template.
    "POST /certificates/rules/": rule("anybody", body=TEMPLATE | {"course": "@course"}, status=409),
    "PUT /certificates/rules/{id}/": rule("anybody", "certificate_rule", body=TEMPLATE),
    "DELETE /certificates/rules/{id}/": rule("anybody", "certificate_rule"),
}
