"""Schemas of push messages to browsers."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from apps.accounts.models import Session
from apps.notifications.models import PushSubscription
from apps.notifications.push.subscriptions import ENDPOINT_LENGTH

PUBLIC_KEY = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"


class PushKeyOut(Out):
    """The public key that browsers subscribe with."""

    model_config = build_example(public_key=PUBLIC_KEY)

    public_key: str | None = Field(
        description="`applicationServerKey` of `pushManager.subscribe`, in base64url; null when push is off."
    )


class PushKeysIn(In):
    """The keys of a browser's subscription, in base64url."""

    model_config = build_example(p256dh=P256DH, auth=AUTH)

    p256dh: str = Field(max_length=100, description="A point of P-256: 65 bytes.")
    auth: str = Field(max_length=30, description="16 bytes.")


class PushSubscriptionIn(In):
    """The result of `PushSubscription.toJSON()` in a browser, without `expirationTime`."""

    model_config = build_example(
        endpoint="https://updates.push.services.mozilla.com/wpush/v2/gAAAAABo", keys={"p256dh": P256DH, "auth": AUTH}
    )

    endpoint: str = Field(max_length=ENDPOINT_LENGTH, description="An https address of a public push service.")
    keys: PushKeysIn


class PushSubscriptionOut(Out):
    """A browser of the user that gets push messages. Its address and keys are never returned."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea1",
        device="Chrome, Windows",
        this_device=True,
        created_at="2026-09-07T15:00:04Z",
        seen_at="2026-09-07T15:00:04Z",
    )

    id: UUID
    device: str = Field(description="The device of the session with which it ends.")
    this_device: bool = Field(description="It belongs to the session of this request.")
    created_at: datetime
    seen_at: datetime = Field(description="When the browser last subscribed.")
    last_success_at: datetime | None = Field(description="When its push service last accepted a message.")

    @staticmethod
    def from_subscription(row: PushSubscription, session: Session) -> "PushSubscriptionOut":
        """The row as the one who asks sees it."""
        return PushSubscriptionOut(
            id=row.pk,
            device=row.session.device,
            this_device=row.session_id == session.pk,
            created_at=row.created_at,
            seen_at=row.seen_at,
            last_success_at=row.last_success_at,
        )
