"""Rooms and conversations, how far people have read them, and who blocked whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.courses.models import Course, Group
from apps.lessons.models import Lesson
from apps.settings.models import Branch


class ChatKind(models.TextChoices):
    """`direct`: two people; `office`: one person and the office of a branch; the others are rooms of many."""

    COURSE = "course", _("Course")
    GROUP = "group", _("Group")
    LESSON = "lesson", _("Lesson")
    DIRECT = "direct", _("Two people")
    OFFICE = "office", _("Office")


CONVERSATIONS = (ChatKind.DIRECT, ChatKind.OFFICE)
"""Kinds that are between people who are named, not of everybody who learns something."""


def _has_only(kind: ChatKind, *names: str) -> Q:
    """Return the condition that a room of this kind has these links and no others."""
    links = ("course", "group", "lesson", "person", "other")
    return Q(kind=kind, **{f"{name}__isnull": name not in names for name in links})


class ChatRoom(BaseModel):
    """A room of a course, group or lesson, or a conversation.

    `person` and `other`: the two of a direct conversation, in any order; an office conversation has `person` only.
    `branch`: whose hours count and, of an office conversation, whose office answers. Messages are numbered from 1 when
    readers get them: `last_number` is the newest one, and those up to `removed_number` are gone by retention.
    `last_at`: when the newest one came, at first when the room was made. `continued_in`: the conversation in which the
    two go on writing since a merge of doubles; this one is only read.
    """

    kind = models.CharField(max_length=8, choices=ChatKind.choices)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    other = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    continued_in = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    last_number = models.PositiveIntegerField(default=0)
    removed_number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course"], name="chat_room_once_a_course"),
            models.UniqueConstraint(fields=["group"], name="chat_room_once_a_group"),
            models.UniqueConstraint(fields=["lesson"], name="chat_room_once_a_lesson"),
            models.UniqueConstraint(
                fields=["person", "branch"],
                condition=Q(kind="office", continued_in__isnull=True),
                name="chat_room_once_a_person_and_office",
            ),
            models.UniqueConstraint(
                Least("person", "other"),
                Greatest("person", "other"),
                condition=Q(kind="direct", continued_in__isnull=True),
                name="chat_room_once_a_pair",
            ),
            models.CheckConstraint(
                condition=Q(continued_in__isnull=True) | Q(kind__in=CONVERSATIONS),
                name="chat_room_conversations_are_continued",
            ),
            models.CheckConstraint(
                condition=_has_only(ChatKind.COURSE, "course")
                | _has_only(ChatKind.GROUP, "group")
                | _has_only(ChatKind.LESSON, "lesson")
                | _has_only(ChatKind.DIRECT, "person", "other")
                | _has_only(ChatKind.OFFICE, "person"),
                name="chat_room_links_fit_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(person=F("other")), name="chat_room_of_two_different_people"
            ),
        ]
        indexes = [models.Index(fields=["-last_at", "id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_conversation(self) -> bool:
        """Whether the room is between people who are named."""
        return self.kind in CONVERSATIONS


class ReadPosition(BaseModel):
    """The number of the last message of a room that a person has read."""

    room = models.ForeignKey(ChatRoom, on_delete=models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="chat_read_mark_once")]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.room_id} up to {self.number}"


class Block(BaseModel):
    """A person who gets no direct messages of another person."""

    blocker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="chat_block_once"),
            models.CheckConstraint(condition=~Q(blocker=F("blocked")), name="chat_block_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} blocked {self.blocked_id}"
