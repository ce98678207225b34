"""One message to all browsers of a person that do not have it yet: what push services answer, and what follows."""

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

from apps.core.sealing import Unreadable
from apps.messaging.errors import Busy, Gone, NotSent, Refused
from apps.notifications import types
from apps.notifications.models import NotificationLog, PushSubscription
from apps.notifications.push import encryption, vapid
from apps.notifications.push.payload import build_payload, get_message_tag
from apps.notifications.push.subscriptions import list_user_subscriptions, parse_endpoint, unseal_endpoint
from apps.notifications.types import Urgency
from apps.webhooks import client
from apps.webhooks.addresses import NotDelivered
from apps.webhooks.reasons import Reason

log = structlog.get_logger(__name__)

URGENCIES = {Urgency.NOW: "high", Urgency.NORMAL: "normal", Urgency.LOW: "low"}
MAX_TTL = timedelta(days=28)
MAX_RETRY_AFTER = timedelta(days=1)
MAX_FAILURES = 5
"""Refusals in a row after which a browser is asked no more."""


class PushStatus(Enum):
    """What a push service makes of a message; it is never heard whether the browser has shown it."""

    TAKEN = "taken"
    GONE = "gone"
    REFUSED = "refused"
    TOO_LARGE = "too large"
    LATER = "later"


@dataclass(frozen=True)
class PushResult:
    """What became of it at one service; `after` when the service said how long to wait."""

    verdict: PushStatus
    after: timedelta | None = None


def send_push(row: NotificationLog, *, title: str, text: str) -> None:
    """Hand the message to the service of each browser that does not have it yet; which have it, is written on the row.

    Busy or NotSent while some service may take it later; otherwise, when nobody has it, Gone without any browser left,
    and Refused.
    """
    taken, refused, later = list(row.taken_by or []), False, []
    for subscription in list_user_subscriptions(row.user).exclude(pk__in=taken):
        outcome = _post_or_shorten(subscription, row, title, text)
        log.info("a push was tried", service=subscription.service, type=row.type, verdict=outcome.verdict.value)
        match outcome.verdict:
            case PushStatus.TAKEN:
                taken.append(subscription.pk)
                _record_success(subscription, row, taken)
            case PushStatus.GONE:
                PushSubscription.objects.filter(pk=subscription.pk).delete()
            case PushStatus.LATER:
                later.append(outcome.after)
            case _:
                refused = True
                _record_failure(subscription)
    if waits := [after for after in later if after is not None]:
        raise Busy("a push service wants to be left alone for a while", after=max(waits))
    if later:
        raise NotSent("a push service cannot be reached")
    if not taken:
        raise Refused("no push service takes this message") if refused else Gone("no browser is left")


def _post_or_shorten(one: PushSubscription, row: NotificationLog, title: str, text: str) -> PushResult:
    outcome = _post_message(one, row, build_payload(row, title=title, text=text))
    if outcome.verdict == PushStatus.TOO_LARGE:
        outcome = _post_message(one, row, build_payload(row, title=title, text=text, short=True))
    return outcome


def _post_message(one: PushSubscription, row: NotificationLog, plain: bytes) -> PushResult:
    """One request; a browser whose address cannot be read, or must not be asked, is gone."""
    try:
        browser = unseal_endpoint(one)
        target = parse_endpoint(browser.endpoint)
        answer = client.post_to(
            target,
            body=encryption.encrypt_message(plain, public=browser.public, auth=browser.auth),
            headers=_build_headers(row, f"{target.scheme}://{target.header}"),
        )
    except (Unreadable, ValidationError):
        return PushResult(PushStatus.GONE)
    except NotDelivered as error:
        return PushResult(PushStatus.GONE if error.reason == Reason.FORBIDDEN_ADDRESS else PushStatus.LATER)
    return _read_answer(answer)


def _build_headers(row: NotificationLog, origin: str) -> dict[str, str]:
    """By RFC 8030: how long it is worth delivering, how pressing it is, and what it takes the place of."""
    now = timezone.now()
    declared = types.all_types().get(row.type)
    worth = min(max(row.worth_until - now, timedelta(0)), MAX_TTL)
    return {
        "Authorization": vapid.build_authorization(origin, now),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(math.floor(worth.total_seconds())),
        "Urgency": URGENCIES[declared.urgency if declared else Urgency.NORMAL],
        "Topic": get_message_tag(row),
    }


def _read_answer(answer: client.Answer) -> PushResult:
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


def _parse_retry_after(said: str) -> timedelta | None:
    """The header Retry-After: seconds, or a date."""
    try:
        if said.isdecimal():
            wait = timedelta(seconds=min(int(said[:9]), 10**6))
        else:
            until = parsedate_to_datetime(said)
            wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - timezone.now()
    except (ValueError, OverflowError):
        return None
    return min(max(wait, timedelta(seconds=1)), MAX_RETRY_AFTER)


def _record_success(one: PushSubscription, row: NotificationLog, taken: list[UUID]) -> None:
    """Written at once: a worker that is killed afterwards sends this browser nothing more of the try."""
    now = timezone.now()
    NotificationLog.objects.filter(pk=row.pk, tries=row.tries).update(taken_by=taken, updated_at=now)
    PushSubscription.objects.filter(pk=one.pk).update(last_success_at=now, failures=0, updated_at=now)


def _record_failure(one: PushSubscription) -> None:
    PushSubscription.objects.filter(pk=one.pk).update(failures=F("failures") + 1, updated_at=timezone.now())
    PushSubscription.objects.filter(pk=one.pk, failures__gte=MAX_FAILURES).delete()
