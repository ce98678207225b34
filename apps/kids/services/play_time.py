"""Limits that guardians set, and the time that children play."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from apps.accounts.models import User
from apps.core.local_days import get_local_day
from apps.core.uow import unit_of_work
from apps.kids.models import PlayDay, PlayLimit
from apps.kids.play_time import PlayTime, is_play_counted
from apps.kids.services.classes import lock_child
from apps.settings.queries import get_default_branch
from apps.settings.services import write_audit_log

MOST_A_TRY = 5 * 60
"""What one try counts at most, in seconds: who takes longer has done something else meanwhile."""


def set_limits(*, actor: User, child: User, minutes_a_day: int | None, rest_after_minutes: int) -> PlayLimit:
    """Set how many minutes a child may play a day (None: no limit) and before a rest. `actor` is a guardian."""
    with unit_of_work():
        lock_child(child)
        row = PlayLimit.objects.filter(child=child).first() or PlayLimit(child=child)
        changed = row.apply_changes({"minutes_a_day": minutes_a_day, "rest_after_minutes": rest_after_minutes})
        row.author = actor
        row.save()
        if changed:
            write_audit_log(actor, "kids.limit_play", child, changed)
    return row


def count_play(child: User, seconds: int) -> PlayTime:
    """Count what a try took, where it may be counted; return the time of the child today. The child is locked.

    A try counts at most MOST_A_TRY and never more than the time since the one before, so two devices and a try that
    comes again count once.
    """
    limit = PlayLimit.objects.filter(child=child).first()
    if not is_play_counted(child, limit):
        return PlayTime(limit, None)
    now = timezone.now()
    day = get_local_day(now, get_default_branch().zone)
    row = PlayDay.objects.filter(child=child, day__lte=day).order_by("-day").first()
    if row is None or row.day != day:
        # The try before may have been a moment ago, before midnight.
        last_at = row.last_at if row else now - timedelta(seconds=MOST_A_TRY)
        row = PlayDay(child=child, day=day, last_at=last_at)
    row.seconds += min(seconds, MOST_A_TRY, max(0, int((now - row.last_at).total_seconds())))
    row.last_at = now
    row.save()
    return PlayTime(limit, row.seconds)


def add_play_days(kept: User, duplicate: User) -> None:
    """Add the time of a duplicate to the days of the kept pupil."""
    days = PlayDay.objects.filter(child=duplicate)
    for row in days:
        if not PlayDay.objects.filter(child=kept, day=row.day).update(seconds=F("seconds") + row.seconds):
            PlayDay.objects.filter(pk=row.pk).update(child=kept)
    PlayDay.objects.filter(child=duplicate).delete()
