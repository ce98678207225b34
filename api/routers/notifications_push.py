"""Operations under `/notifications/push/`: browsers that get push messages."""

from uuid import UUID

from ninja import Router, Status

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.schemas.notifications_push import PushKeyOut, PushSubscriptionIn, PushSubscriptionOut
from apps.notifications import access
from apps.notifications.push import subscriptions, vapid

router = Router(tags=["notifications"])


@router.get(
    "/push/key/",
    auth=requires("notifications.read"),
    response={200: PushKeyOut, **error_responses()},
    operation_id="push_key",
    summary="Get the public key for push messages",
)
def push_key(request: SignedInRequest) -> PushKeyOut:
    """`applicationServerKey` for `pushManager.subscribe`. A browser that subscribed with another key must subscribe
    again. The key is null when the centre sends no push.
    """
    return PushKeyOut(public_key=vapid.get_public_key() or None)


@router.get(
    "/push/subscriptions/",
    auth=requires("notifications.read"),
    response={200: list[PushSubscriptionOut], **error_responses()},
    operation_id="push_subscriptions_list",
    summary="List push subscriptions",
)
def push_subscriptions_list(request: SignedInRequest) -> list[PushSubscriptionOut]:
    """Your own browsers with push messages, at most ten, newest first. A subscription ends with the session in which it
    was made.
    """
    me = request.auth
    return [
        PushSubscriptionOut.from_subscription(row, me.session) for row in subscriptions.list_user_subscriptions(me.user)
    ]


@router.post(
    "/push/subscriptions/",
    auth=requires("notifications.read"),
    response={200: PushSubscriptionOut, **error_responses(409, 422)},
    operation_id="push_subscribe",
    summary="Subscribe a browser to push messages",
)
def push_subscribe(request: SignedInRequest, payload: PushSubscriptionIn) -> PushSubscriptionOut:
    """Sending the same `endpoint` again only updates `seen_at`. A browser that another user subscribed becomes yours.
    Refused with 409 `conflict` when the centre sends no push, with 422 `invalid` for an address or key that cannot be
    used.
    """
    me, keys = request.auth, payload.keys
    row = subscriptions.subscribe_browser(
        user=me.user, session=me.session, endpoint=payload.endpoint, p256dh=keys.p256dh, auth=keys.auth
    )
    return PushSubscriptionOut.from_subscription(row, me.session)


@router.delete(
    "/push/subscriptions/{uuid:id}/",
    auth=requires("notifications.read"),
    response={204: None, **error_responses(404)},
    operation_id="push_unsubscribe",
    summary="Unsubscribe a browser from push messages",
)
def push_unsubscribe(request: SignedInRequest, id: UUID) -> Status[None]:
    """Only your own, on this device or another."""
    subscriptions.unsubscribe_browser(
        actor=request.auth.user, subscription=access.get_push_subscription(request.auth.user, id)
    )
    return Status(204, None)
