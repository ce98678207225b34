"""Schemas of `/settings/`: system settings, public settings and branches."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, time
from typing import Annotated, Any, Literal, TypeVar, cast
from uuid import UUID

from django.conf import settings
from ninja import Schema
from pydantic import Field, StrictInt, create_model

from api.base_schemas import Changes, In, Out, build_example
from api.lists import PageQuery
from api.local_time_schemas import Clock, ClockOut
from api.money_schemas import Currency, MoneyOut
from apps.core.errors import Invalid
from apps.core.models import StoredFile
from apps.core.money import CURRENCIES
from apps.payments.gateways import list_gateways
from apps.settings.colours import DARK, LIGHT, build_shades, find_colour_error
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
    "live_provider": Literal["", "zoom", "meet", "bigbluebutton", "jitsi", "jaas"],
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


TOP_UP_LIMITS: dict[str, Any] = {
    "top_up_minimum": {"amount": 100_000, "currency": "UZS"},
    "top_up_maximum": {"amount": 10_000_000_00, "currency": "UZS"},
}


class PayOnlineOut(Out):
    """Payment providers that are configured, and the centre's limits of one top-up."""

    model_config = build_example(payments=["payme"], top_ups=["payme"], **TOP_UP_LIMITS)

    payments: list[str] = Field(description="Those that take single payments.")
    top_ups: list[str] = Field(description="Those that take money onto a pupil's balance.")
    top_up_minimum: MoneyOut = Field(description="The smallest top-up in the centre's currency.")
    top_up_maximum: MoneyOut = Field(description="The largest top-up in the centre's currency.")

    @classmethod
    def build(cls, row: SystemSettings) -> "PayOnlineOut":
        """Build the answer from the environment and the settings row."""
        return cls(
            top_up_minimum=MoneyOut(amount=row.topup_minimum, currency=row.currency),
            top_up_maximum=MoneyOut(amount=row.topup_maximum, currency=row.currency),
            payments=[gateway.name for gateway in list_gateways() if gateway.takes_payments],
            top_ups=[gateway.name for gateway in list_gateways() if gateway.takes_top_ups],
        )


SHADES: dict[str, str] = {"accent": "#0b6e6e", "on_accent": "#ffffff", "tint": "#e2eeee"}
LOGO: dict[str, Any] = {"logo": f"/api/v1/settings/logos/{'ab12' * 16}/"}


def build_logo_url(logo: StoredFile | None) -> str | None:
    """Return the address under the picture's hash, or None without a logo."""
    return f"{settings.MEDIA_CDN_URL}/api/v1/settings/logos/{logo.sha256}/" if logo else None


class LogoOut(Out):
    """The address of the logo."""

    model_config = build_example(**LOGO)

    logo: str = Field(description="Address of the logo, here or at the CDN. It changes with the picture only.")


class ColourQuery(In):
    """A colour that could be the centre's."""

    model_config = build_example(colour="#0b6e6e")

    colour: str = Field(min_length=7, max_length=7, description="`#` and six hexadecimal digits.")


class ShadesOut(Out):
    """The centre's colour in one theme, with the contrast of WCAG 2.2 AA."""

    model_config = build_example(**SHADES)

    accent: str = Field(description="For links and buttons, on the page's grounds and on `tint`.")
    on_accent: str = Field(description="For texts on buttons.")
    tint: str = Field(description="For quiet grounds.")


class ThemeColoursOut(Out):
    """The centre's colour for light and dark pages."""

    model_config = build_example(light=SHADES, dark={"accent": "#0e8b8b", "on_accent": "#0b1214", "tint": "#1b3437"})

    light: ShadesOut
    dark: ShadesOut

    @classmethod
    def build(cls, colour: str) -> "ThemeColoursOut":
        """Build the answer for a colour. Raise Invalid on "colour" when it cannot be the centre's."""
        if problem := find_colour_error(colour):
            raise Invalid.field("colour", problem)
        light, dark = (ShadesOut(**asdict(build_shades(colour, ground))) for ground in (LIGHT, DARK))
        return cls(light=light, dark=dark)


class PublicOut(Out):
    """Settings of the centre that are public, before sign-in."""

    model_config = build_example(
        name="Ilm ziyo",
        **LOGO,
        centre_colour="",
        colours=None,
        languages=["uz", "ru", "en"],
        default_language="uz",
        registration_open=True,
        currency="UZS",
        recording_max_seconds=300,
        first_run=False,
        features=dict.fromkeys(PUBLIC_SWITCHES, True),
        pay_online={"payments": ["payme"], "top_ups": ["payme"], **TOP_UP_LIMITS},
    )

    name: str
    logo: str | None = Field(description="Address of the logo, here or at the CDN. It changes with the picture only.")
    centre_colour: str = build_setting_field("centre_colour")
    colours: ThemeColoursOut | None = Field(
        description="Readable shades of `centre_colour`; null when it is empty: the platform's colours apply."
    )
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
            logo=build_logo_url(row.logo),
            centre_colour=row.centre_colour,
            colours=ThemeColoursOut.build(row.centre_colour) if row.centre_colour else None,
            first_run=first_run,
            features=FeaturesOut.from_orm(row),
            pay_online=PayOnlineOut.build(row),
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
