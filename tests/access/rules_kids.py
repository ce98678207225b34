"""The rules of operations about the kindergarten, as in `rules`."""

from tests.access.rules_base import Rule, rule

TRAINED = {"skills": [{"skill": "@skill"}]}

KID_RULES: dict[str, Rule] = {
    "GET /children/{id}/": rule("kid", "child"),
    "PUT DELETE /children/{id}/class/": rule("reviewed", "child"),
    "GET /children/{id}/progress/": rule("homework", "child"),
    "GET /children/{id}/recommendations/": rule("homework", "child"),
    "GET /children/{id}/path/": rule("family", "child"),
    "GET /children/{id}/lessons/{lesson_id}/": rule("family", "child", "open_lesson"),
    "POST /children/{id}/lessons/{lesson_id}/answers/": rule(
        "family", "child", "open_lesson", body={"block": "@activity_block"}
    ),
    "POST /children/{id}/lessons/{lesson_id}/finish/": rule("family", "child", "open_lesson"),
    "GET /children/{id}/day/": rule("sees_child", "child"),
    "PUT /children/{id}/limits/": rule("sees_child", "child"),
    "PUT DELETE /children/{id}/skills/{skill_id}/": rule("reviewed", "child", "skill"),
    "GET /children/groups/{id}/map/": rule("reviewed", "group"),
    "GET /children/groups/{id}/circles/": rule("reviewed", "group"),
    "GET /children/{id}/observations/": rule("homework", "child"),
    "POST /children/{id}/observations/": rule("reviewed", "child", body={"skills": ["@skill"]}),
    "PATCH /children/{id}/observations/{observation_id}/": rule("uploader", "child", "observation"),
    "DELETE /children/{id}/observations/{observation_id}/": rule("sender", "child", "observation"),
    # The body is no form.
    "PUT /children/{id}/observations/{observation_id}/file/": rule("uploader", "child", "observation", status=415),
    "DELETE /children/{id}/observations/{observation_id}/file/": rule("uploader", "child", "observation"),
    "GET /children/{id}/report/": rule("reviewed", "child"),
    "GET /analytics/kindergarten/": rule("anybody"),
    "GET POST /skills/": rule("anybody"),
    "PATCH DELETE /skills/{id}/": rule("anybody", "skill"),
    "POST /skills/{id}/restore/": rule("anybody", "archived_skill"),
    "GET /skills/table/": rule("anybody"),
    # The table of pupils is none of skills.
    "POST /skills/table/": rule("anybody", status=422, file="pupils_table"),
    "GET /skills/lessons/{id}/": rule("writes", "draft_lesson"),
    "PUT /skills/lessons/{id}/": rule("writes", "draft_lesson", body=TRAINED),
    "GET /skills/questions/{id}/": rule("writes", "question"),
    "PUT /skills/questions/{id}/": rule("writes", "question", body=TRAINED),
}
