"""Job kinds of this app."""

from datetime import timedelta

from apps.jobs.kinds import JobKind

NOTIFY_ABSENCES = "attendance.tell_absences"
IMPORT_MARKS = "attendance.import_marks"

JOB_KINDS = [
    JobKind(name=NOTIFY_ABSENCES, handler="apps.attendance.services.notify_absences", keep_done=timedelta(days=1)),
    JobKind(
        name=IMPORT_MARKS,
        handler="apps.attendance.imports.import_marks",
        tries=5,
        on_dead="apps.courses.services.imports.runner.fail_dead_import",
    ),
]
