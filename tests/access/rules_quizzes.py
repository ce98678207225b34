"""The rules of operations about quizzes, as in `rules`."""

from typing import Any

from tests.access.rules_base import Rule, rule

REVISION: dict[str, Any] = {"revision": "@quiz_revision"}
QUIZ_LINKS = {
    "takes": {"child", "pupil"},
    "quizzed": {"child", "pupil", "teacher", "assistant", "manager", "admin"},
    "course_quizzed": {"child", "teacher", "assistant", "other_teacher", "manager", "manager_elsewhere", "admin"},
}

QUIZ_RULES: dict[str, Rule] = {
    "GET /quizzes/banks/": rule("anybody"),
    "POST /quizzes/banks/": rule("writes", body={"course": "@course"}),
    "GET PATCH /quizzes/banks/{id}/": rule("writes", "question_bank"),
    # A quiz asks its question: tests/quizzes delete others.
    "DELETE /quizzes/banks/{id}/": rule("writes", "question_bank", status=409),
    "GET /quizzes/banks/{id}/files/": rule("writes", "question_bank"),
    # The upload of the example is nobody's.
    "POST /quizzes/banks/{id}/files/": rule("writes", "question_bank", status=404),
    "POST /quizzes/banks/{id}/imports/": rule("writes", "question_bank", status=202),
    "GET /quizzes/banks/{id}/imports/{import_id}/": rule("writes", "question_bank", "question_import"),
    "POST /quizzes/banks/{id}/imports/{import_id}/run/": rule("writes", "question_bank", "question_import", status=202),
    "POST /quizzes/banks/{id}/exports/": rule("writes", "question_bank", status=202),
    "GET /quizzes/banks/{id}/exports/{export_id}/": rule("writes", "question_bank", "question_export"),
    "GET POST /quizzes/banks/{id}/questions/": rule("writes", "question_bank"),
    "GET PUT /quizzes/questions/{id}/": rule("writes", "question"),
    "DELETE /quizzes/questions/{id}/": rule("writes", "question", status=409),
    "POST /quizzes/questions/{id}/try/": rule("writes", "question"),
    "POST /quizzes/questions/{id}/regrades/": rule("writes", "question", status=202),
    "GET /quizzes/questions/{id}/regrades/{regrade_id}/": rule("writes", "question", "regrade"),
    "POST /quizzes/questions/{id}/regrades/{regrade_id}/apply/": rule("writes", "question", "regrade", status=202),
    "DELETE /quizzes/questions/{id}/regrades/{regrade_id}/": rule("writes", "question", "regrade"),
    "GET /quizzes/": rule("anybody"),
    "POST /quizzes/": rule("reviewed", body={"group": "@group"}),
    "GET /courses/lessons/{id}/quiz/": rule("course_quizzed", "open_lesson"),
    "GET /lessons/{id}/quiz/": rule("quizzed", "lesson"),
    "GET /quizzes/{id}/": rule("quizzed", "quiz"),
    "PATCH /quizzes/{id}/": rule("reviewed", "quiz", body=REVISION),
    "DELETE /quizzes/{id}/": rule("reviewed", "quiz"),
    "POST /quizzes/{id}/publish/": rule("reviewed", "quiz"),
    "GET /quizzes/{id}/questions/": rule("reviewed", "quiz"),
    "PUT /quizzes/{id}/questions/": rule("reviewed", "quiz", body=REVISION | {"places": [{"question": "@question"}]}),
    "GET /quizzes/{id}/extensions/": rule("reviewed", "quiz"),
    "PUT /quizzes/{id}/extensions/{user_id}/": rule("reviewed", "quiz", "child"),
    "POST /quizzes/{id}/attempt/": rule("takes", "quiz", status=201),
    "GET /quizzes/{id}/mine/": rule("quizzed", "quiz"),
    "GET /quizzes/{id}/attempts/": rule("reviewed", "quiz"),
    "GET /quizzes/attempts/{id}/": rule("own", "quiz_attempt"),
    "GET /quizzes/attempts/{id}/marking/": rule("reviewed", "quiz_attempt"),
    "PUT /quizzes/attempts/{id}/answers/{place}/": rule("own", "quiz_attempt", "first_place"),
    "GET /quizzes/{id}/statistics/": rule("reviewed", "quiz"),
    "GET /quizzes/marking/": rule("anybody"),
    "POST /quizzes/answers/{id}/mark/": rule("reviewed", "marked_answer", body={"mark": 1}),
    "POST /quizzes/answers/{id}/accept-late/": rule("reviewed", "marked_answer"),
    "POST /quizzes/attempts/{id}/hand-in/": rule("own", "quiz_attempt"),
    # The question of the example takes no files.
    "POST /quizzes/attempts/{id}/answers/{place}/files/": rule(
        "own", "quiz_attempt", "first_place", status=409, file="clip"
    ),
    "POST /quizzes/attempts/{id}/answers/{place}/hint/": rule("own", "quiz_attempt", "first_place"),
    "POST /quizzes/attempts/{id}/answers/{place}/play/": rule("own", "quiz_attempt", "first_place"),
    "GET /quizzes/placement-tests/": rule("anybody"),
    "POST /quizzes/placement-tests/": rule("anybody", body={"bank": "@centre_bank"}),
    "POST /quizzes/placement-tests/starter-bank/": rule("anybody", status=202),
    "GET PATCH /quizzes/placement-tests/{id}/": rule("anybody", "placement_test"),
    "POST /quizzes/placement-tests/{id}/link/": rule("anybody", "placement_test"),
    "POST /quizzes/placement-tests/{id}/calibration/": rule("anybody", "placement_test", status=202),
    "GET /quizzes/placement-sessions/": rule("anybody"),
    "GET /quizzes/placement-sessions/{id}/": rule("anybody", "placement_session"),
    "POST /quizzes/placement-sessions/{id}/person/": rule("anybody", "placement_session", body={"student": "@child"}),
    # The token and the secret of the examples are those of no test.
    "POST /quizzes/placement/check/": rule("anybody", status=422),
    "POST /quizzes/placement/start/": rule("anybody", status=422),
    "POST /quizzes/placement/session/": rule("anybody", status=404),
    "POST /quizzes/placement/speech/": rule(
        "anybody", status=404, file="clip", body={"secret": "none", "allowed_by": "self"}
    ),
    "PUT /quizzes/placement/answers/{place}/": rule("anybody", "first_place", status=404),
    "POST /quizzes/placement/answers/{place}/recording/": rule("anybody", "first_place", status=404),
}
