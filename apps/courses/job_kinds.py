"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.courses.services.imports.students import IMPORT_STUDENTS
from apps.courses.services.thumbnails import MAKE_THUMBNAILS
from apps.courses.services.waiting_list import OFFER_SEAT
from apps.jobs.kinds import JobKind

APPLY_DATES = "courses.apply_dates"
FIND_MISSING_THUMBNAILS = "courses.find_missing_thumbnails"
ERASE_OLD_IMPORTS = "courses.forget_imports"

JOB_KINDS = [
    JobKind(
        APPLY_DATES,
        "apps.courses.services.membership_dates.apply_due_membership_changes",
        limit=30 * MINUTE,
        every=HOUR,
        offset=MINUTE,
    ),
    JobKind(OFFER_SEAT, "apps.courses.services.waiting_list.notify_office_of_free_seats"),
    JobKind(MAKE_THUMBNAILS, "apps.courses.services.thumbnails.make_thumbnails"),
    JobKind(
        FIND_MISSING_THUMBNAILS, "apps.courses.services.thumbnails.find_missing_thumbnails", every=DAY, offset=21 * HOUR
    ),
    JobKind(
        IMPORT_STUDENTS,
        "apps.courses.services.imports.students.import_students",
        tries=5,
        on_dead="apps.courses.services.imports.runner.fail_dead_import",
    ),
    JobKind(
        ERASE_OLD_IMPORTS, "apps.courses.services.imports.retention.erase_old_imports", every=DAY, offset=22 * HOUR
    ),
]
"""Dates are applied every hour, because midnight differs by group; old imports are erased at night, and sizes of
pictures that have none are made.
"""
