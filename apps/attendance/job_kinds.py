"""Work of this app that runs as jobs."""

from datetime import timedelta

from apps.jobs.kinds import JobKind

TELL = "attendance.tell_absences"
IMPORT = "attendance.import_marks"

JOB_KINDS = [
    JobKind(name=TELL, handler="apps.attendance.services.tell_absences", keep_done=timedelta(days=1)),
    JobKind(
        name=IMPORT,
        handler="apps.attendance.imports.import_marks",
        tries=5,
        on_dead="apps.courses.services.imports.running.died",
    ),
]
