"""What a merge of doubles does with attendance.

Where both have a mark at one lesson, the kept pupil's counts and the duplicate's stays with the duplicate.
"""

from django.utils import timezone

from apps.attendance.models import AbsenceAlert, Attendance
from apps.core.person_merge import STAFF_ACT, Moves, PersonMerge, Stays

PERSON_MERGE: list[Moves | Stays] = [
    Moves("attendance.Attendance", "student", "marks"),
    Moves("attendance.AttendanceHistory", "student"),
    Moves("attendance.AbsenceNotice", "student"),
    Moves("attendance.Excuse", "student", "excuses"),
    Moves("attendance.Excuse", "asked_by"),
    Moves("attendance.AbsenceAlert", "student"),
    Stays("attendance.Attendance", "marked_by", STAFF_ACT),
    Stays("attendance.AttendanceHistory", "by changed_by", STAFF_ACT),
    Stays("attendance.MakeUp", "by", STAFF_ACT),
    Stays("attendance.Excuse", "decided_by", STAFF_ACT),
]


def after_merge(merge: PersonMerge) -> None:
    """Leave the coins of the marks that stay where they are, and close the warnings that stay."""
    stayed = Attendance.objects.filter(student=merge.duplicate).values_list("lesson_id", flat=True)
    merge.left_causes.update(f"attendance:{lesson}:{merge.duplicate.pk}" for lesson in stayed)
    alerts = AbsenceAlert.objects.filter(student=merge.duplicate, closed_at__isnull=True)
    alerts.update(closed_at=timezone.now(), updated_at=timezone.now())
