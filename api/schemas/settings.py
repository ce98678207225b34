"""Schemas of `/settings/`: system settings, public settings and branches."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Annotated, Any, Literal, TypeVar, cast
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictInt, create_model

from api.lists import PageQuery
from api.schemas.base import Changes, In, Out, build_example
from api.schemas.catalogue import Currency
from api.schemas.timetable import Clock, ClockOut
from apps.core.money import CURRENCIES
from apps.payments.gateways import list_gateways
from apps.settings.definitions import MAX_AMOUNT, MONEY_LIMITS, PUBLIC_SWITCHES, SETTINGS
from apps.settings.models import SystemSettings

Language = Literal["uz", "ru", "en"]

ROW = SystemSettings()
"""The settings of a new centre."""
DEFAULTS: dict[str, Any] = {name: getattr(ROW, name) for name in SETTINGS}
EXAMPLE = {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in DEFAULTS.items()}
MoneyLimits = dict[Currency, Annotated[StrictInt, Field(ge=0, le=MAX_AMOUNT)]]
TYPES: dict[str, Any] = {
    "default_language": Language,
    "languages": list[Language],
    "currency": Currency,
    **dict.fromkeys(MONEY_LIMITS, MoneyLimits),
}

S = TypeVar("S", bound=Schema)


def build_setting_field(name: str) -> Any:
    """Return the field of an answer, described with the meaning and unit of the setting."""
    return Field(description=SETTINGS[name].help_text, examples=[EXAMPLE[name]])


def build_setting_change_field(name: str) -> Any:
    """Return the optional field of a change, described with the meaning, unit and limits of the setting."""
    declared, default = SETTINGS[name], DEFAULTS[name]
    bounds: dict[str, Any] = {}
    if isinstance(default, str):
        bounds = {"min_length": declared.least or 0, "max_length": declared.most or 100}
    elif isinstance(default, dict):
        bounds = {"max_length": len(CURRENCIES)}
    elif isinstance(default, list):
        bounds = {"min_length": 1, "max_length": 3}
    elif declared.most is not None:
        bounds = {"ge": declared.least, "le": declared.most}
    return Field(default, description=declared.help_text, **bounds)


def add_setting_fields(build_field: Callable[[str], Any], time_type: Any) -> Callable[[type[S]], type[S]]:
    """Put a field of each system setting before the fields of a schema; times of the day have the type `time_type`."""

    def get_type(name: str, default: Any) -> Any:
        plain = time_type if isinstance(default, time) else int if default is None else type(default)
        kind = TYPES.get(name, plain)
        return kind | None if ROW._meta.get_field(name).null else kind

    def add(schema: type[S]) -> type[S]:
        fields: dict[str, Any] = {name: (get_type(name, value), build_field(name)) for name, value in DEFAULTS.items()}
        fields |= {name: (field.annotation, field) for name, field in schema.model_fields.items()}
        about: Any = {"__module__": schema.__module__, "__config__": schema.model_config}
        return cast(
            "type[S]",
            create_model(schema.__name__, __base__=schema.__bases__, __doc__=schema.__doc__, **about, **fields),
        )

    return add


@add_setting_fields(build_setting_field, ClockOut)
class SystemOut(Out):
    """All system settings. `version` rises with each change: send it back so that no change is overwritten."""

    model_config = build_example(**EXAMPLE, version=3, updated_at="2026-11-20T09:00:00Z")

    version: int
    updated_at: datetime


@add_setting_fields(build_setting_change_field, Clock)
class SystemChanges(Changes):
    """Changes of the system settings. Settings that are not sent stay."""

    model_config = build_example(centre_name="Ilm ziyo", coins_for_attendance=5, version=3)

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

    registration_open: bool = build_setting_field("registration_open")
    teacher_registration_open: bool = build_setting_field("teacher_registration_open")
    self_check_in: bool = build_setting_field("self_check_in")
    shop_open: bool = build_setting_field("shop_open")
    leaderboards_shown: bool = build_setting_field("leaderboards_shown")


class PayOnlineOut(Out):
    """Payment providers that are configured."""

    model_config = build_example(payments=["payme"], top_ups=["payme"])

    payments: list[str] = Field(description="Those that take single payments.")
    top_ups: list[str] = Field(description="Those that take money onto a pupil's balance.")

    @classmethod
    def build(cls) -> "PayOnlineOut":
        """Build the answer from the environment."""
        return cls(
            payments=[gateway.name for gateway in list_gateways() if gateway.takes_payments],
            top_ups=[gateway.name for gateway in list_gateways() if gateway.takes_top_ups],
        )


class PublicOut(Out):
    """Settings of the centre that are public, before sign-in."""

    model_config = build_example(
        name="Ilm ziyo",
        languages=["uz", "ru", "en"],
        default_language="uz",
        registration_open=True,
        currency="UZS",
        recording_max_seconds=300,
        first_run=False,
        features=dict.fromkeys(PUBLIC_SWITCHES, True),
        pay_online={"payments": ["payme"], "top_ups": ["payme"]},
    )

    name: str
    languages: list[Language]
    default_language: Language
    registration_open: bool
    currency: str
    recording_max_seconds: int = build_setting_field("recording_max_seconds")
    first_run: bool = Field(description="Whether no user exists yet: the first-run page sets up the centre.")
    features: FeaturesOut
    pay_online: PayOnlineOut

    @classmethod
    def build(cls, row: SystemSettings, *, first_run: bool) -> "PublicOut":
        """Build the answer from the settings row."""
        same = ("languages", "default_language", "registration_open", "currency", "recording_max_seconds")
        values = {name: getattr(row, name) for name in same}
        return cls(
            name=row.centre_name,
            first_run=first_run,
            features=FeaturesOut.from_orm(row),
            pay_online=PayOnlineOut.build(),
            **values,
        )


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


class BuildingsQuery(PageQuery):
    """Filters for branches."""

    model_config = build_example(mine=True)

    mine: bool = Field(False, description="Only branches in which you work.")


class BuildingIn(In):
    """A new branch."""

    model_config = build_example(**BRANCH)

    name: BranchName
    address: Address = ""
    zone: Zone = "Asia/Tashkent"


class BuildingChanges(Changes):
    """Changes of a branch. Fields that are not sent stay."""

    model_config = build_example(address="Bunyodkor 14")

    name: BranchName = ""
    address: Address = ""
    zone: Zone = "Asia/Tashkent"
