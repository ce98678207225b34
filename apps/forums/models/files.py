"""Pictures and voice notes of texts, mentions, and who was told of which text."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel, StoredFile
from apps.forums.models.discussions import Discussion, Reply


class FileKind(models.TextChoices):
    """What a text may carry."""

    PICTURE = "picture", _("Picture")
    VOICE = "voice", _("Voice note")


class ForumFile(BaseModel):
    """A picture or voice note, uploaded before the text that names it; without a text it goes after a day. Of the
    opening text (no `reply`) or of a reply.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=FileKind.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    discussion = models.ForeignKey(Discussion, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reply__isnull=True) | Q(discussion__isnull=False), name="forum_file_of_a_discussion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class TextMention(BaseModel):
    """A text names a person; of the opening text (no `reply`) or of a reply."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="mentions")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "reply", "user"], nulls_distinct=False, name="text_mention_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.discussion_id}"


class TextNotice(BaseModel):
    """A person was told of a text (`text_id`: of a discussion or reply), so that nobody is told twice."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="notices")
    text_id = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text_id", "user"], name="text_notice_once")]

    def __str__(self) -> str:
        return f"{self.user_id} heard of {self.text_id}"
