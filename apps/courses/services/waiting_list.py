"""Writes of waiting lists.

Seats are not assigned automatically: when a seat becomes free, the office of the branch is notified (job
`courses.offer_seat`). Adding a waiting pupil to the group closes the entry.
"""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict, raise_on_constraint_violation
from apps.core.uow import unit_of_work
from apps.courses import queries
from apps.courses.models import Group, GroupStatus, Membership, WaitingEntry
from apps.courses.services.locks import lock_open_group
from apps.jobs.kinds import ClaimedJob
from apps.jobs.models import Job, JobState
from apps.notifications.services import notify
from apps.settings.services import write_audit_log

OFFER_SEAT = "courses.offer_seat"


def add_to_waiting_list(*, actor: User | None, group: Group, student: User, note: str = "") -> WaitingEntry:
    """Add the pupil to the waiting list. Raise Conflict when the group is closed, or the pupil is already in it or
    already waits.
    """
    with unit_of_work():
        lock_open_group(group)
        if group.memberships.filter(student=student, left_on__isnull=True).exists():
            raise Conflict(_("This pupil is in the group already."))
        with raise_on_constraint_violation(
            waiting_once_while_open=Conflict(_("This pupil is already on the waiting list."))
        ):
            entry = WaitingEntry.objects.create(group=group, student=student, note=note)
        write_audit_log(actor, "groups.wait", group, {"student": (None, str(student.pk))})
    return entry


def remove_from_waiting_list(*, actor: User | None, entry: WaitingEntry) -> None:
    """Close the entry of the waiting list. Repeating it changes nothing."""
    with unit_of_work():
        if close_waiting_entry(entry.group, entry.student):
            write_audit_log(actor, "groups.stop_waiting", entry.group, {"student": (str(entry.student_id), None)})


def close_waiting_entries(group: Group) -> int:
    """Close all entries of the group's waiting list; return how many were open."""
    return _close(group.waiting.all(), None)


def close_waiting_entry(group: Group, student: User, membership: Membership | None = None) -> int:
    """Close the pupil's entry, with the membership that they got, if any; return how many were open: 0 or 1."""
    return _close(group.waiting.filter(student=student), membership)


def reopen_waiting_entries(group: Group, entry_ids: Sequence[str]) -> None:
    """Open these closed entries of the group again, of pupils who are not in it and do not wait."""
    waiting = group.waiting.filter(closed_at__isnull=True).values("student")
    members = Membership.objects.filter(group=group, left_on__isnull=True).values("student")
    closed = group.waiting.filter(pk__in=entry_ids, closed_at__isnull=False, membership__isnull=True)
    closed.exclude(student__in=waiting).exclude(student__in=members).update(closed_at=None, updated_at=timezone.now())


def _close(entries: QuerySet[WaitingEntry], membership: Membership | None) -> int:
    now = timezone.now()
    return entries.filter(closed_at__isnull=True).update(closed_at=now, membership=membership, updated_at=now)


def request_notification_of_free_seats(group: Group) -> None:
    """Enqueue a notification of the office that a seat is free, if pupils wait and no such job is queued. Call inside a
    unit of work that has locked the group.
    """
    about_to = Job.objects.filter(kind=OFFER_SEAT, object_id=str(group.pk), state=JobState.QUEUED)
    if group.waiting.filter(closed_at__isnull=True).exists() and not about_to.exists():
        jobs.enqueue(kind=OFFER_SEAT, object_id=group.pk)


def notify_office_of_free_seats(job: ClaimedJob) -> None:
    """Job handler: notify the office that the group `object_id` has free seats and who waits longest, one pupil for
    each seat. Do nothing when there are no seats or no waiting pupils.
    """
    with unit_of_work():
        jobs.complete_job(job)
        group = Group.objects.select_related("branch").filter(pk=job.object_id, status=GroupStatus.ACTIVE).first()
        if group is None:
            return
        office, free = queries.list_group_managers(group.branch), group.capacity - group.seats_taken
        for entry in queries.list_waiting_entries(group)[:free]:
            data = {"group": group.name, "group_id": str(group.pk), "student": entry.student.full_name}
            for person in office:
                notify(user=person, type="groups.seat_free", data={**data, "entry": str(entry.pk)})
