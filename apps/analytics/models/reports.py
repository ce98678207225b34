"""Reports that a job makes in the background, and their schedules."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel, StoredFile

ADDRESS_LENGTH = 2000


class ReportFormat(models.TextChoices):
    """What the file is."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"
    PDF = "pdf", "PDF"


class ReportState(models.TextChoices):
    """queued → running → done → expired; also failed or cancelled. A killed job begins anew, from running."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("in work")
    DONE = "done", _("ready")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")


class ReportProblem(models.TextChoices):
    """Why a report failed."""

    REFUSED = "refused", _("You may not see this table now.")
    INVALID = "invalid", _("The table does not take these filters now.")
    TOO_LARGE = "too_large", _("The table has too many rows for this file: filter it.")
    FAILED = "failed", _("The file could not be made. Please try again later.")


class ReportSchedule(BaseModel):
    """A report that is made again and again: on a weekday (1 is Monday) or a day of the month, at an hour of the
    default branch. `next_at`: when; null while it is paused.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="report_schedules")
    name = models.CharField(max_length=100)
    table = models.CharField(max_length=60)
    address = models.CharField(max_length=ADDRESS_LENGTH)
    format = models.CharField(max_length=4, choices=ReportFormat.choices)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    month_day = models.PositiveSmallIntegerField(null=True, blank=True)
    hour = models.PositiveSmallIntegerField()
    next_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 7), month_day__isnull=True)
                | Q(weekday__isnull=True, month_day__range=(1, 28)),
                name="report_schedule_one_kind_of_day",
            ),
            models.CheckConstraint(condition=Q(hour__lte=23), name="report_schedule_hour_of_a_day"),
        ]
        indexes = [
            models.Index(fields=["by", "-created_at"], name="report_schedule_of_user"),
            models.Index(fields=["next_at"], name="report_schedule_due", condition=Q(next_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_paused(self) -> bool:
        """Whether it makes nothing now."""
        return self.next_at is None


class ReportReceiver(BaseModel):
    """Who gets the reports of a schedule, each made with their own rights. `lost_at`: since when they get none."""

    schedule = models.ForeignKey(ReportSchedule, on_delete=models.CASCADE, related_name="receivers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    lost_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schedule", "user"], name="report_receiver_once")]

    def __str__(self) -> str:
        return f"{self.schedule_id} {self.user_id}"


class Report(BaseModel):
    """A table as a file for the user who asked, made with the rights that they have while the job runs.

    `name`: what the user calls it; `table`: the operation of the list; `address`: its path and query. `rows`: how many
    are written, of `total`. `claim`: the number of the job's claim that writes it. `slot`: the time of its schedule
    that it was made for.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reports")
    schedule = models.ForeignKey(
        ReportSchedule, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports"
    )
    slot = models.DateTimeField(null=True, blank=True)
    name = models.CharField(max_length=100)
    table = models.CharField(max_length=60)
    address = models.CharField(max_length=ADDRESS_LENGTH)
    format = models.CharField(max_length=4, choices=ReportFormat.choices)
    state = models.CharField(max_length=9, choices=ReportState.choices, default=ReportState.QUEUED)
    problem = models.CharField(max_length=9, choices=ReportProblem.choices, blank=True)
    rows = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    claim = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    size = models.PositiveBigIntegerField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(size__isnull=False, expires_at__isnull=False),
                name="report_done_has_size_and_end",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True) | Q(state="done"), name="report_file_only_while_done"
            ),
            models.UniqueConstraint(fields=["schedule", "by", "slot"], name="report_once_a_slot"),
        ]
        indexes = [
            models.Index(fields=["by", "-created_at"], name="report_of_user"),
            models.Index(fields=["expires_at"], name="report_expiring", condition=Q(state="done")),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.format} {self.state}"
