"""Reports, the case of a text, what a moderator decided, and the appeal against it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.core.translated_texts import pick_translation
from apps.courses.models import Course, Group
from apps.settings.models import Branch

REASON = 500
WORDS = 20_000


class ReportReason(models.TextChoices):
    """Why a text was reported. `rules`: a declared rule holds it until a moderator has looked."""

    SPAM = "spam", _("Advertising or spam")
    INSULT = "insult", _("Insult or bullying")
    THREAT = "threat", _("Threat or violence")
    ADULT = "adult", _("Not for children")
    PRIVATE = "private", _("Somebody's personal data")
    OFF_TOPIC = "off_topic", _("Does not belong here")
    OTHER = "other", _("Something else")
    RULES = "rules", _("Waits by a rule")


class CaseAction(models.TextChoices):
    """What a moderator decides about a text and its author."""

    DISMISS = "dismiss", _("Leave it")
    HIDE = "hide", _("Hide the text")
    WARN = "warn", _("Warn the author")
    MUTE = "mute", _("Mute the author for days")
    BAN = "ban", _("Ban the author from the room")


class ModerationCase(BaseModel):
    """One reported text, however many reports it has.

    `kind` and `object_id` name the text (`apps.moderation.kinds`); `words` is what it said when it was first reported
    (again). `course`, `group`, `branch` say who decides, `place_kind` and `place_id` in which room it stands,
    `place_titles` its title by language, where it is translated. `is_held`: the text is hidden until the decision,
    because a rule holds it.
    """

    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    branch = models.ForeignKey(Branch, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place_kind = models.CharField(max_length=20)
    place_id = models.UUIDField()
    place_title = models.CharField(max_length=200)
    place_titles = models.JSONField(default=dict, blank=True)
    words = models.TextField(blank=True)
    written_at = models.DateTimeField()
    is_held = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="moderation_case_one_a_text")]
        indexes = [models.Index(fields=["-opened_at", "-id"], condition=Q(is_open=True), name="moderation_case_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

    @property
    def place_name(self) -> str:
        """The title of the room in the active language."""
        return pick_translation(self.place_titles) or self.place_title or gettext("The whole centre")


class TextReport(BaseModel):
    """What one person (None: a rule) says of a text. `closed_at`: when its case was decided."""

    case = models.ForeignKey(ModerationCase, on_delete=models.CASCADE, related_name="reports")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="text_reports"
    )
    reason = models.CharField(max_length=10, choices=ReportReason.choices)
    words = models.CharField(max_length=REASON, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "author"], condition=Q(closed_at__isnull=True), name="text_report_one_open"
            )
        ]
        indexes = [models.Index(fields=["author", "created_at"])]

    def __str__(self) -> str:
        return f"{self.reason} of {self.case_id}"


class CaseDecision(BaseModel):
    """What was decided about a case, by whom and why; the author of the text is told. `hides`: the text was hidden
    too. `days`: of a mute. `everywhere`: the mute holds in all rooms. `words`: what the text said then.
    """

    case = models.ForeignKey(ModerationCase, on_delete=models.CASCADE, related_name="decisions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions_about"
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    action = models.CharField(max_length=8, choices=CaseAction.choices)
    hides = models.BooleanField(default=False)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    everywhere = models.BooleanField(default=False)
    reason = models.CharField(max_length=REASON)
    words = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(action="mute", days__gte=1) | (~Q(action="mute") & Q(days__isnull=True)),
                name="case_decision_days_of_mute",
            )
        ]
        indexes = [models.Index(fields=["person", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.action}: {self.reason[:60]}"


class DecisionAppeal(BaseModel):
    """The one appeal of a person against a decision. `is_granted` is set with the answer: the decision was withdrawn,
    or it stands.
    """

    decision = models.OneToOneField(CaseDecision, on_delete=models.CASCADE, related_name="appeal")
    text = models.CharField(max_length=REASON)
    is_granted = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=REASON, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, is_granted__isnull=True, answer="")
                | Q(answered_at__isnull=False, is_granted__isnull=False),
                name="decision_appeal_answered_or_open",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
