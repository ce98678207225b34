"""Schemas of the first run: what a new centre sends, and what its form begins with."""

from typing import Annotated, Any, Literal, cast

from pydantic import Field

from api.accounts.sign_in_schemas import Locale, Password
from api.base_schemas import In, Out, TextsOut, build_example, get_schema_example
from api.courses.catalogue_schemas import LevelCode
from api.money_schemas import Currency, Minor
from api.shared_schemas import TITLE, Texts
from apps.portal.services.first_run import CentreSetup

Zone = Annotated[str, Field(min_length=1, max_length=64, examples=["Asia/Tashkent"])]
StatusCode = Literal["present", "absent", "late", "excused"]

BRANCH: dict[str, Any] = {"name": "Chilonzor", "address": "Bunyodkor 12, Toshkent", "zone": "Asia/Tashkent"}
ABSENT: dict[str, Any] = {"code": "absent", "name": {"uz": "Kelmadi", "ru": "Не был", "en": "Absent"}, "charged": True}


class FirstBranchIn(In):
    """The first branch; its time zone decides what "today" is."""

    model_config = build_example(**BRANCH)

    name: str = Field(min_length=1, max_length=120)
    address: str = Field("", max_length=300)
    zone: Zone = "Asia/Tashkent"


class FirstRoomIn(In):
    """A room of the first branch."""

    model_config = build_example(name="204", seats=16)

    name: str = Field(min_length=1, max_length=80)
    seats: int | None = Field(None, ge=1, le=1000)


class FirstCourseIn(In):
    """A course and its price of a month, in the minor unit of the centre's currency."""

    model_config = build_example(title=TITLE, level="A2", price=60000000)

    title: Texts
    level: LevelCode = ""
    price: Minor


class FirstStatusIn(In):
    """A built-in attendance status: its name, and whether a lesson with this mark is paid for."""

    model_config = build_example(**ABSENT)

    code: StatusCode
    name: Texts
    charged: bool


class FirstAdministratorIn(In):
    """The administrator, who signs in by e-mail or phone."""

    model_config = build_example(
        first_name="Dilshod", last_name="Rahimov", email="dilshod@example.uz", password="tog'dagi-archa-2027"
    )

    first_name: str = Field(min_length=1, max_length=80)
    last_name: str = Field("", max_length=80)
    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=32)
    password: Password
    locale: Locale = "uz"


class CentreSetupIn(In):
    """The settings of a new centre and its administrator."""

    model_config = build_example(
        centre_name="Ilm ziyo",
        branch=BRANCH,
        rooms=[{"name": "204", "seats": 16}],
        courses=[{"title": TITLE, "level": "A2", "price": 60000000}],
        statuses=[ABSENT],
        administrator=get_schema_example(FirstAdministratorIn),
    )

    centre_name: str = Field(min_length=1, max_length=120)
    languages: list[Locale] = Field(["uz", "ru", "en"], min_length=1, max_length=3)
    default_language: Locale = "uz"
    currency: Currency = "UZS"
    branch: FirstBranchIn
    rooms: list[FirstRoomIn] = Field([], max_length=50)
    courses: list[FirstCourseIn] = Field([], max_length=50)
    statuses: list[FirstStatusIn] = Field([], max_length=4, description="Those that are not sent stay as they are.")
    administrator: FirstAdministratorIn

    def to_setup(self) -> CentreSetup:
        """Return the values for the service. Languages that the name of a status leaves out stay as they are."""
        values = self.model_dump()
        for given, dumped in zip(self.statuses, values["statuses"], strict=True):
            dumped["name"] = given.name.model_dump(exclude_unset=True)
        values.pop("code", None)
        return cast("CentreSetup", values)


class FirstRunIn(CentreSetupIn):
    """As `CentreSetupIn`, with the one-time code that `manage.py first_run_code` prints."""

    model_config = build_example(code="K7PM-2QXD-9HFT", **get_schema_example(CentreSetupIn))

    code: str = Field(min_length=1, max_length=40)


class FirstStatusOut(Out):
    """A built-in attendance status."""

    model_config = build_example(**ABSENT)

    code: StatusCode
    name: TextsOut
    charged: bool


class FirstRunOut(Out):
    """What the form of the first run begins with."""

    model_config = build_example(levels=["A1", "A2"], currencies=["UZS", "USD"], zone="Asia/Tashkent")

    levels: list[str] = Field(description="Codes of the levels that a course can have.")
    currencies: list[str]
    statuses: list[FirstStatusOut]
    zone: str
