"""Job kinds of this app."""

from datetime import timedelta

from apps.courses.services.imports.students import IMPORT_STUDENTS
from apps.courses.services.waiting import OFFER
from apps.jobs.kinds import JobKind, Periodic

APPLY_DATES = "courses.apply_dates"
FORGET_IMPORTS = "courses.forget_imports"

JOB_KINDS = [
    JobKind(name=APPLY_DATES, handler="apps.courses.services.days.apply_dates", limit=timedelta(minutes=30)),
    JobKind(name=OFFER, handler="apps.courses.services.waiting.offer_seat"),
    JobKind(
        name=IMPORT_STUDENTS,
        handler="apps.courses.services.imports.students.import_students",
        tries=5,
        on_dead="apps.courses.services.imports.running.died",
    ),
    JobKind(name=FORGET_IMPORTS, handler="apps.courses.services.imports.keeping.forget_imports"),
]

PERIODIC = [
    Periodic(name=APPLY_DATES, kind=APPLY_DATES, every=timedelta(hours=1), offset=timedelta(minutes=1)),
    Periodic(name=FORGET_IMPORTS, kind=FORGET_IMPORTS, every=timedelta(days=1), offset=timedelta(hours=22)),
]
"""Dates every hour, as each group's midnight is its own; old tables go at night."""
