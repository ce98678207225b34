"""Siblings among pupils, for the sibling discount."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from apps.accounts.models import Guardian
from apps.courses.models import Membership, MembershipStatus

LEARNING_STATUSES = (MembershipStatus.ACTIVE, MembershipStatus.FROZEN)


def find_second_or_later_children(students: Collection[UUID]) -> set[UUID]:
    """Return the pupils who are a guardian's second or later child with an open membership; leads and trials do not
    count.
    """
    guardians = Guardian.objects.filter(child__in=students, ended_at__isnull=True).values("parent")
    links = Guardian.objects.filter(parent__in=guardians, ended_at__isnull=True).values_list("parent_id", "child_id")
    children: dict[UUID, set[UUID]] = defaultdict(set)
    for parent, child in links:
        children[parent].add(child)
    everybody = set().union(*children.values()) if children else set()
    began: dict[UUID, tuple[date, UUID]] = {}
    learning = Membership.objects.filter(student__in=everybody, left_on__isnull=True, status__in=LEARNING_STATUSES)
    for student, joined_on, key in learning.values_list("student_id", "joined_on", "pk"):
        began[student] = min(began.get(student, (joined_on, key)), (joined_on, key))
    later = set()
    for siblings in children.values():
        learners = sorted((began[sibling], sibling) for sibling in siblings if sibling in began)
        later |= {child_id for _began, child_id in learners[1:]}
    return later & set(students)
