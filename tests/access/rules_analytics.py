"""The rules of operations about figures, as in `rules`: each user gets what own groups and branches have."""

from tests.access.rules_base import Rule, rule, split_methods

DAYS = {"first_day": "2026-09-01", "last_day": "2026-09-30"}

ANALYTICS_RULES: dict[str, Rule] = split_methods(
    {
        "GET /analytics/measures/": rule("anybody"),
        "GET /analytics/series/": rule("anybody", query={"measure": "attendance"}),
        "GET /analytics/student/": rule("anybody"),
        "GET /analytics/teacher/": rule("anybody"),
        "GET /analytics/platform/": rule("anybody"),
        "GET /analytics/revenue/": rule("anybody"),
        "GET /analytics/marketing/": rule("anybody"),
        "GET /analytics/course/": rule("writes", query={"course": "@course"}),
        "GET /analytics/at-risk/": rule("anybody"),
        "GET /analytics/at-risk/model/": rule("anybody"),
        "POST /analytics/at-risk/{id}/actions/": rule("reviewed", "pupil_risk"),
        "GET /analytics/own-figures/": rule("anybody"),
        "POST /analytics/own-figures/": rule("anybody", body={"measures": ["attendance"], "shared_with": []}),
        "GET /analytics/own-figures/{id}/": rule("figure", "own_figure"),
        "PATCH DELETE /analytics/own-figures/{id}/": rule("uploader", "own_figure"),
        "GET /analytics/own-figures/{id}/result/": rule("figure", "own_figure"),
        "GET /analytics/reports/": rule("anybody"),
        "POST /analytics/reports/": rule("anybody"),
        "GET /analytics/reports/{id}/": rule("uploader", "report"),
        "POST /analytics/reports/{id}/cancel/": rule("uploader", "report"),
        "GET /analytics/reports/{id}/file/": rule("uploader", "report", status=409),
        "GET /analytics/report-schedules/": rule("anybody"),
        "POST /analytics/report-schedules/": rule("anybody", body={"receivers": ["@admin"]}),
        "GET PATCH DELETE /analytics/report-schedules/{id}/": rule("uploader", "report_schedule"),
        "POST /analytics/activity/": rule(
            "anybody", body={"entries": [{"kind": "page", "page": "calendar", "views": 1}]}
        ),
        "GET /analytics/report-cards/batches/": rule("anybody"),
        # No day is counted there.
        "POST /analytics/report-cards/batches/": rule("reviewed", body={"group": "@group", **DAYS}),
        "GET /analytics/report-cards/batches/{id}/": rule("reviewed", "report_card_batch"),
        "GET /analytics/report-cards/batches/{id}/cards/": rule("reviewed", "report_card_batch"),
        "POST /analytics/report-cards/batches/{id}/send/": rule("reviewed", "report_card_batch"),
        "GET /analytics/report-cards/": rule("anybody"),
        "GET /analytics/report-cards/{id}/": rule("homework", "report_card"),
        "GET /analytics/report-cards/{id}/document/": rule("homework", "report_card"),
        "PUT /analytics/report-cards/{id}/comment/": rule("reviewed", "waiting_report_card"),
        "POST /analytics/report-cards/{id}/correct/": rule("reviewed", "report_card"),
        "DELETE /analytics/report-cards/batches/{id}/": rule("reviewed", "report_card_batch", status=409),
        "GET /dashboard/": rule("anybody"),
    }
)
