"""Prices that own family pays: another person changes them, or the change is flagged (`flagged_acts`).

A price concerns own family when one of them is in a group that it counts for, or was when it counts.
"""

from collections.abc import Callable
from datetime import date
from typing import Unpack

from django.db.models import Q, QuerySet

import apps.courses.services as courses
import apps.learning.services as learning
from apps.accounts.models import User
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Group, Membership
from apps.courses.services.catalogue import CourseChanges
from apps.courses.services.groups import GroupChanges
from apps.learning.models import Enrollment, InvitationLink
from apps.payments.access_conflicts import check_not_own_family, list_own_family
from apps.payments.models import Discount, DiscountKind, PaymentSchedule
from apps.payments.queries.balances import get_top_up_branch
from apps.payments.queries.billing_facts import get_month_price
from apps.payments.services.course_price_authors import check_and_flag_raise
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.settings.queries import get_system_settings

GetReduction = Callable[[Group, Money], int]
"""By how many minor units a period costs less: from the group and its price of a period now."""


def check_and_flag_price(
    *,
    actor: User | None,
    act: str,
    groups: QuerySet[Group],
    get_reduction: GetReduction,
    student: User | None = None,
    since: date | None = None,
    reason: str = "",
) -> None:
    """Refuse a change of prices of these groups, of one `student` there or of all, that own family of the actor pays;
    flag it for a holder of `payments.confirm_own`.

    Call it in the unit of work of the change, before it. Who left before `since` (default: today) does not count.
    """
    if actor is None or (student is not None and not check_not_own_family(actor, student.pk)):
        return
    rows = Membership.objects.filter(group__in=groups, student__in=list_own_family(actor))
    if student is not None:
        rows = rows.filter(student=student)
    members = [row for row in rows.select_related("group__branch", "group__course", "student") if _counts(row, since)]
    for row in members:
        price = _get_period_price(row.group)
        less = Money(max(get_reduction(row.group, price), 0), price.currency)
        check_and_flag_own_family(
            actor=actor, act=act, branch=row.group.branch, amount=less, student=row.student, reason=reason
        )
    if student is not None and not members:
        nothing = Money(0, get_system_settings().currency)
        branch = get_top_up_branch(student)
        check_and_flag_own_family(actor=actor, act=act, branch=branch, amount=nothing, student=student, reason=reason)


def get_discount_reduction(discount: Discount) -> GetReduction:
    """Return what the discount takes off one period."""

    def reduce(_group: Group, price: Money) -> int:
        if discount.kind != DiscountKind.FIXED:
            return price.amount * (discount.percent_hundredths or 0) // 10_000
        return min(discount.amount or 0, price.amount) if discount.currency == price.currency else 0

    return reduce


def change_group(*, group: Group, actor: User, **changes: Unpack[GroupChanges]) -> Group:
    """Change a group as `courses.change_group`; its price as another person than own family of its pupils."""
    with unit_of_work():
        price = changes.get("price")
        if "price" in changes and price != group.own_price:
            check_and_flag_price(
                actor=actor,
                act="groups.change",
                groups=Group.objects.filter(pk=group.pk),
                get_reduction=lambda _group, now: now.amount - price.amount if price else 0,
            )
        return courses.change_group(group=group, actor=actor, **changes)


def change_course(*, course: Course, actor: User, **changes: Unpack[CourseChanges]) -> Course:
    """Change a course as `courses.change_course`; its prices as another person than own family of its pupils."""
    with unit_of_work():
        if "prices" in changes:
            prices = {price.currency: price.amount for price in changes["prices"]}
            if prices != dict(course.prices.values_list("currency", "amount")):
                check_and_flag_price(
                    actor=actor,
                    act="courses.change",
                    groups=Group.objects.filter(course=course),
                    get_reduction=lambda _group, now: now.amount - prices.get(now.currency, now.amount),
                )
                check_and_flag_raise(actor=actor, course=course, prices=prices)
        return courses.change_course(course=course, actor=actor, **changes)


def use_invitation_link(*, user: User, link: InvitationLink) -> Enrollment:
    """Enrol the user by an invitation link as `learning.use_invitation_link`; in a course with a price by a link that
    somebody outside of the user's own family made.
    """
    with unit_of_work():
        check_and_flag_free_course(actor=link.by, act="learning.enrol", course=link.course, user=user, reason=link.note)
        return learning.use_invitation_link(user=user, link=link)


def check_and_flag_free_course(*, actor: User | None, act: str, course: Course, user: User, reason: str = "") -> None:
    """Refuse to open a course with a price without a payment for own family of the actor, or flag it.

    Call it in the unit of work of the act.
    """
    price = course.prices.order_by("currency").first()
    if price is not None:
        check_and_flag_own_family(
            actor=actor,
            act=act,
            branch=get_top_up_branch(user),
            amount=Money(price.amount, price.currency),
            student=user,
            reason=reason,
        )


def _counts(membership: Membership, since: date | None) -> bool:
    earliest = since or get_today(membership.group.local_zone)
    return membership.left_on is None or membership.left_on >= earliest


def _get_period_price(group: Group) -> Money:
    """Return the price of a month, lesson or pack by the schedule in force today; zero without one."""
    today = get_today(group.local_zone)
    in_force = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    schedule = PaymentSchedule.objects.filter(in_force, group=group, valid_from__lte=today).first()
    if schedule is None:
        return Money(0, get_system_settings().currency)
    price = schedule.amount if schedule.amount is not None else get_month_price(group, schedule.currency)
    return Money(price or 0, schedule.currency)
