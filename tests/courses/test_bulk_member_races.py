"""Bulk changes at the same moment: none is aborted by a deadlock, and one undo is carried out once."""

from functools import partial
from threading import Barrier

import pytest
from django.db import OperationalError

from apps.core import bulk_changes
from apps.core.models import BulkChange
from apps.core.permissions import Role
from apps.courses.access import get_person_or_invalid
from apps.courses.models import Membership
from apps.courses.services import bulk_members
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
        monkeypatch.setattr(bulk_members, "_lock_people_and_groups", lambda *_ids: None)
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
