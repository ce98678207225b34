"""Work of this app that runs as jobs."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, Periodic

GENERATE = "lessons.generate_group_lessons"
GENERATE_ONE = "lessons.generate_lessons_of_one"
TELL = "lessons.tell"
TELL_TIMETABLE = "lessons.tell_timetable"

JOB_KINDS = [
    JobKind(name=GENERATE, handler="apps.lessons.services.nightly.generate_group_lessons", keep_done=timedelta(days=1)),
    JobKind(
        name=GENERATE_ONE, handler="apps.lessons.services.nightly.generate_lessons_of_one", keep_done=timedelta(days=1)
    ),
    JobKind(name=TELL, handler="apps.lessons.services.telling.tell"),
    JobKind(name=TELL_TIMETABLE, handler="apps.lessons.services.telling.tell_timetable"),
]

PERIODIC = [Periodic(name=GENERATE, kind=GENERATE, every=timedelta(hours=1))]
