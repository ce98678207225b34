"""Tasks of online courses: an assignment for each published block, and a homework for each learner."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.core.errors import Invalid
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.homework.course_blocks import is_task, read_task
from apps.homework.job_kinds import LISTEN_TO_MODEL_AUDIO, MODEL_AUDIO_PRIORITY
from apps.homework.models import Assignment, Homework
from apps.homework.queries import list_tasks_of_lesson
from apps.homework.services.assignment_changes import forgive_lateness_of_assignment, has_submissions
from apps.learning.blocks.checking import iterate_file_ids
from apps.learning.blocks.kinds import Block
from apps.learning.content_queries import get_course_files_by_id
from apps.learning.models import CourseFile, Enrollment
from apps.learning.outlines import OutlineLesson
from apps.learning.publishing_hooks import Publication
from apps.learning.queries import OPEN_STATES
from apps.learning.standing import Standing
from apps.settings.queries import get_system_settings

FIXED = ("kind", "language")
"""What cannot change once a learner has handed in, because marks depend on it."""


def store_course_tasks(publication: Publication) -> None:
    """Publishing hook: make or change the assignment of each published task, and withdraw those that are gone.

    What was handed in stays, with the task that it was handed in for. Raise Invalid by lesson where two lessons hold
    the same block, or where a task that was handed in would ask for another kind of answer.
    """
    tasks = {
        UUID(block["id"]): (lesson_id, block)
        for lesson_id, blocks in publication.blocks.items()
        for block in blocks
        if is_task(block)
    }
    rows = Assignment.objects.select_for_update(no_key=True, of=("self",)).filter(course=publication.course)
    known = {row.block: row for row in rows.order_by("pk")}
    if not tasks and not known:
        return
    _refuse_doubles(publication, known)
    files = get_course_files_by_id(
        publication.course.pk, list(iterate_file_ids([block for _id, block in tasks.values()]))
    )
    for key, (lesson_id, block) in tasks.items():
        if key not in known:
            known[key] = Assignment(course=publication.course, block=key, author=publication.actor)
        _store_task(publication, known[key], lesson_id, block, files)
    for row in known.values():
        _keep_up_with_lesson(publication, row, is_published=row.block in tasks)


def open_course_tasks(*, standing: Standing, lesson: OutlineLesson, blocks: Collection[Block]) -> None:
    """Make the learner's homework for each task of an open lesson that has none yet; nothing for who is not enrolled.

    Days for handing in count from the beginning of the enrolment; who is enrolled anew gets them anew.
    """
    enrollment = standing.enrollment
    if enrollment is None or not any(map(is_task, blocks)):
        return
    due = {row.pk: _compute_deadline(row, enrollment) for row in list_tasks_of_lesson(lesson.id)}
    own = dict(
        Homework.objects.filter(student=enrollment.user, assignment__in=due).values_list("assignment", "deadline")
    )
    late = [key for key, deadline in own.items() if (new := due[key]) and (deadline is None or deadline < new)]
    if len(own) == len(due) and not late:
        return
    with unit_of_work():
        rows = Assignment.objects.select_for_update(no_key=True, of=("self",)).filter(withdrawn_at__isnull=True)
        still = list(rows.filter(pk__in=due).order_by("pk").values_list("pk", flat=True))
        made = [Homework(assignment_id=key, student=enrollment.user, deadline=due[key]) for key in still]
        Homework.objects.bulk_create(made, ignore_conflicts=True)
        for key in sorted(late):
            Homework.objects.filter(assignment=key, student=enrollment.user).update(
                deadline=due[key], updated_at=timezone.now()
            )


def _refuse_doubles(publication: Publication, known: Mapping[UUID | None, Assignment]) -> None:
    """Raise Invalid where a published task stands in two lessons: it can be handed in once only."""
    seen = {
        row.block: row.course_lesson_id
        for row in known.values()
        if row.withdrawn_at is None and row.course_lesson_id not in publication.blocks and _get_lesson(publication, row)
    }
    for lesson_id, blocks in publication.blocks.items():
        for block in filter(is_task, blocks):
            if seen.setdefault(UUID(block["id"]), lesson_id) != lesson_id:
                text = _("The task “%(title)s” stands in two lessons. Delete it in one of them.")
                raise Invalid.field(f"lessons.{lesson_id}", text % {"title": block["title"]})


def _store_task(
    publication: Publication, row: Assignment, lesson_id: UUID, block: Block, files: Mapping[UUID, CourseFile]
) -> None:
    """Store what the block says; forgive lateness where the deadline is later now."""
    course, is_new = publication.course, row.course_lesson_id is None
    values = _read_values(course, row, block) | {"course_lesson_id": lesson_id, "withdrawn_at": None}
    values["model_audio"] = _get_model_audio(block, files)
    changed = [name for name, value in values.items() if is_new or getattr(row, name) != value]
    if not is_new and set(FIXED) & set(changed) and has_submissions(row):
        text = _("“%(title)s” was handed in already. Make a new task for another kind of answer.")
        raise Invalid.field(f"lessons.{lesson_id}", text % {"title": block["title"]})
    for name, value in values.items():
        setattr(row, name, value)
    if is_new:
        row.save(force_insert=True)
    elif changed:
        row.save(update_fields=[*changed, "updated_at"])
    if "days" in changed and not is_new:
        _move_deadlines(row)
    if "deadline" in changed and not is_new:
        forgive_lateness_of_assignment(row)
    if "model_audio" in changed and row.model_audio is not None:
        jobs.enqueue(
            kind=LISTEN_TO_MODEL_AUDIO,
            object_id=row.pk,
            payload={"file": str(row.model_audio_id)},
            priority=MODEL_AUDIO_PRIORITY,
            share=course.pk,
        )


def _read_values(course: Course, row: Assignment, block: Block) -> dict[str, Any]:
    """Return the fields of the assignment: what the block leaves open is as it was, at first as the settings say."""
    defaults = get_system_settings()
    values = {"language": course.language, "level": course.level} | read_task(block)
    values["attempts_allowed"] = values["attempts_allowed"] or row.attempts_allowed or defaults.attempts_allowed
    values["coins"] = defaults.coins_for_homework if row.coins is None else row.coins
    return values


def _get_model_audio(block: Block, files: Mapping[UUID, CourseFile]) -> StoredFile | None:
    file = files.get(UUID(block["file"])) if block.get("file") else None
    return file.file if file else None


def _keep_up_with_lesson(publication: Publication, row: Assignment, *, is_published: bool) -> None:
    """Withdraw a task whose block or lesson is gone; else keep the title of its lesson."""
    lesson = _get_lesson(publication, row)
    if lesson is None or (lesson.id in publication.blocks and not is_published):
        if row.withdrawn_at is None:
            _withdraw(row)
    elif row.lesson_title != lesson.title:
        row.lesson_title = lesson.title
        row.save(update_fields=["lesson_title", "updated_at"])


def _get_lesson(publication: Publication, row: Assignment) -> OutlineLesson | None:
    return publication.outline.get_lesson(row.course_lesson_id) if row.course_lesson_id else None


def _withdraw(row: Assignment) -> None:
    """Take the task out of the course: homework without anything handed in goes, the rest stays."""
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at", "updated_at"])
    untouched = Homework.objects.select_for_update(of=("self",)).filter(assignment=row, last_attempt__isnull=True)
    Homework.objects.filter(pk__in=[homework.pk for homework in untouched.order_by("pk")]).delete()


def _move_deadlines(row: Assignment) -> None:
    """Count the deadlines anew of learners who have not handed in."""
    waiting = Homework.objects.filter(assignment=row, last_attempt__isnull=True)
    latest = Enrollment.objects.filter(course=row.course_id, state__in=OPEN_STATES).order_by("starts_at")
    enrollments = {enrollment.user_id: enrollment for enrollment in latest.filter(user__in=waiting.values("student"))}
    by_deadline: dict[datetime | None, list[UUID]] = {}
    for user_id, enrollment in enrollments.items():
        by_deadline.setdefault(_compute_deadline(row, enrollment), []).append(user_id)
    for deadline, students in by_deadline.items():
        waiting.filter(student__in=students).update(deadline=deadline, updated_at=timezone.now())


def _compute_deadline(row: Assignment, enrollment: Enrollment) -> datetime | None:
    return enrollment.starts_at + timedelta(days=row.days) if row.days else None
