"""Comments that teachers keep to use again."""

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel


class SavedComment(BaseModel):
    """A comment in the comment bank of a teacher: nobody else sees it."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_comments")
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["author", "-id"])]

    def __str__(self) -> str:
        return self.text[:60]
