"""Daily changes of memberships: planned ends and freezes take effect at each group's local midnight."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from apps.core.local_days import get_today
from apps.core.uow import unit_of_work
from apps.courses import events
from apps.courses.models import ENDED, Freeze, Group, Membership, MembershipStatus
from apps.courses.services.freezes import update_status_by_freezes
from apps.courses.services.locks import select_memberships_for_update
from apps.courses.services.memberships import end_locked_membership, publish_membership_event
from apps.jobs.kinds import ClaimedJob


def apply_due_membership_changes(job: ClaimedJob) -> None:
    """Job handler: end memberships whose last day has passed, and start and end freezes, by the local day of each
    group.

    One transaction for each membership. Safe to run at any time and twice at once.
    """
    for zone in _zones():
        today = get_today(zone)
        there = Q(group__zone=zone) | Q(group__zone="", group__branch__zone=zone)
        due = Membership.objects.filter(there, _due(today)).order_by("group_id", "pk")
        for group_id, key in list(due.values_list("group_id", "pk")):
            _apply(group_id, key, today)


def _zones() -> set[str]:
    """Return the time zones of groups with open memberships."""
    used = Membership.objects.filter(left_on__isnull=True).order_by().values_list("group__zone", "group__branch__zone")
    return {own or branch for own, branch in used.distinct()}


def _due(today: date) -> Q:
    pauses = Freeze.objects.filter(membership=OuterRef("pk"), starts_on__lte=today)
    paused = Exists(pauses.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today)))
    learns = Q(status__in=[MembershipStatus.TRIAL, MembershipStatus.ACTIVE])
    over = Q(leaves_on__lt=today)
    return Q(left_on__isnull=True) & (over | learns & Q(paused) | Q(status=MembershipStatus.FROZEN) & ~Q(paused))


def _apply(group_id: UUID, key: UUID, today: date) -> None:
    with unit_of_work():
        Group.objects.select_for_update(no_key=True).filter(pk=group_id).first()
        membership = select_memberships_for_update().filter(pk=key).exclude(status__in=ENDED).first()
        if membership is None:
            return
        if membership.leaves_on is not None and membership.leaves_on < today:
            last, ending = membership.leaves_on, MembershipStatus(membership.leaves_as)
            end_locked_membership(membership, actor=None, left_on=last, status=ending, reason=membership.reason)
        elif update_status_by_freezes(membership, today, actor=None):
            publish_membership_event(membership, events.MembershipChanged)
