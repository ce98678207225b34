"""Filters of the list of people that need facts of several apps: groups, debts, marks and Telegram."""

from enum import StrEnum

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from apps.accounts.access import has_permission
from apps.accounts.models import Guardian, TelegramLink, User
from apps.attendance.models import Attendance, Presence
from apps.core.errors import Forbidden
from apps.core.permissions import STAFF
from apps.courses.models import Membership, MembershipStatus
from apps.courses.queries import list_visible_groups
from apps.payments.models import PaymentStatus
from apps.payments.queries.debtors import list_open_payments


class MembershipFilter(StrEnum):
    """The status in one of the groups that the reader sees; `none`: in no group at all."""

    LEAD = "lead"
    TRIAL = "trial"
    ACTIVE = "active"
    FROZEN = "frozen"
    NONE = "none"


def filter_people(
    people: QuerySet[User],
    reader: User,
    *,
    staff: bool | None = None,
    membership: MembershipFilter | None = None,
    debtor: bool | None = None,
    absent_twice: bool | None = None,
    telegram: bool | None = None,
) -> QuerySet[User]:
    """Filter people by whether they work here or ask to, by their open memberships, by overdue payments in the reader's
    branches, by whether their last two marks are absences, and by whether they or a guardian of theirs can be written
    to in Telegram.

    Raise Forbidden for a filter by facts that the reader may not see.
    """
    if staff is not None:
        works = Q(role__in=STAFF) | Q(requested_role__in=STAFF)
        people = people.filter(works if staff else ~works)
    if membership is not None:
        people = people.filter(_has_membership(reader, membership))
    if debtor is not None:
        _check_permission(reader, "payments.see_all")
        overdue = list_open_payments(reader).filter(student=OuterRef("pk"), status=PaymentStatus.OVERDUE)
        people = people.filter(Exists(overdue) if debtor else ~Exists(overdue))
    if absent_twice is not None:
        _check_permission(reader, "attendance.see_all")
        people = _filter_absent_twice(people, absent_twice)
    if telegram is not None:
        people = people.filter(_is_in_telegram() if telegram else ~_is_in_telegram())
    return people


def prefetch_open_memberships(people: QuerySet[User], reader: User) -> QuerySet[User]:
    """Add `open_memberships` to people: those in groups that the reader sees, with the group."""
    seen = list_visible_groups(reader).order_by().values("pk")
    rows = Membership.objects.filter(left_on=None, group__in=seen).select_related("group").order_by("joined_on", "id")
    return people.prefetch_related(Prefetch("memberships", queryset=rows, to_attr="open_memberships"))


def _check_permission(reader: User, permission: str) -> None:
    if not has_permission(reader, permission):
        raise Forbidden()


def _has_membership(reader: User, membership: MembershipFilter) -> Q:
    rows = Membership.objects.filter(student=OuterRef("pk"), left_on=None)
    if membership == MembershipFilter.NONE:
        return ~Q(Exists(rows))
    seen = list_visible_groups(reader).order_by().values("pk")
    return Q(Exists(rows.filter(group__in=seen, status=MembershipStatus(membership))))


def _filter_absent_twice(people: QuerySet[User], wanted: bool) -> QuerySet[User]:
    """Filter by whether the person is in a group and the last two marks are absences."""
    marks = Attendance.objects.filter(student=OuterRef("pk")).order_by("-lesson__starts_at", "-id")
    last, before = (
        Coalesce(Subquery(marks.values("status__counts_as")[place : place + 1]), Value("")) for place in (0, 1)
    )
    people = people.alias(last_mark=last, mark_before=before)
    is_absent = Q(last_mark=Presence.ABSENT, mark_before=Presence.ABSENT)
    is_absent &= Q(Exists(Membership.objects.filter(student=OuterRef("pk"), left_on=None)))
    return people.filter(is_absent if wanted else ~is_absent)


def _is_in_telegram() -> Q:
    chats = TelegramLink.objects.filter(blocked_at=None)
    guardians = Guardian.objects.filter(child=OuterRef("pk"), ended_at=None, parent__in=chats.values("user"))
    return Q(Exists(chats.filter(user=OuterRef("pk")))) | Q(Exists(guardians))
