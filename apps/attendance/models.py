"""Models of attendance: statuses, marks and their history, make-ups, excuses, absence alerts."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.courses.models import Group
from apps.lessons.models import Lesson


class Presence(models.TextChoices):
    """The four meanings that every status has one of."""

    PRESENT = "present"
    ABSENT = "absent"
    LATE = "late"
    EXCUSED = "excused"


ATTENDED = (Presence.PRESENT, Presence.LATE)
MISSED = (Presence.ABSENT, Presence.EXCUSED)


class AttendanceStatus(BaseModel):
    """A status of marks: the four of `Presence`, and the centre's own, which count as one of these.

    `charged`: whether the lesson is paid for, for marks made from then on. `coins`: what the mark earns; null follows
    the system settings.
    """

    code = models.SlugField(max_length=20, unique=True)
    name: Any = models.JSONField()
    counts_as = models.CharField(max_length=8, choices=Presence.choices)
    charged = models.BooleanField(default=True)
    coins = models.PositiveSmallIntegerField(null=True, blank=True)
    built_in = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "attendance statuses"

    def __str__(self) -> str:
        return self.code


class MarkSource(models.TextChoices):
    """Where a mark came from."""

    TEACHER = "teacher"
    BULK = "bulk"
    OFFLINE = "offline"
    IMPORT = "import"
    SELF = "self"
    LIVE = "live"
    """Proposed by what was seen in the room of a live class, and confirmed."""


class Attendance(BaseModel):
    """One mark: one pupil at one lesson.

    `marked_at` is when it was made, also on an offline device; the newest mark of a pupil and lesson wins. `revision`
    counts changes. `charged`: whether the lesson is paid for, copied from the status.
    """

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="marks")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="marks")
    status = models.ForeignKey(AttendanceStatus, on_delete=models.PROTECT, related_name="+")
    charged = models.BooleanField(default=True)
    minutes_late = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=8, choices=MarkSource.choices)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(fields=["lesson", "student"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(minutes_late__isnull=True) | Q(minutes_late__gte=1, minutes_late__lte=600),
                name="attendance_minutes_late",
            ),
        ]
        indexes = [models.Index(fields=["student", "lesson"])]

    def __str__(self) -> str:
        return f"{self.student_id} at {self.lesson_id}"


class AttendanceHistory(BaseModel):
    """An earlier value of a mark that was changed or withdrawn (`to_status` null).

    `from_status`, `minutes_late`, `note`, `source`, `marked_at` and `by` are the old mark and who made it; `to_status`,
    `changed_by` and `reason` are the change.
    """

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    from_status = models.ForeignKey(AttendanceStatus, on_delete=models.PROTECT, related_name="+")
    to_status = models.ForeignKey(AttendanceStatus, null=True, on_delete=models.PROTECT, related_name="+")
    minutes_late = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=8, choices=MarkSource.choices, default=MarkSource.TEACHER)
    marked_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "attendance history"
        indexes = [models.Index(fields=["lesson", "student", "-id"])]

    def __str__(self) -> str:
        return f"{self.student_id} at {self.lesson_id}"


class AbsenceNotice(BaseModel):
    """What guardians were last notified of about a pupil and a lesson: `absent`, or not."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    absent = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "student"], name="absence_notice_once")]

    def __str__(self) -> str:
        return f"{self.student_id} at {self.lesson_id}: {self.absent}"


class MakeUp(BaseModel):
    """A missed mark and the lesson that makes up for it."""

    mark = models.OneToOneField(Attendance, on_delete=models.CASCADE, related_name="make_up")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="make_ups")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.mark_id} made up in {self.lesson_id}"


class ExcuseState(models.TextChoices):
    """asked → accepted | refused; withdrawn by the requester while undecided."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Excuse(BaseModel):
    """Why a pupil is absent on some days (both included). Accepting it changes existing absences to `excused`; for
    later marks the register only suggests `excused`.
    """

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="excuses")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=ExcuseState.choices, default=ExcuseState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="excuse_days_in_order")
        ]
        indexes = [models.Index(fields=["student", "starts_on"])]

    def __str__(self) -> str:
        return f"{self.student_id} {self.starts_on} – {self.ends_on}"


class AbsenceAlert(BaseModel):
    """The office and parents were notified that a pupil missed `absences` lessons of a group in a row; open until the
    pupil attends again.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    absences = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "student"], condition=Q(closed_at__isnull=True), name="absence_alert_once_while_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.student_id}: {self.absences}"
