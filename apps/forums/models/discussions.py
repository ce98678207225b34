"""Discussions, the tree of their replies, votes, edits, and what people have read."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.forums.models.forums import Forum
from apps.learning.models import CourseLesson

MOST_TITLE = 200


class DiscussionKind(models.TextChoices):
    """What a discussion is: a question has an accepted answer, an announcement is by who moderates."""

    QUESTION = "question", _("Question")
    TALK = "talk", _("Talk")
    ANNOUNCEMENT = "announcement", _("Announcement")


class Discussion(BaseModel):
    """A thread in a forum: its opening text, and its state. A text is HTML (`apps.core.rich_text`).

    `lesson` and `second`: the lesson of an online course, and the second of its film, under which it stands. Deleted,
    it keeps no text, and its replies stay. `hidden_at`: only its author and the moderators read it. `merged_into`: all
    of it stands there. `split_from`: where its opening text was a reply. `reply_count`: replies that are neither hidden
    nor deleted. `last_activity_at`: the last one, or its own beginning.
    """

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="discussions")
    kind = models.CharField(max_length=12, choices=DiscussionKind.choices)
    title = models.CharField(max_length=MOST_TITLE)
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="discussions"
    )
    lesson = models.ForeignKey(
        CourseLesson, null=True, blank=True, on_delete=models.SET_NULL, related_name="discussions"
    )
    second = models.PositiveIntegerField(null=True, blank=True)
    reply_count = models.PositiveIntegerField(default=0)
    last_activity_at = models.DateTimeField()
    pinned_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="merged")
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["forum", "-last_activity_at", "-id"]),
            models.Index(fields=["created_at"], name="discussion_by_day"),
            GinIndex(fields=["folded"], name="discussion_folded", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["lesson", "second"], condition=Q(lesson__isnull=False), name="discussion_of_lesson"),
        ]

    def __str__(self) -> str:
        return self.title[:60]


class Reply(BaseModel):
    """A text in a discussion, an answer to its opening text or to another reply (`parent`); `depth` counts from 0.

    `upvote_count` is proven each night. `accepted_at`: it answers the question; one of a discussion at most.
    """

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="replies")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")
    depth = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="replies"
    )
    upvote_count = models.PositiveIntegerField(default=0)
    accepted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["discussion"], condition=Q(accepted_at__isnull=False), name="reply_one_accepted"
            )
        ]
        indexes = [
            models.Index(fields=["discussion", "id"]),
            models.Index(fields=["discussion", "created_at"]),
            models.Index(fields=["created_at"], name="reply_by_day"),
            GinIndex(fields=["folded"], name="reply_folded", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"


class Upvote(BaseModel):
    """A person finds a reply good; once for each."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="upvotes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "user"], name="upvote_once")]

    def __str__(self) -> str:
        return f"upvote of {self.reply_id}"


class TextEdit(BaseModel):
    """What a text was before it was changed; of the opening text (no `reply`) or of a reply."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="edits")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.CASCADE, related_name="edits")
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=MOST_TITLE, blank=True)
    text = models.TextField()

    def __str__(self) -> str:
        return f"edit {self.created_at:%Y-%m-%d %H:%M}"


class DiscussionRead(BaseModel):
    """Up to when a person has read a discussion."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="reads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["discussion", "user"], name="discussion_read_once")]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.discussion_id}"
