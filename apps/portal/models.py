"""Requests for a person's data: as an archive, or to be erased."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel, StoredFile


class ExportState(models.TextChoices):
    """How far an archive is."""

    WAITING = "waiting", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class ExportRequest(BaseModel):
    """An archive of everything about one person; the file goes when the row does (`retention`)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=ExportState.choices, default=ExportState.WAITING)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(state="waiting"), name="export_one_waiting")
        ]
        indexes = [models.Index(fields=["person", "-id"])]

    def __str__(self) -> str:
        return f"archive of {self.person_id}"


class ErasureState(models.TextChoices):
    """`waiting` for an administrator; `approved` and being carried out; `done`; `refused`."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Being carried out")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")


OPEN = (ErasureState.WAITING, ErasureState.APPROVED)
"""States of a request that something still has to happen to."""


class ErasureRequest(BaseModel):
    """That a person be erased: asked for by a guardian and decided, or ordered, by an administrator."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=ErasureState.choices, default=ErasureState.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(state__in=OPEN), name="erasure_one_open"),
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_at__isnull=True)
                | (~models.Q(state="waiting") & models.Q(decided_at__isnull=False)),
                name="erasure_decided_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"erasure of {self.person_id}: {self.state}"


class TelegramTalk(BaseModel):
    """What a linked chat remembers: the child that it is about, and the question that waits for an answer.

    `step` names the command that asked; `data` holds what was chosen so far (ids and days, no words), until
    `expires_at`. The row goes with its link.
    """

    link = models.OneToOneField("accounts.TelegramLink", on_delete=models.CASCADE, related_name="+")
    child = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    step = models.CharField(max_length=20, blank=True, default="")
    data = models.JSONField(default=dict, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"talk of {self.link_id}"
