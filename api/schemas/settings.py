"""Schemas of `/settings/`: system settings, public settings and branches."""

from datetime import datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.schemas.base import In, Out, build_example
from api.schemas.catalogue import Currency
from api.schemas.people import drop_default
from api.schemas.timetable import Clock, ClockOut
from apps.settings.definitions import PUBLIC_SWITCHES, SETTINGS
from apps.settings.models import SystemSettings

Language = Literal["uz", "ru", "en"]

SETTINGS_EXAMPLE: dict[str, Any] = {
    "centre_name": "Talim",
    "default_language": "uz",
    "languages": ["uz", "ru", "en"],
    "currency": "UZS",
    "registration_open": True,
    "teacher_registration_open": True,
    "foreign_phones": False,
    "mfa_required_for_staff": False,
    "shop_open": True,
    "leaderboards_shown": True,
    "self_check_in": False,
    "check_in_opens_minutes": 15,
    "check_in_on_time_minutes": 5,
    "lesson_horizon_weeks": 8,
    "register_closes_after_days": 30,
    "absences_before_alert": 3,
    "excuse_days_back": 7,
    "attempts_allowed": 3,
    "appeals_allowed": 3,
    "recording_max_seconds": 300,
    "homework_reminder_hours": 24,
    "material_max_mb": 100,
    "recordings_keep_days": None,
    "coins_for_homework": 20,
    "coins_minimum_score": 40,
    "coin_bands": "",
    "coins_for_on_time": 0,
    "coins_for_first_try": 0,
    "coins_for_attendance": 5,
    "coins_for_lateness": 2,
    "coins_for_streak": 10,
    "streak_days_for_coins": 7,
    "coins_adjust_daily": 100,
    "debt_limit": None,
    "payment_notice_days_before": 3,
    "payment_notice_every_days": 7,
    "order_expires_after_hours": 24,
    "topup_minimum": 100000,
    "topup_maximum": 1000000000,
    "quiet_from": "22:00",
    "quiet_until": "08:00",
    "digest_at": "19:00",
    "sms_month_budget": 50000000,
    "sms_part_price": 20000,
    "sms_balance_least": 10000000,
    "audit_keep_days": 1095,
}
"""The settings of a new centre."""


def describe_setting(name: str) -> Any:
    """Return the field of an answer, described with the meaning and unit of the setting."""
    return Field(description=SETTINGS[name].help_text, examples=[SETTINGS_EXAMPLE[name]])


def describe_change(name: str, default: Any) -> Any:
    """Return the optional field of a change, described with the meaning, unit and limits of the setting."""
    declared = SETTINGS[name]
    bounds: dict[str, Any] = {}
    if isinstance(default, str):
        bounds = {"min_length": declared.least or 0, "max_length": declared.most or 100}
    elif isinstance(default, list):
        bounds = {"min_length": 1, "max_length": 3}
    elif declared.most is not None:
        bounds = {"ge": declared.least, "le": declared.most}
    return Field(default, description=declared.help_text, json_schema_extra=drop_default, **bounds)


class SystemOut(Out):
    """All system settings. `version` rises with each change: send it back so that no change is overwritten."""

    model_config = build_example(**SETTINGS_EXAMPLE, version=3, updated_at="2026-11-20T09:00:00Z")

    centre_name: str = describe_setting("centre_name")
    default_language: Language = describe_setting("default_language")
    languages: list[Language] = describe_setting("languages")
    currency: Currency = describe_setting("currency")
    registration_open: bool = describe_setting("registration_open")
    teacher_registration_open: bool = describe_setting("teacher_registration_open")
    foreign_phones: bool = describe_setting("foreign_phones")
    mfa_required_for_staff: bool = describe_setting("mfa_required_for_staff")
    shop_open: bool = describe_setting("shop_open")
    leaderboards_shown: bool = describe_setting("leaderboards_shown")
    self_check_in: bool = describe_setting("self_check_in")
    check_in_opens_minutes: int = describe_setting("check_in_opens_minutes")
    check_in_on_time_minutes: int = describe_setting("check_in_on_time_minutes")
    lesson_horizon_weeks: int = describe_setting("lesson_horizon_weeks")
    register_closes_after_days: int = describe_setting("register_closes_after_days")
    absences_before_alert: int = describe_setting("absences_before_alert")
    excuse_days_back: int = describe_setting("excuse_days_back")
    attempts_allowed: int = describe_setting("attempts_allowed")
    appeals_allowed: int = describe_setting("appeals_allowed")
    recording_max_seconds: int = describe_setting("recording_max_seconds")
    homework_reminder_hours: int = describe_setting("homework_reminder_hours")
    material_max_mb: int = describe_setting("material_max_mb")
    recordings_keep_days: int | None = describe_setting("recordings_keep_days")
    coins_for_homework: int = describe_setting("coins_for_homework")
    coins_minimum_score: int = describe_setting("coins_minimum_score")
    coin_bands: str = describe_setting("coin_bands")
    coins_for_on_time: int = describe_setting("coins_for_on_time")
    coins_for_first_try: int = describe_setting("coins_for_first_try")
    coins_for_attendance: int = describe_setting("coins_for_attendance")
    coins_for_lateness: int = describe_setting("coins_for_lateness")
    coins_for_streak: int = describe_setting("coins_for_streak")
    streak_days_for_coins: int = describe_setting("streak_days_for_coins")
    coins_adjust_daily: int = describe_setting("coins_adjust_daily")
    debt_limit: int | None = describe_setting("debt_limit")
    payment_notice_days_before: int = describe_setting("payment_notice_days_before")
    payment_notice_every_days: int = describe_setting("payment_notice_every_days")
    order_expires_after_hours: int = describe_setting("order_expires_after_hours")
    topup_minimum: int = describe_setting("topup_minimum")
    topup_maximum: int = describe_setting("topup_maximum")
    quiet_from: ClockOut = describe_setting("quiet_from")
    quiet_until: ClockOut = describe_setting("quiet_until")
    digest_at: ClockOut = describe_setting("digest_at")
    sms_month_budget: int = describe_setting("sms_month_budget")
    sms_part_price: int = describe_setting("sms_part_price")
    sms_balance_least: int = describe_setting("sms_balance_least")
    audit_keep_days: int | None = describe_setting("audit_keep_days")
    version: int
    updated_at: datetime


class SystemChanges(In):
    """Changes of the system settings. Settings that are not sent stay."""

    model_config = build_example(centre_name="Ilm ziyo", coins_for_attendance=5, version=3)

    centre_name: str = describe_change("centre_name", "Talim")
    default_language: Language = describe_change("default_language", "uz")
    languages: list[Language] = describe_change("languages", ["uz", "ru", "en"])
    currency: Currency = describe_change("currency", "UZS")
    registration_open: bool = describe_change("registration_open", True)
    teacher_registration_open: bool = describe_change("teacher_registration_open", True)
    foreign_phones: bool = describe_change("foreign_phones", False)
    mfa_required_for_staff: bool = describe_change("mfa_required_for_staff", False)
    shop_open: bool = describe_change("shop_open", True)
    leaderboards_shown: bool = describe_change("leaderboards_shown", True)
    self_check_in: bool = describe_change("self_check_in", False)
    check_in_opens_minutes: int = describe_change("check_in_opens_minutes", 15)
    check_in_on_time_minutes: int = describe_change("check_in_on_time_minutes", 5)
    lesson_horizon_weeks: int = describe_change("lesson_horizon_weeks", 8)
    register_closes_after_days: int = describe_change("register_closes_after_days", 30)
    absences_before_alert: int = describe_change("absences_before_alert", 3)
    excuse_days_back: int = describe_change("excuse_days_back", 7)
    attempts_allowed: int = describe_change("attempts_allowed", 3)
    appeals_allowed: int = describe_change("appeals_allowed", 3)
    recording_max_seconds: int = describe_change("recording_max_seconds", 300)
    homework_reminder_hours: int = describe_change("homework_reminder_hours", 24)
    material_max_mb: int = describe_change("material_max_mb", 100)
    recordings_keep_days: int | None = describe_change("recordings_keep_days", None)
    coins_for_homework: int = describe_change("coins_for_homework", 20)
    coins_minimum_score: int = describe_change("coins_minimum_score", 40)
    coin_bands: str = describe_change("coin_bands", "")
    coins_for_on_time: int = describe_change("coins_for_on_time", 0)
    coins_for_first_try: int = describe_change("coins_for_first_try", 0)
    coins_for_attendance: int = describe_change("coins_for_attendance", 5)
    coins_for_lateness: int = describe_change("coins_for_lateness", 2)
    coins_for_streak: int = describe_change("coins_for_streak", 10)
    streak_days_for_coins: int = describe_change("streak_days_for_coins", 7)
    coins_adjust_daily: int = describe_change("coins_adjust_daily", 100)
    debt_limit: int | None = describe_change("debt_limit", None)
    payment_notice_days_before: int = describe_change("payment_notice_days_before", 3)
    payment_notice_every_days: int = describe_change("payment_notice_every_days", 7)
    order_expires_after_hours: int = describe_change("order_expires_after_hours", 24)
    topup_minimum: int = describe_change("topup_minimum", 100000)
    topup_maximum: int = describe_change("topup_maximum", 1000000000)
    quiet_from: Clock = describe_change("quiet_from", time(22))
    quiet_until: Clock = describe_change("quiet_until", time(8))
    digest_at: Clock = describe_change("digest_at", time(19))
    sms_month_budget: int = describe_change("sms_month_budget", 50000000)
    sms_part_price: int = describe_change("sms_part_price", 20000)
    sms_balance_least: int = describe_change("sms_balance_least", 10000000)
    audit_keep_days: int | None = describe_change("audit_keep_days", 1095)
    version: int | None = Field(
        None,
        ge=1,
        le=2_000_000_000,
        description="The version that you have read; refused with 409 `conflict` when there is a newer one.",
    )


class FeaturesOut(Out):
    """Features that the centre has enabled."""

    model_config = build_example(
        registration_open=True,
        teacher_registration_open=True,
        self_check_in=False,
        shop_open=True,
        leaderboards_shown=True,
    )

    registration_open: bool = describe_setting("registration_open")
    teacher_registration_open: bool = describe_setting("teacher_registration_open")
    self_check_in: bool = describe_setting("self_check_in")
    shop_open: bool = describe_setting("shop_open")
    leaderboards_shown: bool = describe_setting("leaderboards_shown")


class PublicOut(Out):
    """Settings of the centre that are public, before sign-in."""

    model_config = build_example(
        name="Ilm ziyo",
        languages=["uz", "ru", "en"],
        default_language="uz",
        registration_open=True,
        currency="UZS",
        recording_max_seconds=300,
        features=dict.fromkeys(PUBLIC_SWITCHES, True),
    )

    name: str
    languages: list[Language]
    default_language: Language
    registration_open: bool
    currency: str
    recording_max_seconds: int = describe_setting("recording_max_seconds")
    features: FeaturesOut

    @classmethod
    def build(cls, row: SystemSettings) -> "PublicOut":
        """Build the answer from the settings row."""
        same = ("languages", "default_language", "registration_open", "currency", "recording_max_seconds")
        values = {name: getattr(row, name) for name in same}
        return cls(name=row.centre_name, features=FeaturesOut.from_orm(row), **values)


BRANCH: dict[str, Any] = {"name": "Chilonzor", "address": "Bunyodkor 12", "zone": "Asia/Tashkent"}
BranchName = Annotated[str, Field(min_length=1, max_length=120)]
Address = Annotated[str, Field(max_length=300)]
Zone = Annotated[str, Field(max_length=64, description='IANA time zone; it decides what "today" is in this branch.')]


class BuildingOut(Out):
    """A branch (building) of the centre. The default branch is used where none is named."""

    model_config = build_example(id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70", **BRANCH, is_default=True)

    id: UUID
    name: str
    address: str
    zone: str
    is_default: bool


class BuildingIn(In):
    """A new branch."""

    model_config = build_example(**BRANCH)

    name: BranchName
    address: Address = ""
    zone: Zone = "Asia/Tashkent"


class BuildingChanges(In):
    """Changes of a branch. Fields that are not sent stay."""

    model_config = build_example(address="Bunyodkor 14")

    name: BranchName = Field(default="", json_schema_extra=drop_default)
    address: Address = Field(default="", json_schema_extra=drop_default)
    zone: Zone = Field(default="Asia/Tashkent", json_schema_extra=drop_default)
