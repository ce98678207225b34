"""The rules of operations about grades, as in `rules`."""

from tests.access.rules_base import Rule, rule

CELL = {"item": "@grade_item", "student": "@child"}

GRADING_RULES: dict[str, Rule] = {
    "GET /grading/gradebooks/": rule("anybody"),
    # The group has one.
    "POST /grading/gradebooks/": rule("reviewed", body={"group": "@group"}, status=409),
    "GET /grading/gradebooks/{id}/": rule("reviewed", "gradebook"),
    "PUT /grading/gradebooks/{id}/": rule("reviewed", "gradebook", body={"revision": "@gradebook_revision"}),
    "GET /grading/gradebooks/{id}/grid/": rule("reviewed", "gradebook"),
    "POST /grading/gradebooks/{id}/entries/": rule("reviewed", "gradebook", body=CELL),
    "POST /grading/gradebooks/{id}/extensions/": rule("reviewed", "gradebook", body=CELL),
    "GET /grading/gradebooks/{id}/table/": rule("reviewed", "gradebook"),
    # The table of pupils is none of a gradebook.
    "POST /grading/gradebooks/{id}/table/": rule(
        "reviewed", "gradebook", status=422, file="pupils_table", body={"reason": "Marked on paper."}
    ),
    "GET /grading/grades/": rule("anybody"),
    "GET /grading/gradebooks/{id}/grades/{student_id}/": rule("homework", "gradebook", "child"),
    "GET /grading/gradebooks/{id}/grades/{student_id}/goal/": rule(
        "homework", "gradebook", "child", query={"band": "3"}
    ),
    "GET /grading/appeals/": rule("anybody"),
    # Nothing is graded there.
    "POST /grading/appeals/": rule("family", body={"item": "@grade_item", "student": "@child"}, status=409),
    "POST /grading/appeals/{id}/answer/": rule("reviewed", "grade_appeal", body={"points": None, "last": None}),
    "GET DELETE /grading/items/{id}/marking/": rule("reviewed", "grade_item"),
    "PUT /grading/items/{id}/marking/": rule(
        "reviewed", "grade_item", body={"first": "@teacher", "second": "@assistant"}
    ),
    "POST /grading/items/{id}/marking/agreed/": rule("reviewed", "grade_item"),
    # No marks are in.
    "POST /grading/items/{id}/marking/settled/": rule("reviewed", "grade_item", body={"student": "@child"}, status=409),
    "GET /grading/items/{id}/marks/": rule("markers", "grade_item"),
    "POST /grading/items/{id}/marks/": rule("markers", "grade_item", body={"code": "@grade_code"}),
    "GET /grading/rubrics/": rule("anybody"),
    "POST /grading/rubrics/": rule("reviewed", body={"group": "@group"}),
    "GET /grading/rubrics/{id}/": rule("reviewed", "rubric"),
    "PUT /grading/rubrics/{id}/": rule("reviewed", "rubric"),
    "DELETE /grading/rubrics/{id}/": rule("reviewed", "rubric"),
    "GET /grading/assignments/{id}/rubric/": rule("reviewed", "assignment"),
    "PUT /grading/assignments/{id}/rubric/": rule("reviewed", "assignment", body={"rubric": "@rubric"}),
    "GET /grading/homework/{id}/rubric/": rule("homework", "homework"),
    "PUT /grading/homework/{id}/rubric/": rule("reviewed", "homework", body={"rubric": "@rubric"}),
    "GET POST /grading/saved-comments/": rule("anybody"),
    "PUT DELETE /grading/saved-comments/{id}/": rule("author", "saved_comment"),
    "GET POST /grading/scales/": rule("anybody"),
    "PUT DELETE /grading/scales/{id}/": rule("anybody", "grade_scale"),
}
