"""The rules of operations about online courses, as in `rules`."""

from typing import Any

from tests.access.rules_base import Rule, rule

REVISION: dict[str, Any] = {"revision": "@draft_revision"}
ORDER: dict[str, Any] = {
    "modules": [
        {"id": "@course_module", "lessons": ["@open_lesson", "@preview_lesson", "@locked_lesson", "@draft_lesson"]}
    ]
}

LEARNING_RULES: dict[str, Rule] = {
    "GET /courses/courses/{id}/reviews/": rule("anybody", "course"),
    "GET /courses/courses/{id}/rating/": rule("anybody", "course"),
    # Nobody of the cast has done enough of the course: who has is in tests/learning.
    "PUT /courses/courses/{id}/reviews/mine/": rule("anybody", "course", status=409),
    "DELETE /courses/courses/{id}/reviews/mine/": rule("anybody", "course"),
    "PUT /courses/reviews/{id}/answer/": rule("writes", "review"),
    "POST /courses/reviews/{id}/report/": rule("anybody", "review"),
    "PATCH /courses/reviews/{id}/": rule("anybody", "review"),
    "GET /courses/courses/{id}/draft/": rule("writes", "course"),
    "PATCH /courses/courses/{id}/draft/": rule("writes", "course", body=REVISION),
    "POST /courses/courses/{id}/modules/": rule("writes", "course"),
    "PATCH DELETE /courses/modules/{id}/": rule("writes", "course_module"),
    "POST /courses/modules/{id}/restore/": rule("writes", "course_module"),
    "POST /courses/courses/{id}/lessons/": rule("writes", "course", body={"module": "@course_module"}),
    "GET DELETE /courses/lessons/{id}/draft/": rule("writes", "draft_lesson"),
    "GET /courses/lessons/{id}/draft/preview/": rule("writes", "draft_lesson"),
    "PUT /courses/lessons/{id}/draft/": rule("writes", "draft_lesson", body={"revision": "@lesson_revision"}),
    "POST /courses/lessons/{id}/restore/": rule("writes", "draft_lesson"),
    "PUT /courses/courses/{id}/outline/": rule("writes", "course", body=REVISION | ORDER),
    "GET /courses/courses/{id}/changes/": rule("writes", "course"),
    "POST /courses/courses/{id}/versions/": rule("writes", "course", body=REVISION),
    "GET /courses/courses/{id}/versions/": rule("writes", "course"),
    "POST /courses/courses/{id}/versions/{number}/restore/": rule("writes", "course", "version_number", body=REVISION),
    "POST /courses/courses/{id}/files/": rule("writes", "course", body={"upload": None, "media": "@media"}),
    "GET /courses/courses/{id}/files/": rule("writes", "course"),
    "GET /courses/courses/{id}/modules/": rule("anybody", "course"),
    "GET /courses/lessons/{id}/": rule("anybody", "preview_lesson"),
    "POST /courses/lessons/{id}/progress/": rule("own", "open_lesson"),
    "GET /courses/learning/": rule("anybody"),
    # The course of the cast is taught at the centre; tests/learning has free and priced ones.
    "POST /courses/courses/{id}/enroll/": rule("anybody", "course", key=True, status=409),
    "GET /courses/enrollments/": rule("anybody"),
    "POST /courses/enrollments/": rule("anybody", body={"course": "@course", "users": ["@pupil"], "until": None}),
    "GET /courses/enrollments/{id}/": rule("enrolment", "enrollment"),
    "PATCH /courses/enrollments/{id}/": rule("writes", "enrollment", body={"until": None}),
    "POST /courses/enrollments/{id}/end/": rule("writes", "enrollment"),
}
