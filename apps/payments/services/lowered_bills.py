"""Days of a pupil that are taken away back in time: what lowers a bill by them forgives a debt or frees credit.

It asks for the right to do so (`access_forgiving`), and for a word about days that are marked as attended. What is
lowered is not guessed from the days: the pupil's periods are priced before and after the act, as repricing will do it.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.attendance.models import ATTENDED, Attendance
from apps.attendance.queries import get_lesson_day
from apps.attendance.services.mark_writer import lock_lessons
from apps.core.errors import Forbidden
from apps.core.local_days import get_day_bounds
from apps.core.money import Money
from apps.courses.day_rules import AttendedDays, DayChange
from apps.courses.models import Group, Membership
from apps.lessons.models import Lesson
from apps.payments.access_forgiving import PERMISSION
from apps.payments.queries import billing_facts
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.payments.services.price_changes import is_new_and_unpaid
from apps.payments.services.repricing import PeriodChange, quote_billed_periods

LOWERS = _("This lowers what was billed for past days. Choose today, or ask somebody who may refund and write off.")


@dataclass(frozen=True)
class _Bills:
    """The days of a pupil in a group up to today, since the first day of the act, and the billed periods as they are
    priced by them.
    """

    group: Group
    days: frozenset[date]
    periods: dict[UUID, PeriodChange]


@contextmanager
def watch_bills(change: DayChange) -> Iterator[None]:
    """Refuse an act of a user that takes past days of the pupil away and lowers a bill, by whatever way.

    Forbidden without `payments.refund`, and for own family (`flagged_acts`); AttendedDays unless the actor knows of
    the days that are marked as attended. The undo of what was billed today, and not paid, stays free.
    """
    groups = Group.objects.filter(memberships__student=change.student, memberships__never_began=False)
    rows = groups.select_related("branch").order_by("pk").distinct() if change.actor is not None else []
    before = [
        _Bills(group, _list_days(change, group), _quote_periods(change, group))
        for group in rows
        if change.since < group.today
    ]
    yield
    for bills in before:
        _check(change, bills)


def _list_days(change: DayChange, group: Group) -> frozenset[date]:
    memberships = Membership.objects.filter(group=group, student=change.student).values_list("pk", flat=True)
    rows = billing_facts.get_memberships_by_id(list(memberships))
    stays = [stay for stay in billing_facts.get_membership_days(list(rows.values())).values() if stay is not None]
    since = max(change.since, min((stay.first for stay in stays), default=group.today))
    days = (since + timedelta(days=number) for number in range((group.today - since).days + 1))
    return frozenset(day for day in days if any(stay.covers(day) for stay in stays))


def _quote_periods(change: DayChange, group: Group) -> dict[UUID, PeriodChange]:
    periods = quote_billed_periods(group_id=group.pk, since=change.since, student_id=change.student.pk)
    return {period.payment.pk: period for period in periods}


def _check(change: DayChange, before: _Bills) -> None:
    group, lost = before.group, before.days - _list_days(change, before.group)
    lowered = _list_lowered(change, before) if any(day < group.today for day in lost) else []
    if change.actor is None or not lowered:
        return
    if not has_permission(change.actor, PERMISSION):
        raise Forbidden(LOWERS, fields={change.field: [LOWERS]} if change.field else None)
    attended = _list_attended_days(change, group, lost)
    if attended and not change.accept_attended:
        raise AttendedDays({change.student.full_name: attended})
    less: Counter[str] = Counter()
    for period, difference in lowered:
        less[period.payment.currency] += difference
    for currency, amount in less.items():
        check_and_flag_own_family(
            actor=change.actor,
            act=change.act,
            branch=group.branch,
            amount=Money(amount, currency),
            student=change.student,
            reason=change.reason,
        )


def _list_lowered(change: DayChange, before: _Bills) -> list[tuple[PeriodChange, int]]:
    """Return the periods that cost less now, and the packs of which less is used, with how much less they cost.

    What is priced only now is the enrolment fee of a membership that never began: before, it cost what was charged.
    """
    lowered = []
    for key, now in _quote_periods(change, before.group).items():
        was = before.periods.get(key)
        cost, used = (was.cost, was.used) if was is not None else (now.charged, now.used)
        if (now.cost < cost or now.used < used) and not (change.is_undo and is_new_and_unpaid(now, before.group)):
            lowered.append((now, cost - now.cost))
    return lowered


def _list_attended_days(change: DayChange, group: Group, lost: Collection[date]) -> list[date]:
    """Return the lost days on which the pupil is marked as attending. The lessons stay locked: a mark that is made at
    this moment counts, or comes too late.
    """
    begin, end = (get_day_bounds(day, group.local_zone)[place] for place, day in enumerate((min(lost), max(lost))))
    lessons = Lesson.objects.filter(group=group, starts_at__gte=begin, starts_at__lt=end).order_by()
    lock_lessons(list(lessons.values_list("pk", flat=True)))
    marks = Attendance.objects.filter(lesson__in=lessons, student=change.student, status__counts_as__in=ATTENDED)
    days = {get_lesson_day(mark.lesson) for mark in marks.select_related("lesson__group__branch")}
    return sorted(days & set(lost))
