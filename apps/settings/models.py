"""System settings, branches and the audit log."""

from datetime import time
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, Value
from django.db.models.lookups import Exact

from apps.core import validators
from apps.core.models import BaseModel, StoredFile
from apps.core.translated_texts import LANGUAGES
from apps.settings.bands import validate_coin_bands
from apps.settings.colours import HEX_COLOUR
from apps.settings.definitions import LIVE_PROVIDERS


def all_languages() -> list[str]:
    """Return all languages of the platform."""
    return list(LANGUAGES)


def default_advance_limit() -> dict[str, int]:
    """Return the first value of `advance_limit`: 5,000,000 soʻm."""
    return {"UZS": 5_000_000_00}


def default_entry_limit() -> dict[str, int]:
    """Return the first value of `entry_limit`: 20,000,000 soʻm."""
    return {"UZS": 20_000_000_00}


def default_shift_difference_limit() -> dict[str, int]:
    """Return the first value of `shift_difference_limit`: 50,000 soʻm."""
    return {"UZS": 50_000_00}


def default_change_float_limit() -> dict[str, int]:
    """Return the first value of `change_float_limit`: 1,000,000 soʻm."""
    return {"UZS": 1_000_000_00}


def _is_json_object(name: str) -> Exact:
    """Return the condition that a column holds a JSON object."""
    return Exact(Func(F(name), function="jsonb_typeof", output_field=models.TextField()), Value("object"))


NEVER_QUIET = Q(quiet_from=F("quiet_until"))
QUIET_BY_DAY = Q(quiet_from__lt=F("quiet_until"))
QUIET_OVER_NIGHT = Q(quiet_from__gt=F("quiet_until"))
AFTER = Q(digest_at__gte=F("quiet_until"))
BEFORE = Q(digest_at__lt=F("quiet_from"))


class SystemSettings(models.Model):
    """The one row of system settings; read it with `apps.settings.queries.get_system_settings()`.

    Meanings and limits are in `apps.settings.definitions`. `logo` is the centre's picture; `set_centre_logo` of
    `apps.portal` changes it. `version` rises with every change of a setting. `first_values_at`: when
    the initial values were applied, null before. `first_run_code_hmac`: the code of the first-run page as an HMAC,
    empty without one. `guardians_read_along_since`: when `guardians_read_along` was switched on last.
    """

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    centre_name = models.CharField(max_length=120, default="Talim")
    default_language = models.CharField(max_length=2, default="uz")
    coins_for_homework = models.PositiveSmallIntegerField(default=20)
    coins_minimum_score = models.PositiveSmallIntegerField(default=40)
    attempts_allowed = models.PositiveSmallIntegerField(default=3)
    recording_max_seconds = models.PositiveSmallIntegerField(default=300)
    registration_open = models.BooleanField(default=True)
    teacher_registration_open = models.BooleanField(default=True)
    foreign_phones = models.BooleanField(default=False)
    mfa_required_for_staff = models.BooleanField(default=False)
    lesson_horizon_weeks = models.PositiveSmallIntegerField(default=8)
    coins_for_attendance = models.PositiveSmallIntegerField(default=5)
    coins_for_lateness = models.PositiveSmallIntegerField(default=2)
    register_closes_after_days = models.PositiveSmallIntegerField(default=30)
    absences_before_alert = models.PositiveSmallIntegerField(default=3)
    self_check_in = models.BooleanField(default=False)
    material_max_mb = models.PositiveSmallIntegerField(default=100)
    currency = models.CharField(max_length=3, default="UZS")
    debt_limit = models.BigIntegerField(null=True, blank=True)
    payment_notice_days_before = models.PositiveSmallIntegerField(default=3)
    payment_notice_every_days = models.PositiveSmallIntegerField(default=7)
    order_expires_after_hours = models.PositiveSmallIntegerField(default=24)
    topup_minimum = models.BigIntegerField(default=100_000)
    topup_maximum = models.BigIntegerField(default=10_000_000_00)
    coin_bands = models.CharField(max_length=100, blank=True, default="", validators=[validate_coin_bands])
    coins_for_on_time = models.PositiveSmallIntegerField(default=0)
    coins_for_first_try = models.PositiveSmallIntegerField(default=0)
    coins_for_streak = models.PositiveSmallIntegerField(default=10)
    streak_days_for_coins = models.PositiveSmallIntegerField(default=7)
    coins_adjust_daily = models.PositiveSmallIntegerField(default=100)
    coins_for_course = models.PositiveSmallIntegerField(default=50, db_default=50)
    provider_fee_percent = models.PositiveSmallIntegerField(default=0, db_default=0)
    video_max_mb = models.PositiveSmallIntegerField(default=4096, db_default=4096)
    video_max_hours = models.PositiveSmallIntegerField(default=6, db_default=6)
    quiz_grace_seconds = models.PositiveSmallIntegerField(default=10, db_default=10)
    film_copies = models.BooleanField(default=False, db_default=False)
    texts_per_minute = models.PositiveSmallIntegerField(default=10, db_default=10)
    texts_per_day = models.PositiveSmallIntegerField(default=200, db_default=200)
    new_member_texts = models.PositiveSmallIntegerField(default=3, db_default=3)
    new_member_pause_seconds = models.PositiveSmallIntegerField(default=20, db_default=20)
    reports_per_day = models.PositiveSmallIntegerField(default=20, db_default=20)
    quiet_from = models.TimeField(default=time(22, 0))
    quiet_until = models.TimeField(default=time(8, 0))
    digest_at = models.TimeField(default=time(19, 0))
    sms_month_budget = models.BigIntegerField(default=500_000_00)
    sms_part_price = models.PositiveIntegerField(default=200_00)
    sms_balance_least = models.BigIntegerField(default=100_000_00)
    homework_reminder_hours = models.PositiveSmallIntegerField(default=24)
    languages = ArrayField(models.CharField(max_length=2), default=all_languages)
    shop_open = models.BooleanField(default=True)
    leaderboards_shown = models.BooleanField(default=True)
    appeals_allowed = models.PositiveSmallIntegerField(default=3)
    excuse_days_back = models.PositiveSmallIntegerField(default=7)
    check_in_opens_minutes = models.PositiveSmallIntegerField(default=15)
    check_in_on_time_minutes = models.PositiveSmallIntegerField(default=5)
    live_opens_minutes = models.PositiveSmallIntegerField(default=10, db_default=10)
    live_provider = models.CharField(max_length=16, blank=True, default="", db_default="")
    recordings_keep_days = models.PositiveIntegerField(null=True, blank=True)
    audit_keep_days = models.PositiveIntegerField(null=True, blank=True, default=1095)
    adult_from_age = models.PositiveSmallIntegerField(default=18, db_default=18)
    pay_when_all_absent = models.BooleanField(default=True, db_default=True)
    lesson_reminder_hours = models.PositiveSmallIntegerField(default=3, db_default=3)
    lesson_reminder_sms = models.BooleanField(default=False, db_default=False)
    teacher_feedback = models.BooleanField(default=False, db_default=False)
    teachers_see_phones = models.BooleanField(default=False, db_default=False)
    centre_colour = models.CharField(max_length=7, blank=True, default="", db_default="")
    logo = models.ForeignKey(
        StoredFile, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    legal_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    legal_tax_id = models.CharField(max_length=20, blank=True, default="", db_default="")
    legal_address = models.CharField(max_length=300, blank=True, default="", db_default="")
    legal_phone = models.CharField(max_length=40, blank=True, default="", db_default="")
    advance_limit: Any = models.JSONField(
        default=default_advance_limit, db_default=Value({"UZS": 5_000_000_00}, models.JSONField())
    )
    entry_limit: Any = models.JSONField(
        default=default_entry_limit, db_default=Value({"UZS": 20_000_000_00}, models.JSONField())
    )
    shift_difference_limit: Any = models.JSONField(
        default=default_shift_difference_limit, db_default=Value({"UZS": 50_000_00}, models.JSONField())
    )
    change_float_limit: Any = models.JSONField(
        default=default_change_float_limit, db_default=Value({"UZS": 1_000_000_00}, models.JSONField())
    )
    close_books_automatically = models.BooleanField(default=False, db_default=False)
    public_catalogue = models.BooleanField(default=False, db_default=False)
    direct_messages_from_age = models.PositiveSmallIntegerField(default=16, db_default=16)
    pupil_direct_messages = models.BooleanField(default=False, db_default=False)
    message_hours_from = models.TimeField(default=time(8, 0), db_default=time(8, 0))
    message_hours_until = models.TimeField(default=time(20, 0), db_default=time(20, 0))
    guardians_read_along = models.BooleanField(default=False, db_default=False)
    guardians_read_along_since = models.DateTimeField(null=True, editable=False)
    chat_keep_days = models.PositiveIntegerField(null=True, blank=True, default=1095, db_default=1095)
    activity_keep_days = models.PositiveIntegerField(default=180, db_default=180)
    report_keep_days = models.PositiveSmallIntegerField(default=7, db_default=7)
    class_boundary_month = models.PositiveSmallIntegerField(default=9, db_default=9)
    class_boundary_day = models.PositiveSmallIntegerField(default=1, db_default=1)
    kids_mastery_lists = models.BooleanField(default=True, db_default=True)
    kids_pipeline_lists = models.BooleanField(default=True, db_default=True)
    kids_compare_lists = models.BooleanField(default=False, db_default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    first_values_at = models.DateTimeField(null=True, editable=False)
    first_run_code_hmac = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    first_run_code_expires_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "system settings"
        constraints = [
            CheckConstraint(condition=Q(id=1), name="system_settings_one_row"),
            CheckConstraint(
                condition=Q(guardians_read_along=False) | Q(guardians_read_along_since__isnull=False),
                name="system_settings_guardians_read_along_since",
            ),
            CheckConstraint(condition=Q(coins_minimum_score__lte=100), name="system_settings_minimum_is_a_score"),
            CheckConstraint(
                condition=Q(lesson_horizon_weeks__gte=1, lesson_horizon_weeks__lte=60), name="system_settings_horizon"
            ),
            CheckConstraint(condition=Q(default_language__in=["uz", "ru", "en"]), name="system_settings_language"),
            CheckConstraint(condition=Q(live_provider__in=LIVE_PROVIDERS), name="system_settings_live_provider"),
            CheckConstraint(
                condition=Q(debt_limit__isnull=True) | Q(debt_limit__gte=0), name="system_settings_debt_limit"
            ),
            CheckConstraint(
                condition=Q(topup_minimum__gt=0, topup_maximum__gte=F("topup_minimum")), name="system_settings_top_ups"
            ),
            CheckConstraint(condition=Q(streak_days_for_coins__gte=2), name="system_settings_streak_is_a_row"),
            CheckConstraint(
                condition=Q(sms_month_budget__gte=0, sms_part_price__gt=0), name="system_settings_sms_budget"
            ),
            CheckConstraint(
                condition=Q(sms_month_budget=0) | Q(sms_month_budget__gte=F("sms_part_price")),
                name="system_settings_budget_pays_an_sms",
            ),
            CheckConstraint(
                condition=Q(languages__contained_by=["uz", "ru", "en"])
                & (
                    Q(default_language="uz", languages__contains=["uz"])
                    | Q(default_language="ru", languages__contains=["ru"])
                    | Q(default_language="en", languages__contains=["en"])
                ),
                name="system_settings_speaks_its_language",
            ),
            CheckConstraint(
                condition=NEVER_QUIET | (QUIET_BY_DAY & (BEFORE | AFTER)) | (QUIET_OVER_NIGHT & BEFORE & AFTER),
                name="system_settings_digest_is_not_quiet",
            ),
            CheckConstraint(
                condition=Q(coins_for_lateness__lte=F("coins_for_attendance")),
                name="system_settings_lateness_earns_no_more",
            ),
            CheckConstraint(
                condition=Q(recordings_keep_days__isnull=True) | Q(recordings_keep_days__gte=30),
                name="system_settings_recordings_are_kept",
            ),
            CheckConstraint(
                condition=Q(audit_keep_days__isnull=True) | Q(audit_keep_days__gte=365),
                name="system_settings_audit_is_kept",
            ),
            CheckConstraint(
                condition=Q(adult_from_age__gte=14, adult_from_age__lte=25), name="system_settings_adult_from_age"
            ),
            CheckConstraint(
                condition=Q(direct_messages_from_age__gte=10, direct_messages_from_age__lte=25),
                name="system_settings_direct_messages_from_age",
            ),
            CheckConstraint(
                condition=Q(chat_keep_days__isnull=True) | Q(chat_keep_days__gte=30),
                name="system_settings_chat_is_kept",
            ),
            CheckConstraint(condition=Q(activity_keep_days__gte=30), name="system_settings_activity_is_kept"),
            CheckConstraint(condition=Q(report_keep_days__range=(1, 90)), name="system_settings_reports_are_kept"),
            CheckConstraint(condition=Q(lesson_reminder_hours__lte=72), name="system_settings_lesson_reminder"),
            CheckConstraint(
                condition=Q(centre_colour="") | Q(centre_colour__regex=HEX_COLOUR), name="system_settings_centre_colour"
            ),
            *(
                CheckConstraint(condition=_is_json_object(name), name=f"system_settings_{name}")
                for name in ("advance_limit", "entry_limit", "shift_difference_limit", "change_float_limit")
            ),
        ]

    def __str__(self) -> str:
        return self.centre_name


def validate_time_zone_name(value: str) -> None:
    """Raise ValidationError unless it is the name of a time zone."""
    try:
        validators.validate_time_zone(value)
    except validators.InvalidValue as error:
        raise ValidationError(error.message) from error


class Branch(BaseModel):
    """A building of the centre; there is at least one. Its time zone decides what "today" is."""

    name = models.CharField(max_length=120)
    address = models.CharField(max_length=300, blank=True)
    zone = models.CharField(max_length=64, default="Asia/Tashkent", validators=[validate_time_zone_name])
    is_default = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "branches"
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="branch_one_default")
        ]

    def __str__(self) -> str:
        return self.name


class AuditLog(BaseModel):
    """Who did what to which object, and which fields changed. The database refuses changes of entries."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
    )
    action = models.CharField(max_length=100, db_index=True)
    object_type = models.CharField(max_length=100, blank=True)
    object_id = models.CharField(max_length=64, blank=True, db_index=True)
    fields: Any = models.JSONField(default=list)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [BrinIndex(fields=["created_at"], name="audit_log_created")]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"


class AuditValues(models.Model):
    """Old and new values of an audit log entry, and the network of the client. Erasure empties this row."""

    entry = models.OneToOneField(AuditLog, primary_key=True, on_delete=models.CASCADE, related_name="values_row")
    values: Any = models.JSONField(default=dict)
    network = models.CharField(max_length=45, blank=True, default="", db_default="")

    class Meta:
        verbose_name_plural = "audit values"

    def __str__(self) -> str:
        return str(self.entry_id)
