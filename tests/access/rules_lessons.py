"""The rules of operations about single lessons and their online rooms, as in `rules`."""

from tests.access.rules_base import Rule, rule

LESSON_RULES: dict[str, Rule] = {
    "GET /lessons/": rule("anybody", query={"group": "@group"}),
    "POST /lessons/": rule("reviewed", body={"group": "@group"}),
    "GET /lessons/check/": rule("reviewed", query={"lesson": "@lesson"}),
    "GET /lessons/skipped/": rule("anybody"),
    "POST /lessons/skipped/{id}/plan/": rule("taught", "skipped_lesson"),
    "POST /lessons/skipped/{id}/cancel/": rule("taught", "skipped_lesson"),
    "GET /lessons/{id}/": rule("group", "lesson"),
    "PATCH DELETE /lessons/{id}/": rule("reviewed", "lesson"),
    "POST /lessons/{id}/hold/": rule("reviewed", "lesson", status=409),
    "POST /lessons/{id}/cancel/": rule("reviewed", "lesson"),
    "POST /lessons/{id}/restore/": rule("reviewed", "cancelled"),
    "POST /lessons/{id}/reschedule/": rule("reviewed", "lesson"),
    "POST /lessons/{id}/substitute/": rule("reviewed", "lesson", body={"teacher": "@assistant"}),
    "GET /lessons/{id}/history/": rule("reviewed", "lesson"),
    "GET /lessons/{id}/live/": rule("group", "lesson"),
    "PUT DELETE /lessons/{id}/live/": rule("reviewed", "online"),
    "POST /lessons/{id}/join/": rule("enters", "online"),
    "GET /lessons/{id}/live/attendance/": rule("reviewed", "online"),
    "POST /lessons/{id}/live/attendance/": rule("reviewed", "online", body={"students": []}),
    "POST /lessons/{id}/live/match/": rule(
        "reviewed", "online", body={"key": "unknown-participant", "student": "@pupil"}
    ),
    "POST /lessons/sick-day/": rule("anybody", body={"teacher": "@teacher"}),
    "GET /lessons/unsettled/": rule("anybody"),
    "POST /lessons/settle/": rule("anybody", body={"lessons": ["@lesson"], "status": "held", "teacher": None}),
    "POST DELETE /lessons/calendar/token/": rule("anybody"),
    "POST /lessons/{id}/make-up/": rule("reviewed", "lesson", body={"mark": "@missed"}),
    "DELETE /lessons/{id}/make-up/{make_up_id}/": rule("gives", "substituted", "make_up"),
    "GET /lessons/{id}/check-in/": rule("reviewed", "running"),
    "POST /lessons/{id}/check-in/": rule("stands", "running", status=422),
}
