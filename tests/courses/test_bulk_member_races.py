"""Bulk changes at the same moment: none is aborted by a deadlock, and one undo is carried out once."""

from functools import partial
from threading import Barrier, Event

import pytest
from django.db import OperationalError

from apps.core import bulk_changes
from apps.core.models import BulkChange
from apps.core.permissions import Role
from apps.courses.access import get_person_or_invalid
from apps.courses.models import Membership, MembershipStatus
from apps.courses.services import MembershipChoice, bulk_members, deactivate_user, membership_snapshots
from apps.portal.services import bulk_undo
from apps.portal.services.bulk_undo import undo_bulk_change
from tests import factories
from tests.concurrency import call_concurrently, count_outcomes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_connection_for_each")]
ROUNDS = 5


def add(manager, group, students):
    try:
        bulk_members.add_members(
            actor=manager,
            group=group,
            students=[student.pk for student in students],
            load=partial(get_person_or_invalid, manager, "student"),
            preview=False,
        )
    except OperationalError:
        return "aborted"
    return "done"


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no locks"])
def test_same_pupils_in_another_order_do_not_deadlock(group, manager, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(bulk_members, "lock_people_and_groups", lambda *_ids: None)
    type(group).objects.filter(pk=group.pk).update(capacity=100)
    aborted = 0
    for number in range(ROUNDS):
        people = [factories.make_user(Role.MEMBER, "Timur", email=f"{number}{place}@example.uz") for place in range(6)]
        calls = [partial(add, manager, group, people), partial(add, manager, group, people[::-1])]
        aborted += call_concurrently(calls).count("aborted")
        assert not protected or Membership.objects.filter(student__in=people).count() == len(people)
    assert (aborted == 0) == protected


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_second_of_two_simultaneous_undos_is_refused(group, manager, stranger, monkeypatch, protected):
    if not protected:
        all_read = Barrier(2)

        def read(change):
            row = BulkChange.objects.select_related("by").get(pk=change.pk)
            all_read.wait(30)
            return row

        monkeypatch.setattr(bulk_changes, "lock_bulk_change", read)
    add(manager, group, [stranger])
    change = BulkChange.objects.get()
    outcomes = count_outcomes([partial(undo_bulk_change, actor=manager, change=change, preview=False)] * 2)
    assert (outcomes == {"done": 1, "conflict": 1}) == protected
    result = BulkChange.objects.get().rows[0]["result"]
    assert (result == "undone") == protected


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no locks"])
def test_pupil_deactivated_during_an_undo_has_no_open_membership(group, manager, pupil, monkeypatch, protected):
    membership = group.memberships.get(student=pupil)
    change = bulk_members.change_members(
        actor=manager,
        group=group,
        memberships=[membership.pk],
        load=lambda membership_id: Membership.objects.get(pk=membership_id),
        status=MembershipStatus.LEFT,
        preview=False,
    )
    checked, deactivated = Event(), Event()
    check = membership_snapshots._check_can_continue

    def check_and_wait(row):
        check(row)
        checked.set()
        deactivated.wait(1 if protected else 30)

    def deactivate():
        checked.wait(30)
        deactivate_user(user=pupil, actor=manager, memberships=MembershipChoice.LEAVE)
        deactivated.set()

    monkeypatch.setattr(membership_snapshots, "_check_can_continue", check_and_wait)
    if not protected:
        monkeypatch.setattr(bulk_undo, "lock_people_and_groups", lambda *_ids: None)
    call_concurrently([partial(undo_bulk_change, actor=manager, change=change, preview=False), deactivate])
    assert BulkChange.objects.get().rows[0]["result"] == "undone"
    is_open = Membership.objects.filter(student=pupil, student__is_active=False, left_on=None).exists()
    assert is_open != protected
