"""Profiles of pupils, teachers and children, and their families."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from apps.accounts.models.people import User
from apps.core.models import BaseModel, StoredFile


class InstitutionKind(models.TextChoices):
    """Kinds of institutions."""

    SCHOOL = "school"
    UNIVERSITY = "university"


class Institution(BaseModel):
    """A school or university; `folded` is the name for searches (`ml.text.fold`)."""

    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    kind = models.CharField(max_length=20, choices=InstitutionKind.choices)
    city = models.CharField(max_length=100, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["folded", "city"], condition=Q(archived_at__isnull=True), name="institution_once")
        ]
        indexes = [GinIndex(fields=["folded"], name="institution_folded", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.name


class StudentProfile(BaseModel):
    """A pupil's education and preferences."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="student_profile")
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    education = models.CharField(max_length=200, blank=True)
    preferences: Any = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"student profile of {self.user_id}"


class TeacherProfile(BaseModel):
    """A teacher's public text and qualifications."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="teacher_profile")
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    about: Any = models.JSONField(default=dict)
    qualifications = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"teacher profile of {self.user_id}"


class ChildProfile(BaseModel):
    """A child: the code and pictures to sign in with on an opened device.

    `birth_date` is a copy of `User.birth_date` for the previous release.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="child_profile")
    birth_date = models.DateField()
    code = models.CharField(max_length=12, unique=True)
    pictures_hash = models.CharField(max_length=200, blank=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"child {self.user_id}"


class ChildDevice(BaseModel):
    """A device that a parent or teacher opened for a child; its single-use token is stored as a hash."""

    child = models.ForeignKey(User, on_delete=models.CASCADE, related_name="child_devices")
    opened_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"device for {self.child_id}"


class GuardianKind(models.TextChoices):
    """Who the parent is to the child."""

    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"
    OTHER = "other"


class Guardian(BaseModel):
    """The link of a parent or other guardian to a child, and what the guardian may see."""

    parent = models.ForeignKey(User, on_delete=models.CASCADE, related_name="wards")
    child = models.ForeignKey(User, on_delete=models.CASCADE, related_name="guardians")
    kind = models.CharField(max_length=20, choices=GuardianKind.choices)
    sees_progress = models.BooleanField(default=True)
    sees_recordings = models.BooleanField(default=True)
    sees_payments = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["created_at", "id"], name="guardian_newest")]
        constraints = [
            UniqueConstraint(
                fields=["parent", "child"], condition=Q(ended_at__isnull=True), name="guardian_once_while_open"
            ),
            CheckConstraint(condition=~Q(parent=F("child")), name="guardian_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.parent_id} cares for {self.child_id}"


class ConsentKind(models.TextChoices):
    """Kinds of consent."""

    RECORDING = "recording"
    PHOTO = "photo"
    MESSAGES = "messages"
    MACHINE_LEARNING = "machine_learning"
    CERTIFICATE = "certificate"
    ACTIVITY = "activity"
    LEARNING_SYSTEMS = "learning_systems"


class Consent(BaseModel):
    """One answer of a user to one kind; the highest revision counts. Rows are added, never changed.

    Of an answer on paper, `signed_by` is who signed, `signed_on` when, and `photo` shows the paper; `given_by` recorded
    it.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=20, choices=ConsentKind.choices)
    revision = models.PositiveIntegerField(default=1)
    given = models.BooleanField()
    text_version = models.CharField(max_length=20)
    given_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    signed_by = models.CharField(max_length=160, blank=True, default="", db_default="")
    signed_on = models.DateField(null=True, blank=True)
    photo = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["person", "kind", "revision"], name="consent_revision_once"),
            CheckConstraint(
                condition=Q(signed_by="", signed_on__isnull=True, photo__isnull=True)
                | (Q(signed_on__isnull=False) & ~Q(signed_by="")),
                name="consent_paper_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}: {self.given}"


class OnboardingQuestion(BaseModel):
    """A question for new users: `text` is `{uz, ru, en}`, `choices` are `{value, text}`.

    Without choices the answer is free text.
    """

    text: Any = models.JSONField()
    choices: Any = models.JSONField(default=list)
    required = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.text.get("en") or self.text.get("uz") or self.pk)


class OnboardingAnswer(BaseModel):
    """A user's answer to one question."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="onboarding_answers")
    question = models.ForeignKey(OnboardingQuestion, on_delete=models.CASCADE, related_name="answers")
    answer: Any = models.JSONField()

    class Meta:
        constraints = [UniqueConstraint(fields=["user", "question"], name="onboarding_answer_once")]

    def __str__(self) -> str:
        return f"answer of {self.user_id}"
