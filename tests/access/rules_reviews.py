"""The rules of operations about reviews of courses, as in `rules`."""

from tests.access.rules_base import Rule, rule

REVIEW_RULES: dict[str, Rule] = {
    "GET /courses/courses/{id}/reviews/": rule("anybody", "course"),
    "GET /courses/courses/{id}/rating/": rule("anybody", "course"),
    # Nobody of the cast has done enough of the course: who has is in tests/learning.
    "PUT /courses/courses/{id}/reviews/mine/": rule("anybody", "course", status=409),
    "DELETE /courses/courses/{id}/reviews/mine/": rule("anybody", "course"),
    "PUT /courses/reviews/{id}/answer/": rule("writes", "review"),
    "POST /courses/reviews/{id}/report/": rule("anybody", "review"),
    "PATCH /courses/reviews/{id}/": rule("anybody", "review"),
}
