"""Files of questions: imports that a job checks and carries out, and exports that a job writes."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.quizzes.models.banks import TAG, QuestionBank

FORMAT = 12


class QuestionImportState(models.TextChoices):
    """checking → checked → running → done; from checking and running also → failed."""

    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class QuestionImport(BaseModel):
    """A file of questions for a bank. A job checks it; when its sender agrees, a job adds the questions.

    `file`, or `text` that was pasted; both are let go once it is done. `is_kept_package`: the file holds the quizzes
    that an import of a course kept. `format`: a key of `formats.registry.FORMATS`, "" until the job knows it.
    `language`: of the questions whose file does not say it, "" to find it by their letters. `question_count`: questions
    that come; `left_out_count`: those that cannot. `problems`: the first MAX_PROBLEMS `formats.results.Problem`s;
    `sample`: name and kind of the first questions. `problem`: why all of it is refused, in the sender's language.
    """

    bank = models.ForeignKey(QuestionBank, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(blank=True)
    is_kept_package = models.BooleanField(default=False)
    format = models.CharField(max_length=FORMAT, blank=True)
    language = models.CharField(max_length=2, blank=True, default="", db_default="")
    state = models.CharField(max_length=8, choices=QuestionImportState.choices, default=QuestionImportState.CHECKING)
    question_count = models.PositiveIntegerField(default=0)
    left_out_count = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    problems: Any = models.JSONField(default=list, blank=True)
    sample: Any = models.JSONField(default=list, blank=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["bank", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class QuestionExportState(models.TextChoices):
    """waiting → ready | failed."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


class QuestionExport(BaseModel):
    """The questions of a bank as a file; with `tag` only those that have it. `problems`: what the format cannot say.

    The row and its file go after some days (`retention`).
    """

    bank = models.ForeignKey(QuestionBank, on_delete=models.CASCADE, related_name="exports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    format = models.CharField(max_length=FORMAT)
    tag = models.CharField(max_length=TAG, blank=True)
    state = models.CharField(max_length=7, choices=QuestionExportState.choices, default=QuestionExportState.WAITING)
    question_count = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    problems: Any = models.JSONField(default=list, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "format", "tag"], condition=Q(state="waiting"), name="question_export_one_waiting"
            )
        ]
        indexes = [models.Index(fields=["bank", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.format} of {self.bank_id}"
