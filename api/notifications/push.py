"""Operations under `/notifications/push/`: subscribe the browsers that get push messages (docs/push.md)."""

from uuid import UUID

from api.auth import SignedInRequest
from api.notifications.push_schemas import PushKeyOut, PushSubscriptionIn, PushSubscriptionOut
from api.operations import OperationRouter
from apps.notifications import access
from apps.notifications.push import subscriptions, vapid

router = OperationRouter(tags=["notifications"])


@router.get("/push/key/", "notifications.read", PushKeyOut)
def push_key(request: SignedInRequest) -> PushKeyOut:
    """Get the public key for push messages.

    Pages pass the key to `pushManager.subscribe` as `applicationServerKey`. A browser that subscribed with another
    key must subscribe again. The key is null when the centre sends no push messages.
    """
    return PushKeyOut(public_key=vapid.get_public_key() or None)


@router.get("/push/subscriptions/", "notifications.read", list[PushSubscriptionOut])
def push_subscriptions_list(request: SignedInRequest) -> list[PushSubscriptionOut]:
    """List push subscriptions.

    The browsers in which you get push messages: at most ten, newest first. A subscription ends with the session in
    which it was made.
    """
    me = request.auth
    return [
        PushSubscriptionOut.from_subscription(row, me.session) for row in subscriptions.list_user_subscriptions(me.user)
    ]


@router.post("/push/subscriptions/", "notifications.read", PushSubscriptionOut, errors=[409, 422])
def push_subscribe(request: SignedInRequest, payload: PushSubscriptionIn) -> PushSubscriptionOut:
    """Subscribe a browser to push messages.

    The same `endpoint` again updates its keys, session and `seen_at`; another user's subscription of it is deleted.
    An eleventh browser replaces the one with the oldest `seen_at`. Refused with 409 `conflict` when the centre sends no
    push messages, with 422 `invalid` for an endpoint or key that cannot be used.
    """
    me, keys = request.auth, payload.keys
    row = subscriptions.subscribe_browser(
        user=me.user, session=me.session, endpoint=payload.endpoint, p256dh=keys.p256dh, auth=keys.auth
    )
    return PushSubscriptionOut.from_subscription(row, me.session)


@router.delete("/push/subscriptions/{uuid:id}/", "notifications.read", errors=[404])
def push_unsubscribe(request: SignedInRequest, id: UUID) -> None:
    """Unsubscribe a browser from push messages.

    Deletes one of your own subscriptions, on this device or another. Refused with 404 `not_found` for those of other
    users and those whose session has ended.
    """
    subscriptions.unsubscribe_browser(
        actor=request.auth.user, subscription=access.get_push_subscription(request.auth.user, id)
    )
