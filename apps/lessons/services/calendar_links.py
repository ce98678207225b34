"""Writes of the secret links by which calendar programs read a user's lessons."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.tokens import generate_token_and_hash
from apps.core.uow import unit_of_work
from apps.lessons.models import CalendarFeed
from apps.settings.services import write_audit_log

READ_RECORD_INTERVAL = timedelta(hours=1)


def renew_calendar_token(*, user: User) -> str:
    """Create a secret for the user's calendar and return it, only this once; the former secret stops working."""
    token, kept = generate_token_and_hash()
    with unit_of_work():
        defaults = {"token_sha256": kept, "last_read_at": None}
        feed, _new = CalendarFeed.objects.update_or_create(user=user, defaults=defaults)
        write_audit_log(user, "calendars.open", feed)
    return token


def delete_calendar_link(*, user: User) -> None:
    """Delete the user's link; without a link nothing changes."""
    with unit_of_work():
        feed = CalendarFeed.objects.select_for_update().filter(user=user).first()
        if feed is not None:
            write_audit_log(user, "calendars.close", feed)
            feed.delete()


def record_calendar_read(*, feed: CalendarFeed) -> None:
    """Record that a calendar program read the feed, at most once an hour."""
    now = timezone.now()
    stale = Q(last_read_at__isnull=True) | Q(last_read_at__lt=now - READ_RECORD_INTERVAL)
    CalendarFeed.objects.filter(stale, pk=feed.pk).update(last_read_at=now, updated_at=now)
