"""Job kinds of this app."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, PeriodicJob

GENERATE_LESSONS = "lessons.generate_group_lessons"
GENERATE_GROUP_LESSONS = "lessons.generate_lessons_of_one"
NOTIFY_LESSON_CHANGE = "lessons.tell"
NOTIFY_TIMETABLE_CHANGE = "lessons.tell_timetable"

JOB_KINDS = [
    JobKind(
        name=GENERATE_LESSONS,
        handler="apps.lessons.services.generation_jobs.enqueue_lesson_generation",
        keep_done=timedelta(days=1),
    ),
    JobKind(
        name=GENERATE_GROUP_LESSONS,
        handler="apps.lessons.services.generation_jobs.generate_lessons_of_group",
        keep_done=timedelta(days=1),
    ),
    JobKind(name=NOTIFY_LESSON_CHANGE, handler="apps.lessons.services.notifications.notify_lesson_change"),
    JobKind(name=NOTIFY_TIMETABLE_CHANGE, handler="apps.lessons.services.notifications.notify_timetable_change"),
]

PERIODIC = [PeriodicJob(name=GENERATE_LESSONS, kind=GENERATE_LESSONS, every=timedelta(hours=1))]
