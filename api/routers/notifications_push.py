"""Operations under `/notifications/push/`: which browsers take one's messages."""

from uuid import UUID

from ninja import Router, Status

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.schemas.notifications_push import PushKeyOut, PushSubscriptionIn, PushSubscriptionOut
from apps.notifications import access
from apps.notifications.push import subscriptions, vapid

router = Router(tags=["notifications"])


@router.get(
    "/push/key/",
    auth=requires("notifications.read"),
    response={200: PushKeyOut, **errors()},
    operation_id="push_key",
    summary="The key that browsers subscribe with",
)
def push_key(request: SignedInRequest) -> PushKeyOut:
    """A browser that subscribed with another key subscribes anew: what is signed with this one does not reach it."""
    return PushKeyOut(public_key=vapid.public_key() or None)


@router.get(
    "/push/subscriptions/",
    auth=requires("notifications.read"),
    response={200: list[PushSubscriptionOut], **errors()},
    operation_id="push_subscriptions_list",
    summary="One's browsers that take messages",
)
def push_subscriptions_list(request: SignedInRequest) -> list[PushSubscriptionOut]:
    """At most ten, the newest first; those whose sign-in has ended take none and are not here."""
    me = request.auth
    return [PushSubscriptionOut.drawn(row, me.session) for row in subscriptions.subscriptions_of(me.user)]


@router.post(
    "/push/subscriptions/",
    auth=requires("notifications.read"),
    response={200: PushSubscriptionOut, **errors(409, 422)},
    operation_id="push_subscribe",
    summary="Have messages sent to this browser",
)
def push_subscribe(request: SignedInRequest, payload: PushSubscriptionIn) -> PushSubscriptionOut:
    """The same `endpoint` again changes nothing but `seen_at`, so a page may say it on each visit. A browser that took
    somebody else's messages takes theirs no more. 409 where the centre sends no push.
    """
    me, keys = request.auth, payload.keys
    row = subscriptions.subscribe(
        user=me.user, session=me.session, endpoint=payload.endpoint, p256dh=keys.p256dh, auth=keys.auth
    )
    return PushSubscriptionOut.drawn(row, me.session)


@router.delete(
    "/push/subscriptions/{uuid:id}/",
    auth=requires("notifications.read"),
    response={204: None, **errors(404)},
    operation_id="push_unsubscribe",
    summary="Send no more messages to a browser",
)
def push_unsubscribe(request: SignedInRequest, id: UUID) -> Status[None]:
    """Of one's own, on this device or another."""
    subscriptions.unsubscribe(actor=request.auth.user, subscription=access.get_push_subscription(request.auth.user, id))
    return Status(204, None)
