"""Personal data of registers: marks stay, notes and reasons are erased."""

from uuid import UUID

from django.utils import timezone

from apps.attendance.models import Excuse, ExcuseState
from apps.core.personal_data import DELETE, KEEP, NonPersonalModel, PersonalData

PERSONAL_DATA = [
    PersonalData(
        "attendance.Attendance",
        "student",
        KEEP,
        "id created_at lesson__group__name lesson__starts_at status__name minutes_late note source marked_at",
        empty={"note": ""},
    ),
    PersonalData(
        "attendance.Attendance",
        "marked_by",
        KEEP,
        "id lesson__group__name lesson__starts_at status__name source marked_at",
        own=False,
    ),
    PersonalData(
        "attendance.AttendanceHistory",
        "student",
        KEEP,
        "id created_at lesson__group__name lesson__starts_at from_status__name to_status__name minutes_late note "
        "marked_at reason",
        empty={"note": "", "reason": ""},
    ),
    PersonalData("attendance.AttendanceHistory", "by", KEEP, own=False),
    PersonalData("attendance.AttendanceHistory", "changed_by", KEEP, own=False),
    PersonalData(
        "attendance.MakeUp", "mark__student", KEEP, "id created_at mark lesson__group__name lesson__starts_at"
    ),
    PersonalData("attendance.MakeUp", "by", KEEP, own=False),
    PersonalData(
        "attendance.Excuse",
        "student",
        KEEP,
        "id created_at starts_on ends_on reason state decided_at answer",
        empty={"reason": "", "answer": ""},
    ),
    PersonalData(
        "attendance.Excuse", "asked_by", KEEP, "id created_at starts_on ends_on reason state answer", own=False
    ),
    PersonalData("attendance.Excuse", "decided_by", KEEP, own=False),
    PersonalData("attendance.AbsenceAlert", "student", KEEP, "id created_at group__name absences closed_at"),
    PersonalData("attendance.AbsenceNotice", "student", DELETE),
]

IMPERSONAL = [NonPersonalModel("attendance.AttendanceStatus", "name")]


def prepare_erasure(person: UUID) -> None:
    """Withdraw the undecided excuses of an erased person."""
    waiting = Excuse.objects.filter(student=person, state=ExcuseState.ASKED)
    waiting.update(state=ExcuseState.WITHDRAWN, updated_at=timezone.now())
