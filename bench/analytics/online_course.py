"""Fills one large online course, whose dashboard reads how far learners came, films and answers."""

import statistics

from apps.accounts.models import User
from apps.courses.models import Course
from apps.learning.models import BlockProgress, Enrollment, LessonProgress
from apps.quizzes.models import Answer, Question, QuestionBank, QuestionVersion, Quiz, QuizAttempt
from bench.analytics.history import insert, without_triggers
from bench.http.machine_noise import get_percentile
from bench.learning.content import list_lessons, list_recordings, publish_course
from bench.report import Figure
from bench.school.api_client import WARM_UP, ApiClient
from project.asgi_handler import leave_loaded_objects_out_of_collections

LESSONS, FILMS, QUIZZES, QUESTIONS = 40, 20, 10, 10
LENGTH_MS = 600_000
TIMES = 12


def fill_online_course(learners: int) -> Course:
    """Fill a course that so many pupils of the centre learn, and return it."""
    course = publish_course("online", lessons=LESSONS, seconds=LENGTH_MS // 1000, recordings=FILMS)
    pupils = (
        "(SELECT id, row_number() OVER (ORDER BY id) AS n FROM accounts_user WHERE role = 'student' "
        f"ORDER BY id LIMIT {learners}) l"
    )
    new = "gen_random_uuid()"
    with without_triggers():
        insert(
            Enrollment, pupils, id=new, user_id="l.id", course_id=f"'{course.pk}'", source="'office'",
            state="'active'", starts_at="now() - interval '1 year'",
        )  # fmt: skip
        for place, lesson in enumerate(list_lessons(course)):
            reached = f"{pupils} WHERE l.n %% {LESSONS} >= {place}"
            insert(
                LessonProgress, reached, id=new, user_id="l.id", lesson_id=f"'{lesson.pk}'",
                completed_at="CASE WHEN l.n %% 10 > 0 THEN now() END",
            )  # fmt: skip
            for block in list_recordings(lesson):
                insert(
                    BlockProgress, f"(SELECT l.id, {LENGTH_MS // 1000} * (100 + l.n * 37 %% 900) AS reached "
                    f"FROM {reached}) b",
                    id=new, user_id="b.id", lesson_id=f"'{lesson.pk}'", block=f"'{block}'", length_ms=f"{LENGTH_MS}",
                    opened_at="now()", granted_ms="b.reached / 2",
                    pieces="(SELECT jsonb_agg(jsonb_build_array(b.reached * k / 6, b.reached * (k + 1) / 6) "
                    "ORDER BY k) FROM generate_series(1, 5, 2) AS k)",
                )  # fmt: skip
        _fill_quizzes(course, pupils)
    return course


def _fill_quizzes(course: Course, pupils: str) -> None:
    bank = QuestionBank.objects.create(name="Bank", course=course)
    for place in range(QUIZZES):
        quiz = Quiz.objects.create(title=f"Quiz {place}", course=course)
        insert(
            QuizAttempt, f"{pupils} WHERE l.n %% {QUIZZES} >= {place}", id="gen_random_uuid()", user_id="l.id",
            quiz_id=f"'{quiz.pk}'", number="1", seed="1", state="'scored'", started_at="now()", handed_in_at="now()",
            handed_in_by="'learner'", score="5", max_score=f"{QUESTIONS}",
        )  # fmt: skip
        for number in range(1, QUESTIONS + 1):
            question = Question.objects.create(bank=bank, name=f"Question {place}.{number}", kind="single")
            version = QuestionVersion.objects.create(question=question, number=1, prompt={}, body={}, key={})
            insert(
                Answer, f"quizzes_quizattempt a WHERE a.quiz_id = '{quiz.pk}'", id="gen_random_uuid()",
                attempt_id="a.id", version_id=f"'{version.pk}'", place=f"{number}", position=f"{number}", points="1",
                share=f"abs(hashtext(a.id::text) + {number}) %% 2",
            )  # fmt: skip


def measure_course_board(director: User, course: Course, *, learners: int, most_ms: int | None) -> Figure:
    """Return the P95 of the course's dashboard; `most_ms`: its target."""
    leave_loaded_objects_out_of_collections()
    client = ApiClient(director)
    took = [client.measure(f"/analytics/course/?course={course.pk}") for _number in range(WARM_UP + TIMES)][WARM_UP:]
    p95 = get_percentile(sorted(took), 0.95)
    return Figure(
        f"/analytics/course/ of {learners:,} learners: P95", p95, "ms", f"≤ {most_ms}" if most_ms else "",
        p95 <= most_ms if most_ms else None, f"P50 {statistics.median(took):.0f}",
    )  # fmt: skip
