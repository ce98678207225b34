"""What a merge of doubles does with memberships, waiting lists and placements."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.errors import ErrorCode
from apps.core.person_merge import STAFF_ACT, MergeConflict, Moves, PersonMerge, Stays
from apps.courses.models import Group, Membership, WaitingEntry
from apps.courses.services.locks import lock_group

PERSON_MERGE: list[Moves | Stays] = [
    Moves("courses.Membership", "student", "memberships"),
    Moves("courses.WaitingEntry", "student", "waiting"),
    Moves("courses.Placement", "student", "placements"),
    Stays("courses.Placement", "found_by", STAFF_ACT),
    Stays("courses.MembershipChange", "by", STAFF_ACT),
    Stays("courses.Freeze", "by", STAFF_ACT),
    Stays("courses.Group", "lead_teacher", "of teachers only"),
    Stays("courses.Group_assistants", "user", "of teachers only"),
    Stays("courses.CourseTeacher", "teacher", "of teachers only"),
    Stays("courses.LeadChange", "former teacher by", "of teachers only"),
    Stays("courses.Import", "by", STAFF_ACT),
    Stays("courses.ImportMapping", "by", STAFF_ACT),
]


def lock_for_merge(merge: PersonMerge) -> None:
    """Lock the groups of both in the order of their ids, as memberships are written under the lock of the group."""
    groups = Membership.objects.filter(student__in=merge.ids, left_on__isnull=True).order_by("group_id")
    for group_id in groups.values_list("group_id", flat=True).distinct():
        lock_group(group_id)


def list_merge_conflicts(merge: PersonMerge) -> list[MergeConflict]:
    """Both may not be in one group now: which of the two seats stays is for the office to say."""
    own = Membership.objects.filter(student=merge.keep, left_on__isnull=True).values("group")
    shared = Group.objects.filter(memberships__in=Membership.objects.filter(
        student=merge.duplicate, left_on__isnull=True, group__in=own
    )).order_by("name")  # fmt: skip
    return [
        MergeConflict(
            ErrorCode.MERGE_SAME_GROUP,
            "memberships",
            _("Both are in the group %(group)s: end one of the memberships first.") % {"group": group.name},
        )
        for group in shared
    ]


def before_merge(merge: PersonMerge) -> None:
    """Close the places on waiting lists of groups where the other of the two has a place or a seat."""
    now = timezone.now()
    for one, other in ((merge.duplicate, merge.keep), (merge.keep, merge.duplicate)):
        seats = Membership.objects.filter(student=other, left_on__isnull=True).values("group")
        taken = Q(group__in=seats)
        if one is merge.duplicate:
            taken |= Q(group__in=WaitingEntry.objects.filter(student=other, closed_at__isnull=True).values("group"))
        WaitingEntry.objects.filter(taken, student=one, closed_at__isnull=True).update(closed_at=now, updated_at=now)
