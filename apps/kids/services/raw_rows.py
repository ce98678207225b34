"""Raw rows for the outside pipeline: what children did, without names, under a pseudonym.

The transaction of an act enqueues the job that records it, so nothing is lost; the key of a row comes from the row of
the act, so nothing comes twice. Only what was done since the consent "learning systems" was given.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Sum
from psycopg import sql

import apps.jobs.services as jobs
from apps.accounts.models import Consent, ConsentKind, User
from apps.accounts.queries import get_consent_start, is_child
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.kids.class_queries import get_child_class
from apps.kids.models import ActivityAnswer, LessonClass, LessonSkill, MLStudentMap
from apps.kids.pipeline.tables import SCHEMA
from apps.kids.services.classes import lock_child
from apps.kids.services.pseudonyms import get_or_make_pseudonym, make_event_id
from apps.learning.models import LessonProgress, LessonView
from apps.quizzes.models import Answer, QuizAttempt
from apps.settings.queries import get_default_branch

OPENED, COMPLETED = "opened", "completed"
RAW_LESSONS, RAW_ANSWERS = "lesson_interactions_raw", "quiz_attempts_raw"
REVISIONS_SQL = """
SELECT DISTINCT ON (answer_key) answer_key, revision, share, skills, weights FROM ai.quiz_attempts_raw
WHERE answer_key = ANY(%s) ORDER BY answer_key, revision DESC
"""


def record_lesson(job: ClaimedJob) -> None:
    """Job handler: record that a child opened a lesson on a day, or first played in it, and that it completed it, where
    it has. Safe to run twice. Nothing is recorded for who is no child, of lessons for no class, and without the
    consent. What a duplicate did is recorded for the account that it was merged into. Raise NotFound, to be
    run again, where the child is merged meanwhile.
    """
    lesson = UUID(job.object_id)
    with unit_of_work():
        jobs.complete_job(job)
        former = User.objects.select_related("merged_into").filter(pk=job.payload["child"], erased_at=None).first()
        child = former and (former.merged_into or former)
        kept = LessonClass.objects.filter(lesson=lesson).values_list("content_class", flat=True).first()
        if former is None or child is None or kept is None or not is_child(child):
            return
        lock_child(child)
        start = get_consent_start(child, ConsentKind.LEARNING_SYSTEMS)
        if start is None:
            return
        since = _find_start(child, start, former=former)
        pseudonym = get_or_make_pseudonym(child, since=start)
        day = date.fromisoformat(job.payload["day"])
        acts = [(OPENED, source, at, 0) for source, at in _find_opening(child, lesson, day, since)]
        for row in LessonProgress.objects.filter(lesson=lesson, user=child, completed_at__gte=since):
            assert row.completed_at is not None
            seconds = row.seconds + _sum_plays(child, lesson, since, row.completed_at)
            acts.append((COMPLETED, row.pk, row.completed_at, seconds))
        trained = LessonSkill.objects.filter(lesson=lesson, skill__archived_at=None).order_by("skill__code")
        fixed = {"lesson_id": lesson, "content_class": kept}
        fixed |= {"skills": list(trained.values_list("skill__code", flat=True))}
        _insert(
            RAW_LESSONS,
            [
                {"event_id": make_event_id(pseudonym, act, source), "act": act, "seconds": seconds}
                | fixed
                | _describe(pseudonym, child, at)
                for act, source, at, seconds in acts
            ],
        )


def record_answers(attempt: QuizAttempt, skills: Mapping[UUID, Sequence[tuple[str, float]]]) -> None:
    """Record the scored answers of a child's attempt; an answer whose mark, or whose skills, have changed since gets a
    revision. `skills`: codes and weights by question. Call it under `lock_child`.
    """
    since = get_consent_start(attempt.user, ConsentKind.LEARNING_SYSTEMS)
    if since is None:
        return
    pseudonym = get_or_make_pseudonym(attempt.user, since=since)
    # Those before the consent would tell which earlier pseudonym the child had.
    counted = QuizAttempt.objects.filter(quiz=attempt.quiz_id, user=attempt.user_id, number__lte=attempt.number)
    number = counted.filter(handed_in_at__gte=since).count()
    rows = Answer.objects.filter(attempt=attempt, share__isnull=False, response__isnull=False)
    rows = rows.select_related("version").order_by("place")
    answers = {make_event_id(pseudonym, "answer", answer.pk): answer for answer in rows}
    with connection.cursor() as cursor:
        cursor.execute(REVISIONS_SQL, [list(answers)])
        known = {key: (revision, state) for key, revision, *state in cursor.fetchall()}
    new = []
    for key, answer in answers.items():
        asked = skills.get(answer.version.question_id, ())
        state = [float(answer.share or 0), [code for code, _weight in asked], [weight for _code, weight in asked]]
        revision, before = known.get(key, (0, None))
        at: datetime = answer.saved_at or attempt.handed_in_at or attempt.updated_at
        if before == state or at < since:
            continue
        values = {"answer_key": key, "revision": revision + 1, "quiz_id": attempt.quiz_id}
        values |= {"question_id": answer.version.question_id, "lesson_id": attempt.quiz.course_lesson_id}
        values |= {"attempt_number": number, "is_right": bool(answer.is_correct)}
        values |= {"has_help": answer.hints_used > 0, "options": count_options(answer)}
        values |= dict(zip(("share", "skills", "weights"), state, strict=True))
        new.append(values | _describe(pseudonym, attempt.user, at))
    _insert(RAW_ANSWERS, new)


def count_options(answer: Answer) -> int | None:
    """Return how many there were to choose one from; None for other kinds of questions."""
    body = answer.version.body
    if body["kind"] == "true_false":
        return 2
    return len(body["options"]) if body["kind"] == "single" else None


def _find_start(child: User, start: datetime, *, former: User) -> datetime:
    """Return since when acts of `former` may be recorded for the child, whose own consent began at `start`: since the
    consent of the account that did them, unless the child's was withdrawn after that.
    """
    before = get_consent_start(former, ConsentKind.LEARNING_SYSTEMS)
    if before is None or before >= start:
        return start
    withdrawn = Consent.objects.filter(person=child, kind=ConsentKind.LEARNING_SYSTEMS, given=False)
    return start if withdrawn.filter(created_at__gte=before).exists() else before


def _find_opening(child: User, lesson: UUID, day: date, since: datetime) -> list[tuple[UUID, datetime]]:
    """Return the first view of a lesson on a day, or the first play in it: later ones change nothing, so a child opens
    a lesson once a day.
    """
    begins, ends = get_day_bounds(day, get_default_branch().zone)
    views = LessonView.objects.filter(lesson=lesson, user=child, day=day, created_at__gte=since)
    plays = ActivityAnswer.objects.filter(child=child, lesson=lesson, created_at__gte=max(begins, since))
    first = plays.filter(created_at__lt=ends).order_by("created_at", "pk")[:1]
    found = [*views.values_list("pk", "created_at"), *first.values_list("pk", "created_at")]
    return sorted(found, key=itemgetter(1))[:1]


def _sum_plays(child: User, lesson: UUID, first: datetime, last: datetime) -> int:
    """Return how many seconds a child played in a lesson between two times."""
    plays = ActivityAnswer.objects.filter(child=child, lesson=lesson, created_at__gte=first, given_at__lte=last)
    seconds: int | None = plays.aggregate(all=Sum("seconds"))["all"]
    return seconds or 0


def _describe(pseudonym: MLStudentMap, child: User, at: datetime) -> dict[str, Any]:
    """Return who did it and when, as coarse as it may be: the minute, and the age in months."""
    day = get_local_day(at, get_default_branch().zone)
    known = get_child_class(child, day)
    return {
        "ml_student_id": pseudonym.ml_student_id,
        "occurred_at": at.replace(second=0, microsecond=0),
        "day": day,
        "kg_class": known.kg_class.value if known.kg_class else None,
        "age_months": known.age_months,
    }


def _insert(table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows with the same columns; those whose key is there already are left out."""
    if not rows:
        return
    names = list(rows[0])
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
        sql.Identifier(SCHEMA, table),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join(map(sql.Placeholder, names)),
    )
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute(statement, row)
