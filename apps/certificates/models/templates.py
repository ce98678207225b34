"""Templates of certificates in versions, and the pictures in them."""

from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel, StoredFile

NAME = 120


class CertificateTemplate(BaseModel):
    """A template of the centre. `current`: its newest version."""

    name = models.CharField(max_length=NAME)
    current = models.ForeignKey(
        "CertificateTemplateVersion", null=True, blank=True, on_delete=models.RESTRICT, related_name="current_of"
    )
    archived_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class CertificateTemplateVersion(BaseModel):
    """What a template said at one time; it never changes. Certificates keep the version that they were made by.

    `content`: as `template_rows.store_template` writes it; pictures stand there by the ids of `CertificatePicture`.
    """

    template = models.ForeignKey(CertificateTemplate, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content: Any = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="certificate_template_version_once")]

    def __str__(self) -> str:
        return f"{self.template_id} version {self.number}"


class CertificatePicture(BaseModel):
    """A logo or the picture of a signature, as WebP. It never changes: templates and certificates name it."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"picture {self.pk}"
