"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind

NOTIFY_ABSENCES = "attendance.tell_absences"
IMPORT_MARKS = "attendance.import_marks"
REMIND_OF_LESSONS = "attendance.remind_of_lessons"
HOLD_LESSONS = "attendance.hold_lessons"
REMIND_OF_REGISTERS = "attendance.remind_of_registers"

JOB_KINDS = [
    JobKind(NOTIFY_ABSENCES, "apps.attendance.services.notify_absences", keep_done=DAY),
    JobKind(
        REMIND_OF_LESSONS,
        "apps.attendance.services.lesson_reminders.send_lesson_reminders",
        keep_done=DAY,
        every=10 * MINUTE,
    ),
    JobKind(
        IMPORT_MARKS,
        "apps.attendance.imports.import_marks",
        tries=5,
        on_dead="apps.courses.services.imports.runner.fail_dead_import",
    ),
    JobKind(HOLD_LESSONS, "apps.attendance.services.settling.hold_begun_lessons", keep_done=HOUR, every=MINUTE),
    JobKind(
        REMIND_OF_REGISTERS,
        "apps.attendance.services.settling.remind_of_registers",
        keep_done=DAY,
        every=10 * MINUTE,
        offset=3 * MINUTE,
    ),
]
