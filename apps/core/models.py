"""The base of all models; stored files, uploads, number series, idempotency keys and bulk changes."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.ids import uuid7


class BaseModel(models.Model):
    """Base of models: a UUIDv7 id and the times of creation and last change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, db_index=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def apply_changes(self, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
        """Set the attributes that differ from these values, without saving; return their old and new values."""
        changes = {name: (getattr(self, name), new) for name, new in values.items() if getattr(self, name) != new}
        for name, (_old, new) in changes.items():
            setattr(self, name, new)
        return changes


class StoredFile(BaseModel):
    """A stored file: its path in the store, and its type, size and hash by content."""

    path = models.CharField(max_length=200, unique=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    original_name = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gte=0), name="stored_file_size_not_negative")]

    def __str__(self) -> str:
        return f"{self.content_type} {self.sha256[:12]}"


class Upload(BaseModel):
    """An upload in progress: its owner, its expected size and its expiry.

    `key`: the path of the bytes until then. Only the hash of the token is stored. `closed_at`: when it was finished
    (with a `file`) or refused; it cannot be used again. `sha256`: the hash that the client announced, or "".
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20)
    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received__gte=0, received__lte=models.F("size"), size__gt=0),
                name="upload_within_its_size",
            )
        ]
        indexes = [models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.received}/{self.size}"


class NumberSeries(models.Model):
    """A series of numbers without gaps. The row is locked by the transaction that takes a number.

    `leaps`: numbers that restores skipped on purpose, as pairs of the last number before and the last skipped one.
    """

    name = models.CharField(max_length=60, primary_key=True)
    last = models.BigIntegerField(default=0)
    leaps = ArrayField(ArrayField(models.BigIntegerField(), size=2), default=list, db_default=[], blank=True)

    class Meta:
        verbose_name_plural = "number series"

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class IdempotencyKey(models.Model):
    """One key of one user for one operation, with its answer (`apps.core.idempotency`)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    operation = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    body_sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    status = models.SmallIntegerField(null=True)
    answer = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "operation", "key"], name="idempotency_key_once")]
        indexes = [models.Index(fields=["taken_at"])]

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"


class BulkChange(BaseModel):
    """One act on many rows, with a result for each (`apps.core.bulk_changes`).

    `rows`: what was done, in order, each with what its undo needs. `context`: what the undo of the whole act needs.
    `undone_at`: when rows of it were last undone.
    """

    kind = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    rows: Any = models.JSONField(default=list)
    context: Any = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["by", "-created_at"]), models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d %H:%M}"
