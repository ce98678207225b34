"""The rules of operations about leads, as in `rules`: the office of the branch."""

from tests.access.rules_base import Rule, rule

NEW = {"branch": None, "course": None, "group": None, "owner": None}
NOBODY = {"course": None, "group": None, "owner": None}

LEAD_RULES: dict[str, Rule] = {
    "GET /leads/": rule("anybody"),
    "POST /leads/": rule("anybody", body=NEW),
    "POST /leads/next-call/": rule("anybody"),
    "GET /leads/{id}/": rule("office", "lead"),
    "PATCH /leads/{id}/": rule("office", "lead", body=NOBODY),
    "GET /leads/{id}/timeline/": rule("office", "lead"),
    "POST /leads/{id}/notes/": rule("office", "lead"),
    "POST /leads/{id}/calls/": rule("office", "lead"),
    "POST /leads/{id}/answers/": rule("office", "lead", status=409),
    "POST DELETE /leads/{id}/claim/": rule("office", "lead"),
    "POST /leads/{id}/stage/": rule("office", "lead", body={"stage": "@lead_stage"}),
    "POST /leads/{id}/lose/": rule("office", "lead"),
    "POST /leads/{id}/reopen/": rule("office", "lost_lead"),
    "GET /leads/{id}/doubles/": rule("office", "lead"),
    "POST /leads/{id}/merge/": rule("office", "lead", body={"double": "@double_lead"}),
    "POST /leads/{id}/trial/": rule("office", "lead", body={"group": "@group", "day": "2030-01-01"}, status=422),
    "POST /leads/{id}/test/": rule("office", "lead", body={"test": "@placement_test"}),
    "POST /leads/{id}/convert/": rule(
        "office", "lead", body={"group": "@group", "payment": None, "day": None}, key=True
    ),
    "POST /leads/{id}/erase/": rule("office", "double_lead"),
    "GET /leads/{id}/contract/": rule("office", "signed_lead"),
    "GET /leads/stages/": rule("anybody"),
    "POST /leads/stages/": rule("anybody", body={"branch": None}),
    "PUT /leads/stages/order/": rule("anybody", body={"branch": None, "stages": ["@lead_stage"]}, status=422),
    "PATCH /leads/stages/{id}/": rule("office", "lead_stage"),
    "DELETE /leads/stages/{id}/": rule("office", "spare_stage"),
    "GET /leads/forms/": rule("anybody"),
    "POST /leads/forms/": rule("anybody", body={"branch": None, "course": None}),
    "PATCH /leads/forms/{id}/": rule("office", "lead_form", body={"course": None}),
    "GET /leads/costs/": rule("anybody"),
    "PUT /leads/costs/": rule("anybody", body={"branch": None}),
    "DELETE /leads/costs/{id}/": rule("office", "lead_cost"),
    "GET /leads/figures/": rule("anybody"),
    "POST /leads/imports/": rule("anybody", file="pupils_table", body={"mapping": ""}),
    "GET /leads/imports/": rule("anybody"),
    "GET /leads/imports/{id}/": rule("office", "leads_import"),
    "GET /leads/imports/{id}/rows/": rule("office", "leads_import"),
    "GET /leads/imports/{id}/errors/": rule("office", "leads_import"),
    "POST /leads/imports/{id}/run/": rule("office", "leads_import", status=409),
    "POST /leads/imports/{id}/undo/": rule("office", "leads_import"),
}
