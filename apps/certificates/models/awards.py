"""Who gets a certificate by which rule, what was awarded, and the keys that sign."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.certificates.keys import PUBLIC_ID_LENGTH
from apps.certificates.models.templates import CertificateTemplate, CertificateTemplateVersion
from apps.core.models import BaseModel, StoredFile
from apps.core.translated_texts import LANGUAGES
from apps.courses.models import Course
from apps.quizzes.models import Quiz

LEVEL = 40
REASON = 500


class CertificateRule(BaseModel):
    """When people who learn a course get a certificate: all its conditions must hold.

    Percents: `least_progress` of the online course, `least_grade` of the gradebook, `least_quiz` of the quiz,
    `least_attendance` of the register. `not_before`: a local day of the centre. One of progress, quiz and day is there:
    a grade and attendance alone would hold at the first lesson. `language` "": that of the person. `hours`: academic
    hours; `level` "": none. `author`: who wrote it last, and gets nothing by it.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="certificate_rules")
    template = models.ForeignKey(CertificateTemplate, on_delete=models.PROTECT, related_name="rules")
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES], blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.CharField(max_length=LEVEL, blank=True)
    least_progress = models.PositiveSmallIntegerField(null=True, blank=True)
    least_grade = models.PositiveSmallIntegerField(null=True, blank=True)
    quiz = models.ForeignKey(Quiz, null=True, blank=True, on_delete=models.CASCADE, related_name="certificate_rules")
    least_quiz = models.PositiveSmallIntegerField(null=True, blank=True)
    least_attendance = models.PositiveSmallIntegerField(null=True, blank=True)
    not_before = models.DateField(null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    archived_at = models.DateTimeField(null=True, blank=True)

    is_held = False
    """Set by `eligibility.mark_held`."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "template"],
                condition=Q(archived_at__isnull=True),
                name="certificate_rule_once_a_template",
            ),
            models.CheckConstraint(
                condition=Q(quiz__isnull=True, least_quiz__isnull=True)
                | Q(quiz__isnull=False, least_quiz__isnull=False),
                name="certificate_rule_quiz_and_percent",
            ),
            models.CheckConstraint(
                condition=Q(least_progress__isnull=False) | Q(quiz__isnull=False) | Q(not_before__isnull=False),
                name="certificate_rule_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"rule of {self.course_id}"


class CertificateKey(BaseModel):
    """The keys of one time: `sealed_signing_key` signs PDFs, `sealed_badge_key` signs Open Badges.

    `certificate` (X.509, DER) and `badge_issuer` (did:key) are public, and stay when the keys are renewed: what was
    signed is checked by them. One row is current.
    """

    sealed_signing_key = models.BinaryField()
    sealed_badge_key = models.BinaryField()
    certificate = models.BinaryField()
    badge_issuer = models.CharField(max_length=80, unique=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="certificate_key_one_current"
            )
        ]

    def __str__(self) -> str:
        return self.badge_issuer


class Certificate(BaseModel):
    """What is certified of a person, in the words that are printed, with its number in the series of its year.

    `public_id`: of the public page, secret until the person shows it. `grounds`: what held of the rule, as its least
    percents: `{"progress": "100"}`. `rule` and `awarded_by` null: its rule or the person is gone. `pdf` and `badge` are
    there from `made_at` on; `failed_at`: the document could not be made, until somebody has it made again. `key` signed
    them, and `status_index` is the place in the list `status_list` of that key.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True)
    series = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates")
    course = models.ForeignKey(Course, on_delete=models.RESTRICT, related_name="certificates")
    template = models.ForeignKey(CertificateTemplate, on_delete=models.PROTECT, related_name="certificates")
    version = models.ForeignKey(CertificateTemplateVersion, on_delete=models.PROTECT, related_name="certificates")
    rule = models.ForeignKey(
        CertificateRule, null=True, blank=True, on_delete=models.SET_NULL, related_name="certificates"
    )
    grounds: Any = models.JSONField(default=dict)
    awarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=REASON, blank=True)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES])
    name = models.CharField(max_length=200)
    course_title = models.CharField(max_length=300)
    centre = models.CharField(max_length=200)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.CharField(max_length=LEVEL, blank=True)
    day = models.DateField()
    made_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    pdf = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    badge: Any = models.JSONField(null=True, blank=True)
    key = models.ForeignKey(
        CertificateKey, null=True, blank=True, on_delete=models.PROTECT, related_name="certificates"
    )
    status_list = models.PositiveIntegerField(null=True, blank=True)
    status_index = models.PositiveIntegerField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoke_reason = models.CharField(max_length=REASON, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="certificate_number_once"),
            models.UniqueConstraint(
                fields=["student", "course", "template"],
                condition=Q(revoked_at__isnull=True),
                name="certificate_once_while_valid",
            ),
            models.UniqueConstraint(
                fields=["key", "status_list", "status_index"], name="certificate_status_place_once"
            ),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True) | Q(key__isnull=False), name="certificate_made_with_a_key"
            ),
        ]
        indexes = [models.Index(fields=["course", "-created_at"]), models.Index(fields=["-created_at", "id"])]

    @property
    def shown_number(self) -> str:
        """The number as people read it: `2026-000123`."""
        return f"{self.series.rpartition(':')[2]}-{self.number:06d}"

    def __str__(self) -> str:
        return self.shown_number
