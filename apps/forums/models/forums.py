"""Forums, one for each place, and how people follow them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.courses.models import Course, Group
from apps.settings.models import Branch


class ForumKind(models.TextChoices):
    """Whose forum it is."""

    CENTRE = "centre", _("Centre")
    BRANCH = "branch", _("Branch")
    COURSE = "course", _("Course")
    GROUP = "group", _("Group")


class Forum(BaseModel):
    """The one forum of a course, a group or a branch, or that of the centre. It has the name of its place."""

    kind = models.CharField(max_length=6, choices=ForumKind.choices)
    branch = models.OneToOneField(Branch, null=True, blank=True, on_delete=models.CASCADE, related_name="forum")
    course = models.OneToOneField(Course, null=True, blank=True, on_delete=models.CASCADE, related_name="forum")
    group = models.OneToOneField(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="forum")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="centre"), name="forum_one_of_the_centre"),
            models.CheckConstraint(
                condition=Q(kind="centre", branch__isnull=True, course__isnull=True, group__isnull=True)
                | Q(kind="branch", branch__isnull=False, course__isnull=True, group__isnull=True)
                | Q(kind="course", branch__isnull=True, course__isnull=False, group__isnull=True)
                | Q(kind="group", branch__isnull=True, course__isnull=True, group__isnull=False),
                name="forum_has_the_place_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class SubscriptionLevel(models.TextChoices):
    """What a person hears of a forum: replies to own texts, and mentions; mentions only; every text; nothing."""

    OWN = "own", _("Replies to my texts")
    MENTIONED = "mentioned", _("Mentions only")
    ALL = "all", _("All texts")
    NONE = "none", _("Nothing")


class ForumReader(BaseModel):
    """How a person follows a forum, and when they last said that they have seen it."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    level = models.CharField(max_length=9, choices=SubscriptionLevel.choices, default=SubscriptionLevel.OWN)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "user"], name="forum_reader_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.forum_id}: {self.level}"
