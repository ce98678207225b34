"""Writes about notifications."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import override

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.uow import AFTERWARDS, tells_afterwards, unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications import events, queries, types
from apps.notifications.models import Notification
from realtime.events import publish, user_stream


def notify(*, user: User, type: str, data: Mapping[str, Any]) -> Notification:  # noqa: A002
    """Tell the user something: a row, and `notification.created` on their stream in their language.

    `type` is a declared notification type, `data` JSON-safe. Raises KeyError for an unknown type or for a
    place of its text that `data` leaves empty: both are mistakes of the caller. Inside `told_afterwards()` a job does
    it after the commit, and the answer is a row that is not stored yet.
    """
    if tells_afterwards():
        with unit_of_work() as unit:
            unit.collect(AFTERWARDS, {"user": str(user.pk), "type": type, "data": dict(data)})
        return Notification(user=user, type=type, data=dict(data))
    missing = types.all_types()[type].places() - data.keys()
    if missing:
        raise KeyError(f"notification {type} lacks {', '.join(sorted(missing))}")
    with unit_of_work():
        notification = Notification.objects.create(user=user, type=type, data=dict(data))
        with override(user.locale):
            drawn = queries.drawn(notification)
        created = events.NotificationCreated(notification=drawn, unread=queries.unread_count(user))
        publish(user_stream(user.pk), created)
    return notification


def mark_read(*, notification: Notification) -> Notification:
    """The user has read it; reading it again changes nothing."""
    with unit_of_work():
        now = timezone.now()
        unread = Notification.objects.filter(pk=notification.pk, read_at__isnull=True)
        if unread.update(read_at=now, updated_at=now):
            _announce_read(notification.user, [str(notification.pk)])
    notification.refresh_from_db()
    return notification


def mark_all_read(*, user: User) -> int:
    """The user has read everything; returns how many that changed."""
    with unit_of_work():
        now = timezone.now()
        changed = queries.notifications_of(user, unread=True).update(read_at=now, updated_at=now)
        if changed:
            _announce_read(user, [], everything=True)
    return changed


def security_notice(job: ClaimedJob) -> None:
    """Handler: tell the user `object_id` what happened to their account: by default that one of their sign-ins was
    ended because it was used twice, or `what` else.
    """
    with unit_of_work():
        jobs.complete(job)
        user = User.objects.filter(pk=job.object_id, is_active=True).first()
        if user is None:
            return
        if job.payload.get("what") in ("telegram_linked", "telegram_moved"):
            notify(user=user, type=f"security.{job.payload['what']}", data={})
            return
        notify(
            user=user,
            type="security.token_reused",
            data={"device": job.payload.get("device") or "?", "session": job.payload.get("session", "")},
        )


def _announce_read(user: User, ids: list[str], *, everything: bool = False) -> None:
    read = events.NotificationsRead(notifications=ids, all=everything, unread=queries.unread_count(user))
    publish(user_stream(user.pk), read)
