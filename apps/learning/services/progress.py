"""Writes of progress: what a learner opened, watched and did.

A request may come twice, late, out of order, and from two devices at once: nothing counts twice and nothing falls.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

import structlog
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.accounts.queries import is_child
from apps.core.errors import Invalid
from apps.core.local_days import get_today
from apps.core.translated_texts import fill_languages
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.events.publishing import get_course_wall_stream, get_user_stream, publish_event
from apps.jobs.kinds import ClaimedJob
from apps.learning.completion import LessonFacts, compute_percent, get_rule_name, is_lesson_done
from apps.learning.completion_rules import all_completion_rules
from apps.learning.events import CourseLessonBegun, CourseLessonDone, CourseProgress
from apps.learning.models import BlockProgress, CourseContent, Enrollment, LessonProgress, LessonView
from apps.learning.outlines import Outline, OutlineLesson
from apps.learning.queries import OPEN_STATES
from apps.learning.services.course_coins import award_course_coins, sum_course_coins
from apps.learning.standing import Standing, load_standing
from apps.learning.watched_pieces import clip_pieces, compute_budget, grant_pieces, measure_pieces
from apps.notifications.services import notify
from apps.settings.queries import get_default_branch

log = structlog.get_logger(__name__)

Pieces = Sequence[Sequence[int]]
RECORD_LESSON = "kids.record_lesson"
"""The job of a higher app that records what children did in a lesson."""


@dataclass(frozen=True)
class LessonActs:
    """What a learner did in a lesson since the last request. `watched`: pieces in milliseconds, by block."""

    block: UUID | None = None
    position_ms: int | None = None
    scrolled: bool = False
    done: bool = False
    watched: Mapping[UUID, Pieces] = field(default_factory=dict)
    seconds: int = 0


@dataclass(frozen=True)
class ProgressResult:
    """Where the learner is after a request; `blocks` are those of the lesson that have a length, `coins` what the
    completed course has earned.
    """

    standing: Standing
    row: LessonProgress
    blocks: list[BlockProgress]
    coins: int


def open_lesson(*, standing: Standing, lesson: OutlineLesson) -> Standing:
    """Record that the person opened the lesson: a view, once a day, and for the enrolled the beginning of progress.

    Return how they stand to the course then.
    """
    if standing.user is None:
        return standing
    with unit_of_work():
        day = get_today(get_default_branch().zone)
        view = LessonView(lesson_id=lesson.id, user=standing.user, day=day)
        LessonView.objects.bulk_create([view], ignore_conflicts=True)
        _record_for_children(standing.user, lesson.id, day)
        if standing.enrollment is None:
            return standing
        row = _lock_progress(standing, lesson)
        row.save(update_fields=["updated_at"])
        blocks = _load_blocks(standing.user, lesson, timezone.now())
        _complete_if_done(standing, lesson, row, blocks)
    return load_standing(standing.user, standing.course)


def record_progress(*, standing: Standing, lesson: OutlineLesson, acts: LessonActs) -> ProgressResult:
    """Record what the enrolled person did in a lesson that is open for them; return where they are then.

    Media time counts within the budget of the server's clock (`apps.learning.watched_pieces`), study time up to the
    time since the last request. Raise Invalid on "done" for a lesson that is not done by hand.
    """
    user = standing.user
    assert user is not None
    if acts.done and get_rule_name(lesson) != "by_hand":
        raise Invalid.field("done", _("This lesson is not finished by hand."))
    now = timezone.now()
    with unit_of_work():
        row = _lock_progress(standing, lesson)
        blocks = _load_blocks(user, lesson, now)
        for block in blocks:
            _grant(block, acts.watched.get(block.block, ()), now)
        row.seconds += min(acts.seconds, max(0, int((now - row.updated_at).total_seconds())))
        row.block = acts.block or row.block
        row.position_ms = row.position_ms if acts.position_ms is None else acts.position_ms
        row.scrolled_at = row.scrolled_at or (now if acts.scrolled else None)
        row.save(update_fields=["seconds", "block", "position_ms", "scrolled_at", "updated_at"])
        _complete_if_done(standing, lesson, row, blocks, said_done=acts.done)
    if row.completed_at and lesson.id not in standing.done:
        standing = load_standing(user, standing.course)
    else:
        standing = replace(standing, progress={**standing.progress, lesson.id: row})
    return ProgressResult(standing, row, blocks, sum_course_coins(standing.enrollment) if standing.enrollment else 0)


def complete_lesson(*, user: User, course: Course, lesson_id: UUID) -> None:
    """Complete a published lesson of an enrolled user if its rule holds now; nothing for everybody else.

    An app calls it when the answer of its completion rule may have changed.
    """
    standing = load_standing(user, course)
    lesson = standing.outline.get_lesson(lesson_id)
    if standing.enrollment is None or lesson is None:
        return
    with unit_of_work():
        row = _lock_progress(standing, lesson)
        _complete_if_done(standing, lesson, row, _load_blocks(user, lesson, timezone.now()))


def count_progress(
    *, enrollment: Enrollment, outline: Outline, lesson: OutlineLesson | None = None, lesson_completed: bool = False
) -> None:
    """Set the percent of an open enrolment to what its lessons say, unless it is higher; complete it at 100.

    `lesson` is the one that was just done. The learner and the teachers hear of each change, the learner once of a
    completed course, which earns coins.
    """
    with unit_of_work():
        completed = _count_progress(enrollment, outline, lesson, lesson_completed)
        award_course_coins([completed] if completed else [])


def _count_progress(
    enrollment: Enrollment, outline: Outline, lesson: OutlineLesson | None = None, lesson_completed: bool = False
) -> Enrollment | None:
    """Do as `count_progress` without the coins; return the enrolment if this completed it."""
    with unit_of_work():
        rows = Enrollment.objects.select_for_update(no_key=True, of=("self",)).select_related("user", "course")
        locked = rows.filter(pk=enrollment.pk, state__in=OPEN_STATES).first()
        if locked is None:
            return None
        done = LessonProgress.objects.filter(
            user=locked.user, lesson__in=_list_ids(outline), completed_at__isnull=False
        )
        percent = max(locked.progress, compute_percent(outline, set(done.values_list("lesson_id", flat=True))))
        if percent == locked.progress and not lesson_completed:
            return None
        locked.progress = percent
        is_complete = percent == 100 and locked.completed_at is None
        locked.completed_at = timezone.now() if is_complete else locked.completed_at
        locked.save(update_fields=["progress", "completed_at", "updated_at"])
        event = CourseProgress.from_enrollment(locked, lesson.id if lesson else None, lesson_completed=lesson_completed)
        publish_event(get_user_stream(locked.user_id), event)
        publish_event(get_course_wall_stream(locked.course_id), event)
        if is_complete:
            title = fill_languages(locked.course.title)
            notify(user=locked.user, type="learning.course_completed", data={"title": title}, key=str(locked.course_id))
            jobs.enqueue(kind="certificates.award_due", object_id=locked.course_id)
        return locked if is_complete else None


def count_progress_of_course(job: ClaimedJob) -> None:
    """Job handler: after a course was published, raise the percent of its open enrolments to what its lessons say."""
    with unit_of_work():
        jobs.complete_job(job)
        content = CourseContent.objects.filter(course__pk=job.object_id).select_related("published").first()
        if content is None or content.published is None:
            return
        outline = Outline.from_json(content.published.outline)
        below = list_enrollments_below_rows(content.course_id, outline)
        award_course_coins([row for enrollment in below if (row := _count_progress(enrollment, outline))])


def check_progress(job: ClaimedJob) -> None:
    """Job handler: prove that no open enrolment is below what its lessons say; write each to the log, and raise it."""
    with unit_of_work():
        jobs.complete_job(job)
        completed: list[Enrollment] = []
        for content in CourseContent.objects.filter(published__isnull=False).select_related("published").order_by("pk"):
            assert content.published is not None
            outline = Outline.from_json(content.published.outline)
            for enrollment in list_enrollments_below_rows(content.course_id, outline):
                log.error("progress wrong", enrollment=str(enrollment.pk), found=enrollment.progress)
                if row := _count_progress(enrollment, outline):
                    completed.append(row)
        award_course_coins(completed)


def list_enrollments_below_rows(course_id: UUID, outline: Outline) -> list[Enrollment]:
    """Return the open enrolments of a course whose percent is lower than what the lessons of their users say."""
    open_rows = Enrollment.objects.filter(course=course_id, state__in=OPEN_STATES, progress__lt=100)
    done: dict[UUID, set[UUID]] = {}
    rows = LessonProgress.objects.filter(lesson__in=_list_ids(outline), completed_at__isnull=False)
    theirs = rows.filter(user__in=open_rows.values("user"))
    for user_id, lesson_id in theirs.values_list("user_id", "lesson_id"):
        done.setdefault(user_id, set()).add(lesson_id)
    return [
        row for row in open_rows.order_by("pk") if row.progress < compute_percent(outline, done.get(row.user_id, ()))
    ]


def _list_ids(outline: Outline) -> list[UUID]:
    return [lesson.id for lesson in outline.lessons]


def _lock_progress(standing: Standing, lesson: OutlineLesson) -> LessonProgress:
    """Return the person's progress in the lesson, locked until the commit; made if there is none."""
    rows = LessonProgress.objects.select_for_update(no_key=True).filter(user=standing.user, lesson=lesson.id)
    row = rows.first()
    if row is None:
        new = LessonProgress(user=standing.user, lesson_id=lesson.id)
        LessonProgress.objects.bulk_create([new], ignore_conflicts=True)
        row = rows.get()
        if row.pk == new.pk:
            event = CourseLessonBegun(course=str(standing.course.pk), lesson=str(lesson.id), learner=str(row.user_id))
            publish_event(get_course_wall_stream(standing.course.pk), event)
    return row


def _load_blocks(user: User, lesson: OutlineLesson, now: datetime) -> list[BlockProgress]:
    """Return the progress in each block with a length, in the order of the lesson; made where there is none. Call
    under the lock of the lesson.
    """
    if not lesson.watch:
        return []
    rows = BlockProgress.objects.filter(user=user, lesson=lesson.id, block__in=lesson.watch)
    blocks = {row.block: row for row in rows}
    missing = [
        BlockProgress(user=user, lesson_id=lesson.id, block=block, opened_at=now, length_ms=length)
        for block, length in lesson.watch.items()
        if block not in blocks
    ]
    BlockProgress.objects.bulk_create(missing)
    blocks |= {row.block: row for row in missing}
    for block, length in lesson.watch.items():
        _set_pieces(blocks[block], blocks[block].pieces, length)
    return [blocks[block] for block in lesson.watch]


def _grant(block: BlockProgress, claimed: Pieces, now: datetime) -> None:
    """Count what of the claimed pieces the budget allows."""
    budget = compute_budget(opened_at=block.opened_at, now=now, length=block.length_ms)
    pieces = grant_pieces(block.pieces, claimed, length=block.length_ms, budget=budget)
    _set_pieces(block, pieces, block.length_ms)


def _set_pieces(block: BlockProgress, pieces: Pieces, length: int) -> None:
    """Store these pieces within the length, which changes with the file of a block; nothing without a change."""
    kept = [list(piece) for piece in clip_pieces(pieces, length)]
    if kept != block.pieces or length != block.length_ms:
        block.pieces, block.granted_ms, block.length_ms = kept, measure_pieces(kept), length
        block.save(update_fields=["pieces", "granted_ms", "length_ms", "updated_at"])


def _complete_if_done(
    standing: Standing, lesson: OutlineLesson, row: LessonProgress, blocks: list[BlockProgress], said_done: bool = False
) -> None:
    """Complete the lesson once its rule holds; then count the percent of the course."""
    granted = {block.block: block.granted_ms for block in blocks}
    facts = LessonFacts(scrolled=row.scrolled_at is not None, said_done=said_done, granted=granted)
    is_done = all_completion_rules()[get_rule_name(lesson)].is_done
    user = standing.user
    assert user is not None
    if row.completed_at is not None or not (is_done(user, lesson) if is_done else is_lesson_done(lesson, facts)):
        return
    row.completed_at = timezone.now()
    row.save(update_fields=["completed_at", "updated_at"])
    _record_for_children(user, lesson.id, get_today(get_default_branch().zone))
    event = CourseLessonDone(course=str(standing.course.pk), lesson=str(lesson.id), learner=str(row.user_id))
    publish_event(get_course_wall_stream(standing.course.pk), event)
    assert standing.enrollment is not None
    count_progress(enrollment=standing.enrollment, outline=standing.outline, lesson=lesson, lesson_completed=True)


def _record_for_children(user: User, lesson_id: UUID, day: date) -> None:
    """Let the kindergarten record what a child did in a lesson on a day; nothing for everybody else."""
    if is_child(user):
        jobs.enqueue(kind=RECORD_LESSON, object_id=lesson_id, payload={"child": str(user.pk), "day": day.isoformat()})
