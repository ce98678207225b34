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
from apps.notifications.push.payload import payload, tag_of
from apps.notifications.push.subscriptions import browser_of, subscriptions_of, target_of
from apps.notifications.types import Urgency
from apps.webhooks import client
from apps.webhooks.addresses import NotDelivered
from apps.webhooks.reasons import Reason

log = structlog.get_logger(__name__)

URGENCIES = {Urgency.NOW: "high", Urgency.NORMAL: "normal", Urgency.LOW: "low"}
LONGEST_TTL = timedelta(days=28)
LONGEST_WAIT = timedelta(days=1)
MOST_FAILURES = 5
"""Refusals in a row after which a browser is asked no more."""


class Verdict(Enum):
    """What a push service makes of a message; it is never heard whether the browser has shown it."""

    TAKEN = "taken"
    GONE = "gone"
    REFUSED = "refused"
    TOO_LARGE = "too large"
    LATER = "later"


@dataclass(frozen=True)
class Outcome:
    """What became of it at one service; `after` when the service said how long to wait."""

    verdict: Verdict
    after: timedelta | None = None


def send(row: NotificationLog, *, title: str, text: str) -> None:
    """Hand the message to the service of each browser that does not have it yet; which have it, is written on the row.

    Busy or NotSent while some service may take it later; otherwise, when nobody has it, Gone without any browser left,
    and Refused.
    """
    taken, refused, later = list(row.taken_by or []), False, []
    for subscription in subscriptions_of(row.user).exclude(pk__in=taken):
        outcome = _hand_over(subscription, row, title, text)
        log.info("a push was tried", service=subscription.service, type=row.type, verdict=outcome.verdict.value)
        match outcome.verdict:
            case Verdict.TAKEN:
                taken.append(subscription.pk)
                _keep(subscription, row, taken)
            case Verdict.GONE:
                PushSubscription.objects.filter(pk=subscription.pk).delete()
            case Verdict.LATER:
                later.append(outcome.after)
            case _:
                refused = True
                _count_failure(subscription)
    if waits := [after for after in later if after is not None]:
        raise Busy("a push service wants to be left alone for a while", after=max(waits))
    if later:
        raise NotSent("a push service cannot be reached")
    if not taken:
        raise Refused("no push service takes this message") if refused else Gone("no browser is left")


def _hand_over(one: PushSubscription, row: NotificationLog, title: str, text: str) -> Outcome:
    outcome = _post(one, row, payload(row, title=title, text=text))
    if outcome.verdict == Verdict.TOO_LARGE:
        outcome = _post(one, row, payload(row, title=title, text=text, short=True))
    return outcome


def _post(one: PushSubscription, row: NotificationLog, plain: bytes) -> Outcome:
    """One request; a browser whose address cannot be read, or must not be asked, is gone."""
    try:
        browser = browser_of(one)
        target = target_of(browser.endpoint)
        answer = client.post_to(
            target,
            body=encryption.sealed(plain, public=browser.public, auth=browser.auth),
            headers=_headers(row, f"{target.scheme}://{target.header}"),
        )
    except (Unreadable, ValidationError):
        return Outcome(Verdict.GONE)
    except NotDelivered as error:
        return Outcome(Verdict.GONE if error.reason == Reason.FORBIDDEN_ADDRESS else Verdict.LATER)
    return _outcome(answer)


def _headers(row: NotificationLog, origin: str) -> dict[str, str]:
    """By RFC 8030: how long it is worth delivering, how pressing it is, and what it takes the place of."""
    now = timezone.now()
    declared = types.all_types().get(row.type)
    worth = min(max(row.worth_until - now, timedelta(0)), LONGEST_TTL)
    return {
        "Authorization": vapid.authorization(origin, now),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(math.floor(worth.total_seconds())),
        "Urgency": URGENCIES[declared.urgency if declared else Urgency.NORMAL],
        "Topic": tag_of(row),
    }


def _outcome(answer: client.Answer) -> Outcome:
    match answer.status:
        case status if 200 <= status < 300:
            return Outcome(Verdict.TAKEN)
        case 404 | 410:
            return Outcome(Verdict.GONE)
        case 413:
            return Outcome(Verdict.TOO_LARGE)
        case status if status == 429 or status >= 500:
            return Outcome(Verdict.LATER, _wait(answer.retry_after))
        case _:
            return Outcome(Verdict.REFUSED)


def _wait(said: str) -> timedelta | None:
    """The header Retry-After: seconds, or a date."""
    try:
        if said.isdecimal():
            wait = timedelta(seconds=min(int(said[:9]), 10**6))
        else:
            until = parsedate_to_datetime(said)
            wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - timezone.now()
    except (ValueError, OverflowError):
        return None
    return min(max(wait, timedelta(seconds=1)), LONGEST_WAIT)


def _keep(one: PushSubscription, row: NotificationLog, taken: list[UUID]) -> None:
    """Written at once: a worker that is killed afterwards sends this browser nothing more of the try."""
    now = timezone.now()
    NotificationLog.objects.filter(pk=row.pk, tries=row.tries).update(taken_by=taken, updated_at=now)
    PushSubscription.objects.filter(pk=one.pk).update(last_success_at=now, failures=0, updated_at=now)


def _count_failure(one: PushSubscription) -> None:
    PushSubscription.objects.filter(pk=one.pk).update(failures=F("failures") + 1, updated_at=timezone.now())
    PushSubscription.objects.filter(pk=one.pk, failures__gte=MOST_FAILURES).delete()
