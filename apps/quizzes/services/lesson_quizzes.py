"""Quizzes in lessons of online courses: a quiz stands in one published lesson at most, and opens with it."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.learning.publishing_hooks import Publication
from apps.quizzes.models import Quiz
from apps.quizzes.services.quizzes import check_askable
from apps.settings.services import write_audit_log

BLOCK_KIND = "quiz"


def store_lesson_quizzes(publication: Publication) -> None:
    """Publishing hook: store which lesson shows which quiz, and publish the quizzes that are drafts: nobody takes one
    before its lesson. Raise Invalid by lesson for a quiz that cannot be asked, belongs to another course, or stands in
    two lessons.
    """
    named = _read_named(publication)
    rows = Quiz.objects.select_for_update(no_key=True, of=("self",)).filter(deleted_at__isnull=True)
    rows = rows.filter(Q(pk__in=named) | Q(course_lesson__course=publication.course))
    quizzes = {quiz.pk: quiz for quiz in rows.order_by("pk")}
    lessons = {lesson.id for lesson in publication.outline.lessons}
    for key, lesson_id in named.items():
        quiz = quizzes.get(key)
        if quiz is None or quiz.course_id != publication.course.pk:
            raise Invalid.field(f"lessons.{lesson_id}", _("There is no such quiz of this course."))
        if _stays(quiz, publication, lessons) and quiz.course_lesson_id != lesson_id:
            raise _refuse_second_place(quiz.title, lesson_id)
        if quiz.published_at is None:
            _publish(publication, quiz, lesson_id)
    for quiz in quizzes.values():
        wanted = named.get(quiz.pk)
        if quiz.course_lesson_id != wanted and (wanted or not _stays(quiz, publication, lessons)):
            quiz.course_lesson_id = wanted
            quiz.save(update_fields=["course_lesson", "updated_at"])


def _publish(publication: Publication, quiz: Quiz, lesson_id: UUID) -> None:
    try:
        check_askable(quiz)
    except Invalid as error:
        raise Invalid(fields={f"lessons.{lesson_id}": next(iter(error.fields.values()))}) from error
    quiz.published_at = timezone.now()
    quiz.revision += 1
    quiz.save(update_fields=["published_at", "revision", "updated_at"])
    write_audit_log(publication.actor, "quizzes.publish_quiz", quiz)


def _read_named(publication: Publication) -> dict[UUID, UUID]:
    """Return the lesson of each quiz that the new blocks name."""
    named: dict[UUID, UUID] = {}
    for lesson_id, blocks in publication.blocks.items():
        for block in blocks:
            if block["kind"] == BLOCK_KIND and named.setdefault(UUID(block["quiz"]), lesson_id) != lesson_id:
                raise _refuse_second_place(block["title"], lesson_id)
    return named


def _stays(quiz: Quiz, publication: Publication, lessons: set[UUID]) -> bool:
    """Return whether the lesson that shows the quiz is published as before."""
    return quiz.course_lesson_id in lessons and quiz.course_lesson_id not in publication.blocks


def _refuse_second_place(title: str, lesson_id: UUID) -> Invalid:
    text = _("The quiz “%(title)s” stands in two lessons. Delete it in one of them.")
    return Invalid.field(f"lessons.{lesson_id}", text % {"title": title})
