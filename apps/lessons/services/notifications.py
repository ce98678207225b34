"""Notifications of pupils, guardians and teachers about changed lessons.

Every change enqueues a job that runs `NOTIFY_DELAY` later. It compares the state that people were last notified of with
the current one and sends the difference: two quick changes are one message, and a change that was undone is none.
Changes of several lessons in one unit of work are one message to each person. For timetables, the last of several quick
changes notifies of what all of them changed.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.accounts.queries import list_links_with_progress
from apps.core.local_days import get_local_day
from apps.core.translated_texts import write_in_every_language
from apps.core.uow import get_current_unit_of_work, register_before_commit_hook, unit_of_work
from apps.courses.models import Group
from apps.courses.queries import list_group_teachers, list_memberships_in_register
from apps.jobs.kinds import ClaimedJob
from apps.jobs.models import Job, JobState
from apps.lessons import notification_types as types
from apps.lessons.formatting import format_for_reader
from apps.lessons.job_kinds import NOTIFY_LESSON_CHANGE, NOTIFY_LESSON_CHANGES, NOTIFY_TIMETABLE_CHANGE
from apps.lessons.models import Lesson, LessonChange, LessonChangeKind, LessonReschedule, LessonStatus, Room
from apps.lessons.timetable_news import TimetableNews
from apps.notifications.rendering import fill_placeholders, get_built_in_text, translate_data
from apps.notifications.services import notify
from apps.notifications.types import get_notification_types_by_name

NOTIFY_DELAY = timedelta(seconds=60)
FLUSH_HOOK = "changed_lessons"
MAX_LESSONS_PER_JOB = 80
MAX_LINES = 10
"""Most changes that one message names."""


@dataclass(frozen=True)
class LessonState:
    """What people know of a lesson: start, room, teacher, whether it is cancelled, and whether it is planned at all."""

    starts_at: datetime
    room: UUID | None
    teacher: UUID | None
    cancelled: bool
    planned: bool = True


@dataclass(frozen=True)
class LessonMessage:
    """What one person is notified of about one lesson."""

    person: User
    type: str
    data: dict[str, Any]

    def format_line(self) -> str:
        """Return title and text in the active language."""
        declared, language = get_notification_types_by_name()[self.type], get_language() or ""
        title, text = fill_placeholders(get_built_in_text(declared, language), translate_data(self.data, language))
        return f"{title}. {text}"


def schedule_lesson_notification(lesson: Lesson) -> None:
    """Request the notification about a changed lesson after `NOTIFY_DELAY`. Call inside a unit of work."""
    get_current_unit_of_work().collect(FLUSH_HOOK, str(lesson.pk))


def enqueue_lesson_notifications(lesson_ids: list[str]) -> None:
    """Flush hook of the unit of work: enqueue the notification about one lesson, or about all lessons together."""
    ids, run_at = sorted(set(lesson_ids)), timezone.now() + NOTIFY_DELAY
    if len(ids) == 1:
        jobs.enqueue(kind=NOTIFY_LESSON_CHANGE, object_id=ids[0], run_at=run_at)
        return
    for start in range(0, len(ids), MAX_LESSONS_PER_JOB):
        payload = {"lessons": ids[start : start + MAX_LESSONS_PER_JOB]}
        jobs.enqueue(kind=NOTIFY_LESSON_CHANGES, payload=payload, run_at=run_at)


register_before_commit_hook(FLUSH_HOOK, enqueue_lesson_notifications)


def notify_lesson_change(job: ClaimedJob) -> None:
    """Job handler: notify what has changed about the lesson `object_id`; nothing for one that is over or gone."""
    _notify_changes(job, [job.object_id])


def notify_lesson_changes(job: ClaimedJob) -> None:
    """Job handler: notify each person once of what has changed about the lessons in the payload."""
    _notify_changes(job, job.payload["lessons"])


def _notify_changes(job: ClaimedJob, lesson_ids: Collection[str]) -> None:
    with unit_of_work():
        jobs.complete_job(job)
        rows = Lesson.objects.select_for_update(of=("self",)).filter(pk__in=lesson_ids).order_by("pk")
        messages = [message for lesson in rows for message in _build_messages(lesson)]
        by_person: dict[UUID, list[LessonMessage]] = {}
        for message in sorted(messages, key=lambda message: (message.person.pk, message.data["starts_at"])):
            by_person.setdefault(message.person.pk, []).append(message)
        for messages in by_person.values():
            _notify_person(messages)


def _build_messages(lesson: Lesson) -> list["LessonMessage"]:
    known, actors = _load_announced_state(lesson)
    news = _find_notification_types(known, _get_state(lesson))
    if not news or max(known.starts_at, lesson.ends_at) <= timezone.now():
        return []
    return _address_messages(lesson, known, news, excluded_ids=actors if len(actors) == 1 else set())


def _notify_person(messages: list["LessonMessage"]) -> None:
    """Send the messages of one person: those about one lesson as they are, about several lessons as one."""
    if len({message.data["lesson"] for message in messages}) == 1:
        for message in messages:
            notify(user=message.person, type=message.type, data=message.data)
        return
    person = messages[0].person
    lessons = list(dict.fromkeys(message.data["lesson"] for message in messages))
    data = {"changes": write_in_every_language(partial(_format_lines, messages)), "lessons": lessons}
    notify(user=person, type=types.SEVERAL, data=data)


def _format_lines(messages: list["LessonMessage"]) -> str:
    more = ["…"] if len(messages) > MAX_LINES else []
    return "\n".join([*(message.format_line() for message in messages[:MAX_LINES]), *more])


def schedule_timetable_notification(group: Group, teacher_ids: Collection[UUID], news: TimetableNews) -> None:
    """Enqueue the notification after `NOTIFY_DELAY` of how the group's timetable has changed, also for these teachers.
    Call inside a unit of work that holds the generation lock.
    """
    of_group = Job.objects.filter(kind=NOTIFY_TIMETABLE_CHANGE, object_id=str(group.pk))
    waiting = of_group.filter(state__in=(JobState.QUEUED, JobState.LEASED))
    before = waiting.order_by("-created_at", "-pk").first()
    named = {*map(str, teacher_ids), *(before.payload["teachers"] if before else ())}
    news = TimetableNews.load(before.payload).then(news) if before else news
    run_at, payload = timezone.now() + NOTIFY_DELAY, {"teachers": sorted(named), **news.dump()}
    jobs.enqueue(kind=NOTIFY_TIMETABLE_CHANGE, object_id=group.pk, payload=payload, run_at=run_at)


def notify_timetable_change(job: ClaimedJob) -> None:
    """Job handler: notify the group's pupils of today, their guardians, its teachers and those in the payload of how
    the timetable has changed; do nothing when a later job is queued, or when the changes undid each other.
    """
    with unit_of_work():
        jobs.complete_job(job)
        group = Group.objects.select_related("branch").filter(pk=job.object_id).first()
        since = Job.objects.filter(pk=job.id).values("created_at")
        newer = Job.objects.filter(kind=NOTIFY_TIMETABLE_CHANGE, object_id=job.object_id, created_at__gt=since)
        news = TimetableNews.load(job.payload)
        if group is None or newer.exclude(state=JobState.DEAD).exists() or news == TimetableNews():
            return
        pupils = set(list_memberships_in_register(group, group.today).values_list("student", flat=True))
        teaching = {*(teacher.pk for teacher in list_group_teachers(group)), *map(UUID, job.payload["teachers"])}
        rooms = dict(Room.objects.filter(pk__in=news.list_rooms()).values_list("pk", "name"))
        teachers = {person.pk: person.full_name for person in User.objects.filter(pk__in=news.list_teachers())}
        for person in _with_guardians(pupils, teaching):
            zones = {"reader_zone": person.zone, "local_zone": group.local_zone}
            changes = write_in_every_language(partial(news.describe, rooms=rooms, teachers=teachers, **zones))
            data = {"group_id": str(group.pk), "group": group.name, "changes": changes}
            notify(user=person, type=types.TIMETABLE, data=data)


def list_lesson_recipients(lesson: Lesson, *, former: Lesson, actor: User) -> list[User]:
    """Return who would be notified if the actor alone turned `former` into `lesson`."""
    return _list_recipients(lesson, _get_state(former), {actor.pk})


def list_pupils_and_guardians(lesson: Lesson) -> list[User]:
    """Return the pupils in the register of a lesson, and their guardians who may see their progress."""
    day = get_local_day(lesson.starts_at, lesson.group.local_zone)
    return _with_guardians(set(list_memberships_in_register(lesson.group, day).values_list("student", flat=True)), ())


def _get_state(lesson: Lesson) -> LessonState:
    return LessonState(lesson.starts_at, lesson.room_id, lesson.teacher_id, lesson.status == LessonStatus.CANCELLED)


def _load_announced_state(lesson: Lesson) -> tuple[LessonState, set[UUID | None]]:
    """Return the state that people were last notified of, and who made the later changes; mark these changes as
    announced.
    """
    now, untold = timezone.now(), {"lesson": lesson, "told_at__isnull": True}
    moves, changes = list(LessonReschedule.objects.filter(**untold)), list(LessonChange.objects.filter(**untold))
    steps: list[LessonReschedule | LessonChange] = sorted([*moves, *changes], key=lambda step: step.created_at)
    before: dict[str, Any] = {}
    for step in reversed(steps):
        before |= _values_before(step)
    for model, rows in ((LessonReschedule, moves), (LessonChange, changes)):
        model.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=now, updated_at=now)
    return replace(_get_state(lesson), **before), {step.by_id for step in steps}


def _values_before(step: LessonReschedule | LessonChange) -> dict[str, Any]:
    """Return the values before a change."""
    if isinstance(step, LessonReschedule):
        return {"starts_at": step.from_starts_at, "room": step.from_room_id}
    if step.kind == LessonChangeKind.CREATED:
        return {"planned": False}
    old = {name: pair[0] for name, pair in step.data.get("changes", {}).items()}
    known: dict[str, Any] = {name: _parse_uuid(old[name]) for name in ("room", "teacher") if name in old}
    return known | {"cancelled": old["status"] == LessonStatus.CANCELLED} if "status" in old else known


def _find_notification_types(announced: LessonState, current: LessonState) -> list[str]:
    if current.cancelled:
        return [types.CANCELLED] if announced.planned and not announced.cancelled else []
    if not announced.planned:
        return [types.CREATED]
    news = []
    if announced.cancelled:
        news.append(types.RESTORED)
    elif (announced.starts_at, announced.room) != (current.starts_at, current.room):
        news.append(types.MOVED)
    return [*news, types.SUBSTITUTED] if announced.teacher != current.teacher else news


def _address_messages(
    lesson: Lesson, announced: LessonState, news: list[str], *, excluded_ids: set[UUID | None]
) -> list[LessonMessage]:
    messages = []
    current, zone = _get_state(lesson), lesson.group.local_zone
    named = Room.objects.filter(pk__in=_without_none(announced.room, current.room))
    rooms: dict[UUID | None, str] = {room.pk: room.name for room in named}
    places = [[rooms.get(state.room, "")] for state in (announced, current)]
    data = {"lesson": str(lesson.pk), "group_id": str(lesson.group_id), "group": lesson.group.name}
    data |= {"starts_at": current.starts_at.isoformat(), "was_at": announced.starts_at.isoformat()}
    data |= {"teacher_id": str(current.teacher or ""), "teacher": lesson.teacher.full_name if lesson.teacher else ""}
    for person in _list_recipients(lesson, announced, excluded_ids):
        write = partial(format_for_reader, reader_zone=person.zone, local_zone=zone)
        former_text = write_in_every_language(partial(write, announced.starts_at, places=places[0]))
        when = write_in_every_language(partial(write, current.starts_at, places=places[1]))
        for type_ in news:
            texts = {"was": former_text, "when": former_text if type_ == types.CANCELLED else when}
            messages.append(LessonMessage(person, type_, data | texts))
    return messages


def _list_recipients(lesson: Lesson, announced: LessonState, excluded_ids: set[UUID | None]) -> list[User]:
    """Return the pupils in the register of the old or new day, their guardians, and the present and former teachers of
    the lesson.
    """
    zone = lesson.group.local_zone
    pupils = {
        pupil
        for day in {get_local_day(announced.starts_at, zone), get_local_day(lesson.starts_at, zone)}
        for pupil in list_memberships_in_register(lesson.group, day).values_list("student", flat=True)
    }
    teacher_ids = {lesson.teacher_id, lesson.instead_of_id, announced.teacher} - excluded_ids
    return _with_guardians(pupils, _without_none(*teacher_ids))


def _with_guardians(pupils: Collection[UUID], teacher_ids: Collection[UUID]) -> list[User]:
    """Return these people and the guardians who may see the pupils' progress, each once; active ones only."""
    guardians = list_links_with_progress(pupils)
    wanted = {*pupils, *guardians.values_list("parent", flat=True), *teacher_ids}
    return list(User.objects.filter(pk__in=wanted, is_active=True).order_by("pk"))


def _without_none(*ids: UUID | None) -> set[UUID]:
    return {id_ for id_ in ids if id_ is not None}


def _parse_uuid(value: str | None) -> UUID | None:
    return UUID(value) if value else None
