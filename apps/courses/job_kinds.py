"""Job kinds of this app."""

from datetime import timedelta

from apps.courses.services.imports.students import IMPORT_STUDENTS
from apps.courses.services.waiting_list import OFFER_SEAT
from apps.jobs.kinds import JobKind, PeriodicJob

APPLY_DATES = "courses.apply_dates"
ERASE_OLD_IMPORTS = "courses.forget_imports"

JOB_KINDS = [
    JobKind(
        name=APPLY_DATES, handler="apps.courses.services.membership_dates.apply_due_dates", limit=timedelta(minutes=30)
    ),
    JobKind(name=OFFER_SEAT, handler="apps.courses.services.waiting_list.notify_office_of_free_seats"),
    JobKind(
        name=IMPORT_STUDENTS,
        handler="apps.courses.services.imports.students.import_students",
        tries=5,
        on_dead="apps.courses.services.imports.runner.fail_dead_import",
    ),
    JobKind(name=ERASE_OLD_IMPORTS, handler="apps.courses.services.imports.retention.erase_old_imports"),
]

PERIODIC = [
    PeriodicJob(name=APPLY_DATES, kind=APPLY_DATES, every=timedelta(hours=1), offset=timedelta(minutes=1)),
    PeriodicJob(name=ERASE_OLD_IMPORTS, kind=ERASE_OLD_IMPORTS, every=timedelta(days=1), offset=timedelta(hours=22)),
]
"""Dates are applied every hour, because midnight differs by group; old imports are erased at night."""
