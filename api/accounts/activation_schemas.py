"""Schemas of activation links: who is not reached, invitations by SMS, QR codes on paper, and the first sign-in."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from api.accounts.sign_in_schemas import Password
from api.base_schemas import In, Out, build_example
from api.lessons.timetable_schemas import GROUP, GroupRefOut
from api.lists import PageQuery
from api.shared_schemas import PERSON, PersonOut
from apps.accounts.access import has_permission
from apps.accounts.models import ActivationChannel
from apps.notifications.reasons import DeliveryReason
from apps.portal.unreached import UnreachedPerson, UnreachedReason

TOKEN = "q2nJt1vYb8hZs5kLw9dRfP"
TEXT = "Registon: hisobingiz tayyor. 08.12.2026 gacha parol oʻrnating: https://example.uz/activate#token=x"


class ActivationTokenIn(In):
    """The token behind `#token=` of an activation link."""

    model_config = build_example(token=TOKEN)

    token: str = Field(min_length=1, max_length=100)


class ActivationIn(ActivationTokenIn):
    """The token of an activation link, and the password to set."""

    model_config = build_example(token=TOKEN, password="uzum-bog'i-2026")

    password: Password


class ActivationOfferOut(Out):
    """For whom a link is: the centre, the person's first name, and how the link came."""

    model_config = build_example(centre="Registon", first_name="Gulnora", channel="sms")

    centre: str
    first_name: str
    channel: ActivationChannel


class UnreachedFilters(In):
    """Which people: of the pupils of an import, a group or a branch."""

    model_config = build_example(group=GROUP["id"])

    import_id: UUID | None = Field(None, description="An import of pupils.")
    group: UUID | None = None
    branch: UUID | None = None

    def filters(self) -> dict[str, UUID | None]:
        """Return the filters as `unreached.list_unreached` takes them."""
        return {"import_id": self.import_id, "group_id": self.group, "branch_id": self.branch}


class UnreachedQuery(UnreachedFilters, PageQuery):
    """Filters of the people who are not reached."""

    model_config = build_example(group=GROUP["id"], reason="failed")

    reason: UnreachedReason | None = None


class UnreachedOut(Out):
    """A person who is not reached, the pupils for whom and their groups, and why.

    `delivery_reason`: why the SMS of the link was not sent or not delivered. `phone`: only for those who may see
    people's contacts, else null.
    """

    model_config = build_example(
        person=PERSON,
        pupils=[PERSON],
        groups=[GROUP],
        phone="+998901234567",
        reason="failed",
        delivery_reason="undelivered",
        explanation="The SMS was not delivered: The provider could not deliver it",
    )
    TABLE_NAME: ClassVar = "person"
    TABLE_HIDDEN: ClassVar = ("reason", "delivery_reason")

    person: PersonOut
    pupils: list[PersonOut]
    groups: list[GroupRefOut]
    phone: str | None
    reason: UnreachedReason
    delivery_reason: DeliveryReason | Literal[""]
    explanation: str = Field(description="The reason in your language.")
    invited_at: datetime | None
    expires_at: datetime | None

    @staticmethod
    def resolve_phone(unreached: UnreachedPerson, context: Any) -> str | None:
        """Return the number that is on file."""
        may_see = has_permission(context["request"].auth.user, "accounts.view_people")
        return unreached.person.phone if may_see else None


class InvitationsPreviewIn(UnreachedFilters):
    """Whom to invite. `again`: also those whose link is older than 20 hours and not used."""

    model_config = build_example(group=GROUP["id"], again=False)

    again: bool = False


class InvitationsSendIn(InvitationsPreviewIn):
    """Invitations as they were previewed: `people` guards against a list that changed."""

    model_config = build_example(group=GROUP["id"], people=27)

    people: int = Field(ge=1, le=20_000, description="Number of people in the preview.")


class InvitationTextOut(Out):
    """The SMS in one language, to so many people; its link is invented."""

    model_config = build_example(language="uz", people=27, text=TEXT, parts=1)

    language: str
    people: int
    text: str
    parts: int = Field(description="Parts of one SMS.")


class LeftOutOut(Out):
    """A person who is not invited by SMS, and why."""

    model_config = build_example(person=PERSON, reason="no_number")

    person: PersonOut
    reason: UnreachedReason


class InvitationsPreviewOut(Out):
    """What sending would do now: people, SMS parts and price, and who is left out.

    Prices are in minor units: of these SMS, of all SMS of this month so far, and the monthly budget. More SMS than
    `sms_left_today` wait for the next day.
    """

    model_config = build_example(
        people=27, sms_parts=27, sms_price=270000, sms_spent=1200000, sms_budget=50000000, within_budget=True,
        sms_left_today=800, currency="UZS",
    )  # fmt: skip

    people: int
    sms_parts: int
    sms_price: int
    sms_spent: int
    sms_budget: int
    within_budget: bool
    sms_left_today: int
    currency: str
    texts: list[InvitationTextOut]
    left_out: list[LeftOutOut]


class InvitationsSentOut(Out):
    """How many people were invited."""

    model_config = build_example(people=27, sms_parts=27, sms_price=270000)

    people: int
    sms_parts: int
    sms_price: int


class QrSheetIn(In):
    """The group whose people get QR codes."""

    model_config = build_example(group=GROUP["id"])

    group: UUID


class QrCardOut(Out):
    """One card: for whom, the QR code (SVG) of the link, and its words in the person's language. It is a secret."""

    model_config = build_example(
        person=PERSON, pupils=[PERSON], qr="<svg/>", language="uz", text="…", until="…",
        expires_at="2026-12-08T09:00:00Z",
    )  # fmt: skip

    person: PersonOut
    pupils: list[PersonOut]
    qr: str
    language: str
    text: str
    until: str
    expires_at: datetime


class QrSheetOut(Out):
    """The cards of a group, to print."""

    model_config = build_example(centre="Registon", group=GROUP)

    centre: str
    group: GroupRefOut
    cards: list[QrCardOut]
