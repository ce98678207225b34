"""Requests for personal data, and the state of linked Telegram chats."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel, StoredFile


class ExportState(models.TextChoices):
    """State of an archive."""

    WAITING = "waiting", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class ExportRequest(BaseModel):
    """An archive of all data of a user, for who asked for it; its file is deleted with the row (`retention`)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=ExportState.choices, default=ExportState.WAITING)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "requested_by"], condition=models.Q(state="waiting"), name="export_one_waiting"
            )
        ]
        indexes = [models.Index(fields=["person", "-id"])]

    def __str__(self) -> str:
        return f"archive of {self.person_id}"


class ErasureState(models.TextChoices):
    """`waiting` for a decision; `approved` and in progress; `done`; `refused`; `withdrawn` by who requested it."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Being carried out")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (ErasureState.WAITING, ErasureState.APPROVED)
"""States of a request that something still has to happen to."""


class ErasureRequest(BaseModel):
    """A request to erase a user: from a guardian, decided by an administrator, or from an administrator.

    A withdrawn one was decided by its guardian. `reason` says why it was refused.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=ErasureState.choices, default=ErasureState.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, default="", db_default="")

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
    """State of a linked chat: the child that it is about, and the question that waits for an answer.

    `step` names the command that asked; `data` holds the choices so far (ids and days, no texts), until `expires_at`.
    The row is deleted with its link.
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


class FamilyTemplate(BaseModel):
    """A message of the centre that teachers send to families: `title` and `text` are `{uz, ru, en}`.

    `{student}` and `{teacher}` in them are filled. An archived one is not sent any more.
    """

    title = models.JSONField()
    text = models.JSONField()
    archived_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.title.get("en") or self.title.get("uz") or self.pk)


class FamilyMessage(BaseModel):
    """One message to the family of a pupil, with the words as they were sent.

    `to_student`: the pupil got it, because no guardian could. One in the author's own words has no template and no
    title.
    """

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    template = models.ForeignKey(FamilyTemplate, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.JSONField()
    text = models.JSONField()
    to_student = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["student", "-id"]), models.Index(fields=["author", "-id"])]

    def __str__(self) -> str:
        return f"message about {self.student_id}"


class FamilyAnswer(BaseModel):
    """An answer of the family to a message, for the office."""

    message = models.ForeignKey(FamilyMessage, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(max_length=1000)

    def __str__(self) -> str:
        return f"answer to {self.message_id}"
