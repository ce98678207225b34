"""Which browsers take messages: they say so themselves, and stay while the sign-in on them lasts."""

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
from apps.settings.services import audit
from apps.webhooks.addresses import Target, check_url

MAX_DEVICES = 10
"""Devices of one person; another one takes the place of the one that was not heard of for the longest time."""
ENDPOINT_LENGTH = 1000
PURPOSE = "notifications.push"


@dataclass(frozen=True)
class PushEndpoint:
    """Where a browser is reached, and the keys that only it opens messages with."""

    endpoint: str = field(repr=False)
    public: bytes = field(repr=False)
    auth: bytes = field(repr=False)


def list_active_subscriptions() -> QuerySet[PushSubscription]:
    """Every browser that takes messages now: none whose sign-in has ended."""
    return PushSubscription.objects.filter(session__ended_at__isnull=True, session__expires_at__gt=timezone.now())


def list_user_subscriptions(user: User) -> QuerySet[PushSubscription]:
    """Those of one person, the newest first."""
    return list_active_subscriptions().filter(user=user).select_related("session").order_by("-id")


def subscribe_browser(*, user: User, session: Session, endpoint: str, p256dh: str, auth: str) -> PushSubscription:
    """The browser of this session takes the user's messages from now on; again, it says that it still does.

    A browser that took somebody else's takes theirs no more. Conflict where the centre has no key; Invalid names what
    cannot be taken: `endpoint`, `keys.p256dh`, `keys.auth`.
    """
    if not vapid.is_set_up():
        raise Conflict(_("This centre sends no messages to devices."))
    target, browser = _parse_endpoint_field(endpoint), _parse_keys(endpoint, p256dh, auth)
    digest, now = hashlib.sha256(endpoint.encode()).hexdigest(), timezone.now()
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        PushSubscription.objects.filter(endpoint_sha256=digest).exclude(user=user).delete()
        told = {"user": user, "session": session, "service": target.host, "seen_at": now}
        row, is_new = PushSubscription.objects.select_for_update().get_or_create(
            endpoint_sha256=digest, defaults={**told, "sealed": b""}
        )
        for name, value in told.items():
            setattr(row, name, value)
        row.sealed, row.failures = _seal_endpoint(browser, row), 0
        row.save()
        kept = PushSubscription.objects.filter(user=user).order_by("-seen_at", "-id").values_list("pk", flat=True)
        PushSubscription.objects.filter(user=user).exclude(pk__in=list(kept[:MAX_DEVICES])).delete()
        if is_new:
            audit(actor=user, action="notifications.push_subscribe", obj=row)
    return row


def unsubscribe_browser(*, actor: User, subscription: PushSubscription) -> None:
    """The browser takes no more messages; once it does not, nothing changes."""
    with unit_of_work():
        if PushSubscription.objects.filter(pk=subscription.pk).delete()[0]:
            audit(actor=actor, action="notifications.push_unsubscribe", obj=subscription)


def delete_ended_subscriptions(*, before: datetime, most: int) -> int:
    """Remove browsers whose sign-in ended before then, at most so many; how many."""
    over = PushSubscription.objects.filter(Q(session__ended_at__lt=before) | Q(session__expires_at__lt=before))
    with unit_of_work():
        ids = list(over.values_list("pk", flat=True)[:most])
        return PushSubscription.objects.filter(pk__in=ids).delete()[0]


def unseal_endpoint(row: PushSubscription) -> PushEndpoint:
    """Its address and keys; raises sealing.Unreadable."""
    opened = orjson.loads(sealing.unseal(bytes(row.sealed), purpose=PURPOSE, row_id=row.pk))
    return PushEndpoint(
        opened["endpoint"], vapid.decode_base64url(opened["p256dh"]), vapid.decode_base64url(opened["auth"])
    )


def parse_endpoint(endpoint: str) -> Target:
    """Where the address leads; ValidationError for one that no message may go to."""
    return check_url(endpoint, outside_only=True, longest=ENDPOINT_LENGTH)


def _parse_endpoint_field(endpoint: str) -> Target:
    try:
        return parse_endpoint(endpoint)
    except ValidationError as error:
        raise Invalid.field("endpoint", error.message) from error


def _parse_keys(endpoint: str, p256dh: str, auth: str) -> PushEndpoint:
    """With the right keys, or Invalid: a point of P-256 and 16 bytes."""
    found: dict[str, bytes] = {}
    for name, text in (("p256dh", p256dh), ("auth", auth)):
        try:
            found[name] = vapid.decode_base64url(text.rstrip("="))
            encryption.check_browser_key(name, found[name])
        except ValueError:
            raise Invalid.field(f"keys.{name}", _("This is no key of a browser.")) from None
    return PushEndpoint(endpoint, found["p256dh"], found["auth"])


def _seal_endpoint(browser: PushEndpoint, row: PushSubscription) -> bytes:
    parts = {
        "endpoint": browser.endpoint,
        "p256dh": vapid.encode_base64url(browser.public),
        "auth": vapid.encode_base64url(browser.auth),
    }
    return sealing.seal(orjson.dumps(parts), purpose=PURPOSE, row_id=row.pk)
