"""Send one message to all browsers of a user that do not have it yet, and handle the answers of push services."""

import math
from dataclasses import dataclass
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum
from uuid import UUID

import structlog
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from apps.core.sealing import UnsealError
from apps.messaging.errors import DevicesGone, MessageRefused, NotSent, ProviderBusy
from apps.notifications import types
from apps.notifications.models import NotificationLog, PushSubscription
from apps.notifications.push import encryption, vapid
from apps.notifications.push.payload import build_payload, get_message_tag
from apps.notifications.push.subscriptions import list_user_subscriptions, parse_endpoint, unseal_subscription
from apps.notifications.types import Urgency
from apps.webhooks import client
from apps.webhooks.addresses import DeliveryFailed
from apps.webhooks.reasons import FailureReason

log = structlog.get_logger(__name__)

URGENCIES = {Urgency.NOW: "high", Urgency.NORMAL: "normal", Urgency.LOW: "low"}
MAX_TTL = timedelta(days=28)
MAX_RETRY_AFTER = timedelta(days=1)
MAX_FAILURES = 5
"""A subscription is deleted after so many refusals in a row."""


class PushStatus(Enum):
    """The answer of a push service. It never says whether the browser showed the message."""

    TAKEN = "taken"
    GONE = "gone"
    REFUSED = "refused"
    TOO_LARGE = "too large"
    LATER = "later"


@dataclass(frozen=True)
class PushResult:
    """The result at one push service; `retry_after` is the time to wait, if the service gave one."""

    status: PushStatus
    retry_after: timedelta | None = None


def send_push(delivery: NotificationLog, *, title: str, text: str) -> None:
    """Send the message to each browser that does not have it yet, and save on the row which have it.

    Raise Busy or NotSent while a service may accept it later; else, when no browser has it, Gone without any browser
    left, or Refused.
    """
    taken, refused, later = list(delivery.taken_by or []), False, []
    for subscription in list_user_subscriptions(delivery.user).exclude(pk__in=taken):
        result = _post_or_shorten(subscription, delivery, title, text)
        log.info("a push was tried", service=subscription.service, type=delivery.type, verdict=result.status.value)
        match result.status:
            case PushStatus.TAKEN:
                taken.append(subscription.pk)
                _record_success(subscription, delivery, taken)
            case PushStatus.GONE:
                PushSubscription.objects.filter(pk=subscription.pk).delete()
            case PushStatus.LATER:
                later.append(result.retry_after)
            case _:
                refused = True
                _record_failure(subscription)
    if waits := [after for after in later if after is not None]:
        raise ProviderBusy("a push service wants to be left alone for a while", after=max(waits))
    if later:
        raise NotSent("a push service cannot be reached")
    if not taken:
        raise MessageRefused("no push service takes this message") if refused else DevicesGone("no browser is left")


def _post_or_shorten(subscription: PushSubscription, row: NotificationLog, title: str, text: str) -> PushResult:
    result = _post_message(subscription, row, build_payload(row, title=title, text=text))
    if result.status == PushStatus.TOO_LARGE:
        result = _post_message(subscription, row, build_payload(row, title=title, text=text, short=True))
    return result


def _post_message(subscription: PushSubscription, row: NotificationLog, plain: bytes) -> PushResult:
    """Send one request. A subscription that cannot be read or called counts as gone."""
    try:
        browser = unseal_subscription(subscription)
        target = parse_endpoint(browser.endpoint)
        answer = client.post_to_target(
            target,
            body=encryption.encrypt_message(plain, browser_public_key=browser.public, browser_auth=browser.auth),
            headers=_build_headers(row, f"{target.scheme}://{target.host_header}"),
        )
    except (UnsealError, ValidationError):
        return PushResult(PushStatus.GONE)
    except DeliveryFailed as error:
        return PushResult(PushStatus.GONE if error.reason == FailureReason.FORBIDDEN_ADDRESS else PushStatus.LATER)
    return _read_answer(answer)


def _build_headers(row: NotificationLog, origin: str) -> dict[str, str]:
    """Headers of RFC 8030: lifetime, urgency, and the topic that replaces an older message."""
    now = timezone.now()
    declared = types.get_notification_types_by_name().get(row.type)
    worth = min(max(row.worth_until - now, timedelta(0)), MAX_TTL)
    return {
        "Authorization": vapid.build_authorization(origin, now),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(math.floor(worth.total_seconds())),
        "Urgency": URGENCIES[declared.urgency if declared else Urgency.NORMAL],
        "Topic": get_message_tag(row),
    }


def _read_answer(answer: client.WebhookResponse) -> PushResult:
    match answer.status:
        case status if 200 <= status < 300:
            return PushResult(PushStatus.TAKEN)
        case 404 | 410:
            return PushResult(PushStatus.GONE)
        case 413:
            return PushResult(PushStatus.TOO_LARGE)
        case status if status == 429 or status >= 500:
            return PushResult(PushStatus.LATER, _parse_retry_after(answer.retry_after))
        case _:
            return PushResult(PushStatus.REFUSED)


def _parse_retry_after(header: str) -> timedelta | None:
    """Parse the header Retry-After: seconds or a date."""
    try:
        if header.isdecimal():
            wait = timedelta(seconds=min(int(header[:9]), 10**6))
        else:
            until = parsedate_to_datetime(header)
            wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - timezone.now()
    except (ValueError, OverflowError):
        return None
    return min(max(wait, timedelta(seconds=1)), MAX_RETRY_AFTER)


def _record_success(subscription: PushSubscription, row: NotificationLog, delivered_to: list[UUID]) -> None:
    """Save at once, so that a retry after a crash skips this browser."""
    now = timezone.now()
    NotificationLog.objects.filter(pk=row.pk, tries=row.tries).update(taken_by=delivered_to, updated_at=now)
    PushSubscription.objects.filter(pk=subscription.pk).update(last_success_at=now, failures=0, updated_at=now)


def _record_failure(subscription: PushSubscription) -> None:
    PushSubscription.objects.filter(pk=subscription.pk).update(failures=F("failures") + 1, updated_at=timezone.now())
    PushSubscription.objects.filter(pk=subscription.pk, failures__gte=MAX_FAILURES).delete()
