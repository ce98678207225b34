"""What keeps people from writing: sanctions, word lists, and the texts of the last days that limits count."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.moderation.models.cases import CaseDecision


class SanctionKind(models.TextChoices):
    """`mute`: may read and not write. `ban`: may not enter the room."""

    MUTE = "mute", _("Muted")
    BAN = "ban", _("Banned")


class Sanction(BaseModel):
    """A person may not write, or not enter a room. Without `place_id` it holds everywhere; `until` null: until it is
    lifted.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sanctions")
    kind = models.CharField(max_length=4, choices=SanctionKind.choices)
    decision = models.OneToOneField(CaseDecision, on_delete=models.CASCADE, related_name="sanction")
    place_kind = models.CharField(max_length=20, blank=True)
    place_id = models.UUIDField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="mute", until__isnull=False) | Q(kind="ban", place_id__isnull=False),
                name="sanction_mute_ends_ban_has_room",
            )
        ]
        indexes = [models.Index(fields=["person"], condition=Q(lifted_at__isnull=True), name="sanction_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class WordEffect(models.TextChoices):
    """What happens to a text with a listed word."""

    REFUSE = "refuse", _("Refuse the text")
    HOLD = "hold", _("Let a moderator look first")


class BlockedWord(BaseModel):
    """A word that texts may not have, in one language. `folded` is its skeleton (`apps.moderation.folding`); a star at
    its end stands for any ending.
    """

    language = models.CharField(max_length=2)
    word = models.CharField(max_length=60)
    folded = models.CharField(max_length=120, unique=True)
    effect = models.CharField(max_length=6, choices=WordEffect.choices, default=WordEffect.REFUSE)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(folded__in=["", "*"]), name="blocked_word_not_empty")]

    def __str__(self) -> str:
        return self.word


class Writer(BaseModel):
    """How many texts of a person were shown at once, in all. It is locked by each act that limits count, one after the
    other.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    texts = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.texts}"


class WrittenText(BaseModel):
    """A text that a person wrote, for limits: where (`area`: the app), when, its fingerprint. Kept for some days."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    area = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["author", "area", "-created_at"]), models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return f"{self.area} {self.created_at:%Y-%m-%d %H:%M}"
