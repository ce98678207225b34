"""Schemas of `/settings/`: system settings, public settings and branches."""

from datetime import datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.schemas.base import In, Out, example
from api.schemas.catalogue import Currency
from api.schemas.people import drop_default
from api.schemas.timetable import Clock, ClockOut
from apps.settings.definitions import SETTINGS, SWITCHES
from apps.settings.models import SystemSettings

Language = Literal["uz", "ru", "en"]

SHOWN: dict[str, Any] = {
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


def told(name: str) -> Any:
    """Return the field of an answer, described with the meaning and unit of the setting."""
    return Field(description=SETTINGS[name].words, examples=[SHOWN[name]])


def sent(name: str, default: Any) -> Any:
    """Return the optional field of a change, described with the meaning, unit and limits of the setting."""
    declared = SETTINGS[name]
    bounds: dict[str, Any] = {}
    if isinstance(default, str):
        bounds = {"min_length": declared.least or 0, "max_length": declared.most or 100}
    elif isinstance(default, list):
        bounds = {"min_length": 1, "max_length": 3}
    elif declared.most is not None:
        bounds = {"ge": declared.least, "le": declared.most}
    return Field(default, description=declared.words, json_schema_extra=drop_default, **bounds)


class SystemOut(Out):
    """All system settings. `version` rises with each change: send it back so that no change is overwritten."""

    model_config = example(**SHOWN, version=3, updated_at="2026-11-20T09:00:00Z")

    centre_name: str = told("centre_name")
    default_language: Language = told("default_language")
    languages: list[Language] = told("languages")
    currency: Currency = told("currency")
    registration_open: bool = told("registration_open")
    teacher_registration_open: bool = told("teacher_registration_open")
    foreign_phones: bool = told("foreign_phones")
    mfa_required_for_staff: bool = told("mfa_required_for_staff")
    shop_open: bool = told("shop_open")
    leaderboards_shown: bool = told("leaderboards_shown")
    self_check_in: bool = told("self_check_in")
    check_in_opens_minutes: int = told("check_in_opens_minutes")
    check_in_on_time_minutes: int = told("check_in_on_time_minutes")
    lesson_horizon_weeks: int = told("lesson_horizon_weeks")
    register_closes_after_days: int = told("register_closes_after_days")
    absences_before_alert: int = told("absences_before_alert")
    excuse_days_back: int = told("excuse_days_back")
    attempts_allowed: int = told("attempts_allowed")
    appeals_allowed: int = told("appeals_allowed")
    recording_max_seconds: int = told("recording_max_seconds")
    homework_reminder_hours: int = told("homework_reminder_hours")
    material_max_mb: int = told("material_max_mb")
    recordings_keep_days: int | None = told("recordings_keep_days")
    coins_for_homework: int = told("coins_for_homework")
    coins_minimum_score: int = told("coins_minimum_score")
    coin_bands: str = told("coin_bands")
    coins_for_on_time: int = told("coins_for_on_time")
    coins_for_first_try: int = told("coins_for_first_try")
    coins_for_attendance: int = told("coins_for_attendance")
    coins_for_lateness: int = told("coins_for_lateness")
    coins_for_streak: int = told("coins_for_streak")
    streak_days_for_coins: int = told("streak_days_for_coins")
    coins_adjust_daily: int = told("coins_adjust_daily")
    debt_limit: int | None = told("debt_limit")
    payment_notice_days_before: int = told("payment_notice_days_before")
    payment_notice_every_days: int = told("payment_notice_every_days")
    order_expires_after_hours: int = told("order_expires_after_hours")
    topup_minimum: int = told("topup_minimum")
    topup_maximum: int = told("topup_maximum")
    quiet_from: ClockOut = told("quiet_from")
    quiet_until: ClockOut = told("quiet_until")
    digest_at: ClockOut = told("digest_at")
    sms_month_budget: int = told("sms_month_budget")
    sms_part_price: int = told("sms_part_price")
    sms_balance_least: int = told("sms_balance_least")
    audit_keep_days: int | None = told("audit_keep_days")
    version: int
    updated_at: datetime


class SystemChanges(In):
    """Changes of the system settings. Settings that are not sent stay."""

    model_config = example(centre_name="Ilm ziyo", coins_for_attendance=5, version=3)

    centre_name: str = sent("centre_name", "Talim")
    default_language: Language = sent("default_language", "uz")
    languages: list[Language] = sent("languages", ["uz", "ru", "en"])
    currency: Currency = sent("currency", "UZS")
    registration_open: bool = sent("registration_open", True)
    teacher_registration_open: bool = sent("teacher_registration_open", True)
    foreign_phones: bool = sent("foreign_phones", False)
    mfa_required_for_staff: bool = sent("mfa_required_for_staff", False)
    shop_open: bool = sent("shop_open", True)
    leaderboards_shown: bool = sent("leaderboards_shown", True)
    self_check_in: bool = sent("self_check_in", False)
    check_in_opens_minutes: int = sent("check_in_opens_minutes", 15)
    check_in_on_time_minutes: int = sent("check_in_on_time_minutes", 5)
    lesson_horizon_weeks: int = sent("lesson_horizon_weeks", 8)
    register_closes_after_days: int = sent("register_closes_after_days", 30)
    absences_before_alert: int = sent("absences_before_alert", 3)
    excuse_days_back: int = sent("excuse_days_back", 7)
    attempts_allowed: int = sent("attempts_allowed", 3)
    appeals_allowed: int = sent("appeals_allowed", 3)
    recording_max_seconds: int = sent("recording_max_seconds", 300)
    homework_reminder_hours: int = sent("homework_reminder_hours", 24)
    material_max_mb: int = sent("material_max_mb", 100)
    recordings_keep_days: int | None = sent("recordings_keep_days", None)
    coins_for_homework: int = sent("coins_for_homework", 20)
    coins_minimum_score: int = sent("coins_minimum_score", 40)
    coin_bands: str = sent("coin_bands", "")
    coins_for_on_time: int = sent("coins_for_on_time", 0)
    coins_for_first_try: int = sent("coins_for_first_try", 0)
    coins_for_attendance: int = sent("coins_for_attendance", 5)
    coins_for_lateness: int = sent("coins_for_lateness", 2)
    coins_for_streak: int = sent("coins_for_streak", 10)
    streak_days_for_coins: int = sent("streak_days_for_coins", 7)
    coins_adjust_daily: int = sent("coins_adjust_daily", 100)
    debt_limit: int | None = sent("debt_limit", None)
    payment_notice_days_before: int = sent("payment_notice_days_before", 3)
    payment_notice_every_days: int = sent("payment_notice_every_days", 7)
    order_expires_after_hours: int = sent("order_expires_after_hours", 24)
    topup_minimum: int = sent("topup_minimum", 100000)
    topup_maximum: int = sent("topup_maximum", 1000000000)
    quiet_from: Clock = sent("quiet_from", time(22))
    quiet_until: Clock = sent("quiet_until", time(8))
    digest_at: Clock = sent("digest_at", time(19))
    sms_month_budget: int = sent("sms_month_budget", 50000000)
    sms_part_price: int = sent("sms_part_price", 20000)
    sms_balance_least: int = sent("sms_balance_least", 10000000)
    audit_keep_days: int | None = sent("audit_keep_days", 1095)
    version: int | None = Field(
        None,
        ge=1,
        le=2_000_000_000,
        description="The version that you have read; refused with 409 `conflict` when there is a newer one.",
    )


class FeaturesOut(Out):
    """Features that the centre has enabled."""

    model_config = example(
        registration_open=True,
        teacher_registration_open=True,
        self_check_in=False,
        shop_open=True,
        leaderboards_shown=True,
    )

    registration_open: bool = told("registration_open")
    teacher_registration_open: bool = told("teacher_registration_open")
    self_check_in: bool = told("self_check_in")
    shop_open: bool = told("shop_open")
    leaderboards_shown: bool = told("leaderboards_shown")


class PublicOut(Out):
    """Settings of the centre that are public, before sign-in."""

    model_config = example(
        name="Ilm ziyo",
        languages=["uz", "ru", "en"],
        default_language="uz",
        registration_open=True,
        currency="UZS",
        recording_max_seconds=300,
        features=dict.fromkeys(SWITCHES, True),
    )

    name: str
    languages: list[Language]
    default_language: Language
    registration_open: bool
    currency: str
    recording_max_seconds: int = told("recording_max_seconds")
    features: FeaturesOut

    @classmethod
    def drawn(cls, row: SystemSettings) -> "PublicOut":
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

    model_config = example(id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70", **BRANCH, is_default=True)

    id: UUID
    name: str
    address: str
    zone: str
    is_default: bool


class BuildingIn(In):
    """A new branch."""

    model_config = example(**BRANCH)

    name: BranchName
    address: Address = ""
    zone: Zone = "Asia/Tashkent"


class BuildingChanges(In):
    """Changes of a branch. Fields that are not sent stay."""

    model_config = example(address="Bunyodkor 14")

    name: BranchName = Field(default="", json_schema_extra=drop_default)
    address: Address = Field(default="", json_schema_extra=drop_default)
    zone: Zone = Field(default="Asia/Tashkent", json_schema_extra=drop_default)
