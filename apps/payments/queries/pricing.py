"""Access to schedules, discounts and price overrides: missing and foreign objects raise the same NotFound."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

import apps.courses.access as courses
from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.errors import Forbidden, Invalid
from apps.core.lookups import filter_given, get_or_invalid, get_or_not_found
from apps.courses.models import Course, Group, Membership
from apps.payments.models import Discount, PaymentSchedule, PrepaidPeriod, PriceOverride
from apps.settings.models import Branch


def list_managed_groups(user: User) -> QuerySet[Group]:
    """Return groups of the user's branches."""
    return Group.objects.filter(_is_in_branches(user, "branch"))


def visible_payment_schedules(
    user: User,
    *,
    group_id: UUID | None = None,
    branch_id: UUID | None = None,
    mode: str | None = None,
    on: date | None = None,
) -> QuerySet[PaymentSchedule]:
    """Return schedules of groups of the user's branches, filtered by group, branch, mode and day."""
    rows = PaymentSchedule.objects.filter(_is_in_branches(user, "group__branch")).select_related("group__branch")
    rows = filter_given(rows, group=group_id, group__branch=branch_id, mode=mode)
    if on is not None:
        rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)
    return rows


def get_payment_schedule(user: User, schedule_id: UUID) -> PaymentSchedule:
    """Return a schedule of a group of the user's branches; else NotFound."""
    return get_or_not_found(visible_payment_schedules(user), schedule_id)


def get_group_or_invalid(user: User, group_id: UUID) -> Group:
    """Return a group of the user's branches that a request body names; Invalid on "group"."""
    groups = list_managed_groups(user).select_related("branch", "course")
    return get_or_invalid(groups, group_id, field="group", message=_("There is no such group."))


def visible_price_overrides(
    user: User, *, group_id: UUID | None = None, student_id: UUID | None = None
) -> QuerySet[PriceOverride]:
    """Return price overrides in groups of the user's branches, filtered by group and pupil."""
    rows = PriceOverride.objects.filter(_is_in_branches(user, "membership__group__branch"))
    rows = filter_given(rows, membership__group=group_id, membership__student=student_id)
    return rows.select_related("membership__student", "membership__group", "by")


def get_price_override(user: User, override_id: UUID) -> PriceOverride:
    """Return a price override in a group of the user's branches; else NotFound."""
    return get_or_not_found(visible_price_overrides(user), override_id)


def visible_prepaid_periods(
    user: User, *, group_id: UUID | None = None, student_id: UUID | None = None
) -> QuerySet[PrepaidPeriod]:
    """Return prepaid periods in groups of the user's branches, filtered by group and pupil."""
    rows = PrepaidPeriod.objects.filter(_is_in_branches(user, "membership__group__branch"))
    rows = filter_given(rows, membership__group=group_id, membership__student=student_id)
    return rows.select_related("membership__student", "membership__group__branch", "by")


def get_prepaid_period(user: User, prepaid_id: UUID) -> PrepaidPeriod:
    """Return a prepaid period in a group of the user's branches; else NotFound."""
    return get_or_not_found(visible_prepaid_periods(user), prepaid_id)


def get_membership_or_invalid(user: User, membership_id: UUID) -> Membership:
    """Return a membership in the user's branches that a request body names; Invalid on "membership"."""
    rows = Membership.objects.filter(_is_in_branches(user, "group__branch")).select_related("group__branch", "student")
    return get_or_invalid(rows, membership_id, field="membership", message=_("There is no such membership."))


def visible_discounts(
    user: User,
    *,
    kind: str | None = None,
    student_id: UUID | None = None,
    group_id: UUID | None = None,
    archived: bool = False,
) -> QuerySet[Discount]:
    """Return discounts that count in the user's branches, active or archived, filtered by kind, pupil and group."""
    rows = Discount.objects.filter(archived_at__isnull=not archived)
    rows = rows.select_related("student", "group", "course", "branch")
    rows = filter_given(rows, kind=kind, student=student_id, group=group_id)
    return rows if user.all_branches else rows.filter(_is_for_branches(user) | _is_for_everyone())


def get_discount(user: User, discount_id: UUID) -> Discount:
    """Return a discount that counts in the user's branches, archived or not; else NotFound."""
    discounts = visible_discounts(user) | visible_discounts(user, archived=True)
    return get_or_not_found(discounts, discount_id)


def get_managed_discount(user: User, discount_id: UUID) -> Discount:
    """Return a discount to change; Forbidden for one of the whole centre when the user works in some branches only."""
    row = get_discount(user, discount_id)
    if not user.all_branches and not Discount.objects.filter(_is_for_branches(user), pk=row.pk).exists():
        raise Forbidden()
    return row


def get_discounted_objects_or_invalid(
    user: User, *, student_id: UUID | None, group_id: UUID | None, course_id: UUID | None, branch_id: UUID | None
) -> dict[str, User | Group | Course | Branch | None]:
    """Return the objects a discount is for by field (`student`, `group`, `course`, `branch`); None without id.

    Invalid on the field of an unknown one.

    A discount for the whole centre needs a user of all branches.
    """
    objects: dict[str, User | Group | Course | Branch | None] = {
        "student": courses.get_person_or_invalid(user, "student", student_id) if student_id else None,
        "group": get_group_or_invalid(user, group_id) if group_id else None,
        "course": courses.get_courses_or_invalid(user, "course", [course_id])[0] if course_id else None,
        "branch": courses.get_branch_or_invalid(user, branch_id) if branch_id else None,
    }
    if not user.all_branches:
        if course_id:
            raise Invalid.field("course", _("Choose a group or one of your branches."))
        if not (student_id or group_id or branch_id):
            raise Invalid.field("branch", _("Name one of your branches."))
    return objects


def list_groups_to_bill(user: User, *, branch_id: UUID | None = None, group_id: UUID | None = None) -> QuerySet[Group]:
    """Return the groups of the user's branches that a billing run covers; Invalid on "branch" or "group" for another
    one.
    """
    branch = None if branch_id is None else courses.get_branch_or_invalid(user, branch_id)
    group = None if group_id is None else get_group_or_invalid(user, group_id)
    return filter_given(list_managed_groups(user), branch=branch, pk=group and group.pk)


def _is_in_branches(user: User, path: str) -> Q:
    return ~Q(pk__in=[]) if user.all_branches else Q(**{f"{path}__in": list_user_branch_ids(user)})


def _is_for_branches(user: User) -> Q:
    """Return the filter of discounts for the user's branches, their groups and pupils."""
    branch_ids = list_user_branch_ids(user)
    learns = Membership.objects.filter(student=OuterRef("student"), group__branch__in=branch_ids)
    return Q(branch__in=branch_ids) | Q(group__branch__in=branch_ids) | Q(Exists(learns))


def _is_for_everyone() -> Q:
    return Q(student__isnull=True, group__isnull=True, branch__isnull=True)
