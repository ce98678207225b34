"""A lead, its phones, its timeline and its contract."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.courses.models import Course, Group, Membership
from apps.leads.models.arranging import LeadForm, LeadStage
from apps.leads.models.sources import LeadSource
from apps.quizzes.models import PlacementLink
from apps.settings.models import Branch

NAME = 120
NOTE = 2000


class LossReason(models.TextChoices):
    """Why a lead was lost."""

    PRICE = "price", _("Too expensive")
    TIME = "time", _("The time does not suit")
    PLACE = "place", _("Too far away")
    COMPETITOR = "competitor", _("Chose another centre")
    NO_ANSWER = "no_answer", _("Does not answer")
    NO_NEED = "no_need", _("Does not want to learn")
    SPAM = "spam", _("Not a real request")
    OTHER = "other", _("Something else")


class CallResult(models.TextChoices):
    """How a call went."""

    REACHED = "reached", _("Talked")
    NO_ANSWER = "no_answer", _("No answer")
    BUSY = "busy", _("Busy")
    WRONG_NUMBER = "wrong_number", _("Wrong number")


class EntryKind(models.TextChoices):
    """What an entry of a timeline tells."""

    CREATED = "created", _("Came")
    NOTE = "note", _("Note")
    CALL = "call", _("Call")
    STAGE = "stage", _("Stage")
    OWNER = "owner", _("Owner")
    STEP = "step", _("Next step")
    CHANGE = "change", _("Change")
    TRIAL = "trial", _("Trial lesson")
    TEST = "test", _("Placement test")
    MERGE = "merge", _("Merge")
    LOST = "lost", _("Lost")
    REOPENED = "reopened", _("Reopened")
    CONVERTED = "converted", _("Became a pupil")


class Lead(BaseModel):
    """Somebody who may become a pupil of a branch.

    `folded` and `name_key` are the name for searches and for doubles (`ml.text`). `course` and `group` are the wish.
    `next_step_at` is when `next_step` is to be done; `reminded_at`: a reminder of it went out. While `claimed_until`
    has not passed, only `claimed_by` calls. `student` is the account, from the trial lesson on; `converted_at`: when
    the lead became a pupil. `merged_into`: this lead was a double; that one was kept. `membership`: the membership
    with status `lead` from which this lead was made. `erased_at`: the person asked to be forgotten; such a lead is only
    counted.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="leads")
    name = models.CharField(max_length=NAME)
    folded = models.CharField(max_length=400, blank=True, editable=False)
    name_key = models.CharField(max_length=400, blank=True, editable=False)
    email = models.EmailField(max_length=254, blank=True)
    note = models.CharField(max_length=NOTE, blank=True)
    source = models.CharField(max_length=10, choices=LeadSource.choices)
    form = models.ForeignKey(LeadForm, null=True, blank=True, on_delete=models.SET_NULL, related_name="leads")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    stage = models.ForeignKey(LeadStage, on_delete=models.PROTECT, related_name="leads")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="owned_leads"
    )
    next_step = models.CharField(max_length=200, blank=True)
    next_step_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    tried_on = models.DateField(null=True, blank=True)
    student = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="leads"
    )
    membership = models.OneToOneField(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="lead")
    converted_at = models.DateTimeField(null=True, blank=True)
    converted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    lost_at = models.DateTimeField(null=True, blank=True)
    loss_reason = models.CharField(max_length=10, choices=LossReason.choices, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="doubles", editable=False
    )
    merged_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lost_at__isnull=True, loss_reason="") | (Q(lost_at__isnull=False) & ~Q(loss_reason="")),
                name="lead_lost_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(lost_at__isnull=True) | Q(converted_at__isnull=True), name="lead_lost_or_converted"
            ),
            models.CheckConstraint(
                condition=Q(next_step_at__isnull=True, next_step="") | Q(next_step_at__isnull=False) & ~Q(next_step=""),
                name="lead_next_step_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", email="", note="", next_step="", student__isnull=True),
                name="lead_erased_is_empty",
            ),
        ]
        indexes = [
            models.Index(
                fields=["branch", "stage", "-id"],
                condition=Q(merged_at__isnull=True, lost_at__isnull=True, converted_at__isnull=True),
                name="lead_board",
            ),
            models.Index(
                fields=["next_step_at"],
                condition=Q(next_step_at__isnull=False, merged_at__isnull=True),
                name="lead_next_step",
            ),
            models.Index(fields=["branch", "created_at"], name="lead_by_month"),
            models.Index(fields=["name_key"], name="lead_name_key"),
            GinIndex(fields=["folded"], name="lead_folded", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """`merged`, `converted`, `lost` or `open`."""
        if self.merged_at is not None:
            return "merged"
        if self.converted_at is not None:
            return "converted"
        return "lost" if self.lost_at is not None else "open"


class LeadPhone(BaseModel):
    """A phone of a lead in E.164, so that all spellings are one. `place` 0 is the one to call first."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="phones")
    phone = models.CharField(max_length=16)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lead", "phone"], name="lead_phone_once"),
            models.CheckConstraint(condition=Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"), name="lead_phone_e164"),
        ]
        indexes = [models.Index(fields=["phone"], name="lead_phone_number")]

    def __str__(self) -> str:
        return self.phone


class LeadEntry(BaseModel):
    """An entry of a lead's timeline; never changed or deleted. `data`: what changed, by name. `came_with`: the double
    from which a merge brought it.
    """

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    text = models.CharField(max_length=NOTE, blank=True)
    outcome = models.CharField(max_length=12, choices=CallResult.choices, blank=True)
    data: Any = models.JSONField(default=dict, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    came_with = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    test = models.OneToOneField(PlacementLink, null=True, blank=True, on_delete=models.SET_NULL, related_name="entry")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="call") & ~Q(outcome="") | ~Q(kind="call") & Q(outcome=""),
                name="lead_entry_outcome_of_calls",
            )
        ]
        indexes = [models.Index(fields=["lead", "-at", "-id"], name="lead_timeline")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class LeadContract(BaseModel):
    """The contract of a lead who became a pupil. `facts`: what it said on that day. It moves no money and stays when
    the person is erased, without its facts.
    """

    lead = models.OneToOneField(Lead, null=True, blank=True, on_delete=models.SET_NULL, related_name="contract")
    student = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveBigIntegerField(unique=True)
    signed_on = models.DateField()
    facts: Any = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.number)


OPEN_LEADS = Q(merged_at__isnull=True, lost_at__isnull=True, converted_at__isnull=True, erased_at__isnull=True)
"""Neither merged, lost, erased nor a pupil."""
