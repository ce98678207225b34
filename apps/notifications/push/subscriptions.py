"""Push subscriptions of browsers. A subscription lasts as long as the session in which it was made."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

import orjson
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Session, User
from apps.core import sealing
from apps.core.errors import Conflict, Invalid
from apps.core.uow import unit_of_work
from apps.notifications.models import PushSubscription
from apps.notifications.push import encryption, vapid
from apps.settings.services import write_audit_log
from apps.webhooks.addresses import WebhookTarget, parse_allowed_target

MAX_DEVICES = 10
"""Subscriptions per user; a new one replaces the one with the oldest `seen_at`."""
ENDPOINT_LENGTH = 1000
PURPOSE = "notifications.push"


@dataclass(frozen=True)
class PushEndpoint:
    """The address of a browser at its push service, and the keys for encryption."""

    endpoint: str = field(repr=False)
    public: bytes = field(repr=False)
    auth: bytes = field(repr=False)


def list_active_subscriptions() -> QuerySet[PushSubscription]:
    """Return all subscriptions whose session has not ended."""
    return PushSubscription.objects.filter(session__ended_at__isnull=True, session__expires_at__gt=timezone.now())


def list_user_subscriptions(user: User) -> QuerySet[PushSubscription]:
    """Return the user's active subscriptions, newest first."""
    return list_active_subscriptions().filter(user=user).select_related("session").order_by("-id")


def subscribe_browser(*, user: User, session: Session, endpoint: str, p256dh: str, auth: str) -> PushSubscription:
    """Subscribe the browser of this session; repeating it updates `seen_at`.

    A browser that another user subscribed now belongs to this user. Raise Conflict when the centre has no key; Invalid
    on `endpoint`, `keys.p256dh` or `keys.auth`.
    """
    if not vapid.is_set_up():
        raise Conflict(_("This centre does not send push messages."))
    target, browser = _parse_endpoint_field(endpoint), _parse_keys(endpoint, p256dh, auth)
    digest, now = hashlib.sha256(endpoint.encode()).hexdigest(), timezone.now()
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        PushSubscription.objects.filter(endpoint_sha256=digest).exclude(user=user).delete()
        values = {"user": user, "session": session, "service": target.host, "seen_at": now}
        rows = PushSubscription.objects.select_for_update()
        row, is_new = rows.get_or_create(endpoint_sha256=digest, defaults={**values, "sealed": b""})
        for name, value in values.items():
            setattr(row, name, value)
        row.sealed, row.failures = _seal_endpoint(browser, row), 0
        row.save()
        newest = PushSubscription.objects.filter(user=user).order_by("-seen_at", "-id").values_list("pk", flat=True)
        PushSubscription.objects.filter(user=user).exclude(pk__in=list(newest[:MAX_DEVICES])).delete()
        if is_new:
            write_audit_log(actor=user, action="notifications.push_subscribe", obj=row)
    return row


def unsubscribe_browser(*, actor: User, subscription: PushSubscription) -> None:
    """Delete the subscription; repeating it changes nothing."""
    with unit_of_work():
        if PushSubscription.objects.filter(pk=subscription.pk).delete()[0]:
            write_audit_log(actor=actor, action="notifications.push_unsubscribe", obj=subscription)


def delete_ended_subscriptions(*, before: datetime, limit: int) -> int:
    """Delete up to `limit` subscriptions whose session ended before then; return their number."""
    ended = PushSubscription.objects.filter(Q(session__ended_at__lt=before) | Q(session__expires_at__lt=before))
    with unit_of_work():
        ids = list(ended.values_list("pk", flat=True)[:limit])
        return PushSubscription.objects.filter(pk__in=ids).delete()[0]


def unseal_subscription(subscription: PushSubscription) -> PushEndpoint:
    """Return endpoint and keys. Raise sealing.Unreadable."""
    parts = orjson.loads(sealing.unseal(bytes(subscription.sealed), purpose=PURPOSE, row_id=subscription.pk))
    public, auth = (vapid.decode_base64url(parts[name]) for name in ("p256dh", "auth"))
    return PushEndpoint(parts["endpoint"], public, auth)


def parse_endpoint(endpoint: str) -> WebhookTarget:
    """Return the target of the endpoint. Raise ValidationError for an address that must not be called."""
    return parse_allowed_target(endpoint, public_only=True, max_length=ENDPOINT_LENGTH)


def _parse_endpoint_field(endpoint: str) -> WebhookTarget:
    try:
        return parse_endpoint(endpoint)
    except ValidationError as error:
        raise Invalid.field("endpoint", error.message) from error


def _parse_keys(endpoint: str, p256dh: str, auth: str) -> PushEndpoint:
    """Return the keys: a point of P-256 and 16 bytes. Raise Invalid."""
    keys: dict[str, bytes] = {}
    for name, text in (("p256dh", p256dh), ("auth", auth)):
        try:
            keys[name] = vapid.decode_base64url(text.rstrip("="))
            encryption.check_browser_key(name, keys[name])
        except ValueError:
            raise Invalid.field(f"keys.{name}", _("This is not a browser key.")) from None
    return PushEndpoint(endpoint, keys["p256dh"], keys["auth"])


def _seal_endpoint(browser: PushEndpoint, row: PushSubscription) -> bytes:
    keys = {"p256dh": vapid.encode_base64url(browser.public), "auth": vapid.encode_base64url(browser.auth)}
    parts = {"endpoint": browser.endpoint, **keys}
    return sealing.seal(orjson.dumps(parts), purpose=PURPOSE, row_id=row.pk)
