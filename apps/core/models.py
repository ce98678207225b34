"""The base of every model, stored files and idempotency keys."""

from django.conf import settings
from django.db import models

from apps.core.ids import uuid7


class BaseModel(models.Model):
    """UUIDv7 identifier and the two times every row has."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, db_index=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class StoredFile(BaseModel):
    """One upload: where it lies in the store and what it is by its content, not by its name."""

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


class IdempotencyKey(models.Model):
    """One key of one user for one operation: taken, then answered (`apps.core.idempotency`)."""

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
