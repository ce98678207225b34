"""Report cards: what a pupil did in a period, in numbers of the measures and in words of the teacher."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.courses.models import Group

TITLE = 80
COMMENT = 2000


class ReportCardState(models.TextChoices):
    """Where a report card stands. `failed`: its files could not be made; sending it again tries again."""

    DRAFT = "draft"
    SENDING = "sending"
    FAILED = "failed"
    SENT = "sent"


class ReportCardBatch(BaseModel):
    """The report cards of a group for the days `first_day`..`last_day`, both included.

    `counted_until`: the last of these days that the numbers have.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="report_card_batches")
    title = models.CharField(max_length=TITLE)
    first_day = models.DateField()
    last_day = models.DateField()
    counted_until = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name_plural = "report card batches"
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=models.F("first_day")), name="report_card_days_in_order")
        ]
        indexes = [models.Index(fields=["group", "-created_at"], name="report_card_batch_newest")]

    def __str__(self) -> str:
        return self.title


class ReportCard(BaseModel):
    """One version of a pupil's report card. A sent one stays as it is: a correction is the next version.

    `numbers`: see `report_card_numbers`; they are those of the moment in which the version was made. `queued_at`: since
    when a job makes its files; from `sent_at` on it has a PDF in each language.
    """

    batch = models.ForeignKey(ReportCardBatch, on_delete=models.CASCADE, related_name="cards")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="report_cards")
    version = models.PositiveSmallIntegerField(default=1)
    numbers: Any = models.JSONField(default=dict, blank=True)
    comment = models.TextField(max_length=COMMENT, blank=True)
    comment_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    queued_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    pdf_uz = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pdf_ru = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pdf_en = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "student", "version"], name="report_card_version_once"),
            models.UniqueConstraint(
                fields=["batch", "student"], condition=Q(sent_at__isnull=True), name="report_card_one_unsent"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(pdf_uz__isnull=False, pdf_ru__isnull=False, pdf_en__isnull=False),
                name="report_card_sent_with_files",
            ),
        ]
        indexes = [models.Index(fields=["student", "-sent_at"], name="report_card_of_pupil")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.student_id} {self.version}"

    @property
    def state(self) -> ReportCardState:
        """Where it stands."""
        if self.sent_at is not None:
            return ReportCardState.SENT
        if self.failed_at is not None:
            return ReportCardState.FAILED
        return ReportCardState.DRAFT if self.queued_at is None else ReportCardState.SENDING

    def get_file(self, language: str) -> StoredFile | None:
        """Return the PDF in this language; None while it is not made."""
        stored: StoredFile | None = getattr(self, f"pdf_{language}")
        return stored
