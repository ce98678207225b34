"""Custom roles."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.models import BaseModel
from apps.core.permissions import all_permissions, get_common_permissions


class OwnRole(BaseModel):
    """A custom role (cashier, reception): a named set of permissions.

    A user with one has its permissions and those of every user, instead of those of the built-in role.
    """

    name: Any = models.JSONField()
    permissions = ArrayField(models.CharField(max_length=60), default=list)
    archived_at = models.DateTimeField(null=True, blank=True)

    @property
    def permission_set(self) -> frozenset[str]:
        """The names of the permissions of its users; once archived, only those of every user."""
        if self.archived_at is not None:
            return get_common_permissions()
        return get_common_permissions() | (frozenset(self.permissions) & all_permissions().keys())

    def __str__(self) -> str:
        return str(self.name.get("en") or self.name.get("uz") or self.pk)
