"""Schemas of messages outside the app: preferences, deliveries, the SMS budget."""

from datetime import date, datetime, time
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import DayOrMoment, In, Out, build_example
from api.lists import FeedQuery
from api.local_time_schemas import Clock, ClockOut
from api.money_schemas import MoneyOut
from apps.notifications.groups import MessageGroup
from apps.notifications.models import NotificationLog
from apps.notifications.queries import SmsBudget
from apps.notifications.reasons import DeliveryReason, explain_reason
from apps.notifications.services.preferences import ChannelOverride
from apps.notifications.types import get_type_title
from apps.settings.queries import get_system_settings

ChannelName = Literal["in_app", "telegram", "sms", "email", "push"]
OutsideName = Literal["telegram", "sms", "email", "push"]
ObstacleName = Literal["no_address", "not_verified", "number_invalid", "not_joined", "not_set_up"]
StateName = Literal["queued", "sent", "delivered", "failed", "skipped"]
DigestName = Literal["off", "daily"]
CELL: dict[str, Any] = {
    "channel": "telegram", "wanted": True, "declared": True, "fixed": False, "offered": True, "obstacle": None,
}  # fmt: skip
LINE: dict[str, Any] = {
    "type": "payments.overdue", "title": "A payment is overdue", "group": "money", "falls_back": True
}  # fmt: skip
WORD: dict[str, Any] = {"type": "homework.accepted", "channel": "telegram", "wanted": False}


class MessageCellOut(Out):
    """One message type on one channel."""

    model_config = build_example(**CELL)

    channel: ChannelName
    wanted: bool = Field(description="Whether the user gets it by this channel.")
    own: bool | None = Field(description="The user's own choice; null where the default applies.")
    declared: bool = Field(description="The default.")
    fixed: bool = Field(description="It cannot be switched off.")
    offered: bool = Field(
        description="It can be switched on. SMS is offered only for some types, because it costs money."
    )
    obstacle: ObstacleName | None = Field(
        description="Why it cannot reach the user by this channel now; `not_set_up`: the centre has not set it up."
    )


class MessageLineOut(Out):
    """One message type with its channels."""

    model_config = build_example(**LINE)

    type: str
    title: str
    group: MessageGroup = Field(description="What it is about; people choose by group.")
    falls_back: bool = Field(description="An SMS is sent when Telegram cannot deliver, unless `sms` is switched off.")
    channels: list[MessageCellOut]


class MessageWordIn(In):
    """The user's own choice for a message type on a channel."""

    model_config = build_example(**WORD)

    type: str = Field(max_length=60)
    channel: str = Field(max_length=10, description="`in_app`, `telegram`, `sms`, `email` or `push`.")
    wanted: bool

    def to_override(self) -> ChannelOverride:
        """As the service takes it."""
        return ChannelOverride(self.type, self.channel, self.wanted)


class MessageWordOut(Out):
    """The user's own choice for a message type on a channel; send it back to keep it."""

    model_config = build_example(**WORD)

    type: str
    channel: ChannelName
    wanted: bool


class MessagePreferencesIn(In):
    """All choices of the user. What is not sent gets the default; times that are null are the centre's."""

    model_config = build_example(
        preferences=[WORD], quiet_from="22:00", quiet_until="08:00", digest="daily", digest_at="19:00"
    )

    preferences: list[MessageWordIn] = Field(max_length=500)
    quiet_from: Clock | None = Field(None, description="Local time from which messages that can wait are held back.")
    quiet_until: Clock | None = Field(None, description="Local time of the end; equal to `quiet_from`: no quiet hours.")
    digest: DigestName = Field("off", description="`daily`: messages that can wait come together once a day.")
    digest_at: Clock | None = Field(None, description="Local time of the digest.")

    def times(self) -> dict[str, time | None]:
        """The times as the service takes them."""
        given = {"quiet_from": self.quiet_from, "quiet_until": self.quiet_until, "digest_at": self.digest_at}
        return {name: None if at is None else time.fromisoformat(at) for name, at in given.items()}


class OwnTimesOut(Out):
    """Times that the user chose; null where the centre's time applies."""

    model_config = build_example(quiet_from="22:00", quiet_until="08:00")

    quiet_from: ClockOut | None
    quiet_until: ClockOut | None
    digest_at: ClockOut | None


class MessagePreferencesOut(Out):
    """Message types, channels and times that apply to the user, with the user's own choices."""

    model_config = build_example(
        quiet_from="22:00", quiet_until="08:00", digest="off", digest_at="19:00", zone="Asia/Tashkent",
        telegram="linked",
    )  # fmt: skip

    types: list[MessageLineOut]
    preferences: list[MessageWordOut]
    quiet_from: ClockOut
    quiet_until: ClockOut
    digest: DigestName
    digest_at: ClockOut
    telegram: Literal["off", "unlinked", "linked"] = Field(
        description="Whether messages can go to Telegram: `off` where the centre has no bot."
    )
    own_times: OwnTimesOut = Field(description="Send these back to keep using the centre's times.")
    zone: str = Field(description="The user's time zone, in which these times are given.")


class DeliveriesQuery(FeedQuery):
    """Filters of deliveries."""

    model_config = build_example(state="failed", channel="sms", limit=20)

    state: StateName | None = Field(None, description="Only deliveries in this state.")
    channel: OutsideName | None = Field(None, description="Only deliveries by this channel.")
    reason: DeliveryReason | None = Field(None, description="Only deliveries that this reason stopped.")
    type: str = Field("", max_length=60, description="Only messages of this type.")
    user: UUID | None = Field(None, description="Only deliveries to this user.")
    since: DayOrMoment | None = Field(None, description="Only deliveries created since then, a time or a day.")

    def filters(self) -> dict[str, Any]:
        """As the query takes them."""
        return {
            "state": self.state or "", "channel": self.channel or "", "reason": self.reason or "", "type": self.type,
            "user": self.user, "since": self.since,
        }  # fmt: skip


class AddresseeOut(Out):
    """The recipient of a message."""

    model_config = build_example(id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e11", name="Gulnora Oripova")

    id: UUID
    name: str


class DeliveryOut(Out):
    """One message by one channel, with its state and the reason of a failure."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e91",
        created_at="2026-09-07T15:00:04Z",
        type="payments.overdue",
        type_title="A payment is overdue",
        channel="sms",
        state="failed",
        reason="undelivered",
        why="The provider could not deliver it",
        address="+998 *** 67",
        language="uz",
        due_at="2026-09-07T15:00:04Z",
        sent_at="2026-09-07T15:00:06Z",
        tries=1,
        parts=1,
        cost={"amount": 20000, "currency": "UZS"},
        fallback_of="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90",
    )

    id: UUID
    created_at: datetime
    user: AddresseeOut
    type: str
    type_title: str = Field(description="The name of the type in the user's language.")
    channel: OutsideName
    state: StateName
    reason: str = Field(description="Code of why it was skipped or failed; else empty.")
    why: str = Field(description="The reason as text.")
    address: str = Field(description="The masked address; empty for push.")
    language: str
    due_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    tries: int
    parts: int = Field(description="The number of SMS parts that are paid for.")
    cost: MoneyOut
    fallback_of: UUID | None = Field(description="The delivery that this one replaces.")
    in_digest: UUID | None = Field(description="The digest that contains it.")

    @staticmethod
    def from_delivery(row: NotificationLog, currency: str) -> dict[str, Any]:
        """The row as it is answered."""
        names = (
            "id", "created_at", "type", "channel", "state", "reason", "address", "language", "due_at", "sent_at",
            "delivered_at", "tries", "parts",
        )  # fmt: skip
        return {name: getattr(row, name) for name in names} | {
            "user": {"id": row.user_id, "name": row.user.full_name},
            "type_title": get_type_title(row.type),
            "why": explain_reason(row.reason),
            "cost": {"amount": row.cost, "currency": currency},
            "fallback_of": row.fallback_of_id,
            "in_digest": row.in_digest_id,
        }


class SmsBudgetOut(Out):
    """The SMS budget of notifications for one month."""

    model_config = build_example(
        month="2026-09-01",
        budget={"amount": 50000000, "currency": "UZS"},
        spent={"amount": 20000, "currency": "UZS"},
        left={"amount": 49980000, "currency": "UZS"},
        part_price={"amount": 20000, "currency": "UZS"},
        parts=1,
    )

    month: date = Field(description="The first day of the month.")
    budget: MoneyOut
    spent: MoneyOut
    left: MoneyOut
    part_price: MoneyOut = Field(description="Assumed price of one part until the provider reports it.")
    parts: int = Field(description="The number of SMS parts that are paid for.")

    @staticmethod
    def from_budget(budget: SmsBudget) -> dict[str, Any]:
        """The figures as they are answered."""
        currency = get_system_settings().currency
        amounts = {name: getattr(budget, name) for name in ("budget", "spent", "left", "part_price")}
        money = {name: {"amount": amount, "currency": currency} for name, amount in amounts.items()}
        return {"month": budget.month, "parts": budget.parts, **money}
