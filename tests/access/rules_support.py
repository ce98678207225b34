"""The rules of operations about tickets, as in `rules`: one ticket is of the child, and teacher works on it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.access.rules_base import Rule, rule

TODAY = datetime.now(ZoneInfo("Asia/Tashkent")).date()
LAST_WEEKS = {"start": f"{TODAY - timedelta(days=28)}", "end": f"{TODAY}"}
"""In which the tickets of the matrix are opened."""

SUPPORT_LINKS: dict[str, set[str]] = {
    "ticket": {"child", "teacher", "manager", "admin"},
    "worked": {"teacher", "manager", "admin"},
}

SUPPORT_RULES: dict[str, Rule] = {
    "GET POST /support/tickets/": rule("anybody"),
    "GET /support/tickets/{id}/": rule("ticket", "ticket"),
    "PATCH /support/tickets/{id}/": rule("worked", "ticket", body={"category": "@ticket_category"}),
    "POST /support/tickets/{id}/assign/": rule("office", "ticket", body={"assignee": "@assistant"}),
    "POST /support/tickets/{id}/merge/": rule("office", "ticket", body={"into": "@second_ticket"}),
    "POST /support/tickets/{id}/close/": rule("own", "ticket"),
    "POST /support/tickets/{id}/rate/": rule("own", "resolved_ticket"),
    "GET /support/tickets/{id}/comments/": rule("ticket", "ticket"),
    "POST /support/tickets/{id}/comments/": rule("ticket", "ticket", body={"state": None}),
    "POST /support/files/": rule("anybody", file="photo"),
    "GET /support/figures/": rule("anybody", query=LAST_WEEKS),
    "POST /support/guest-requests/": rule("anybody"),
    "POST /support/guest-requests/confirm/": rule("anybody", body={"token": "guest-token"}),
    "POST /support/guest-tickets/": rule("anybody", status=422),
    "POST /support/guest-tickets/comments/": rule("anybody", status=422),
    "POST /support/guest-tickets/close/": rule("anybody", status=422),
    "POST /support/guest-tickets/rate/": rule("anybody", status=422),
    "GET POST /support/categories/": rule("anybody"),
    "PATCH /support/categories/{id}/": rule("anybody", "ticket_category"),
    "GET /support/rules/": rule("anybody"),
    "POST /support/rules/": rule("anybody", body={"people": ["@teacher"]}),
    "PUT /support/rules/{id}/": rule("anybody", "ticket_rule", body={"people": ["@teacher"]}),
    "DELETE /support/rules/{id}/": rule("anybody", "ticket_rule"),
    "GET POST /support/canned-answers/": rule("anybody"),
    "PUT DELETE /support/canned-answers/{id}/": rule("anybody", "canned_answer"),
    "GET PUT /support/targets/": rule("anybody"),
    "GET PUT /support/hours/": rule("anybody"),
}
