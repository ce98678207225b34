"""Courses that are paid until a day: begun and moved on by orders, announced before their end, and ended with it.

The last day follows from what is paid: `starts_on` and the months of all items that opened or prolonged it and whose
payment is completed.
"""

import calendar
from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import override

import apps.learning.services as learning
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.translated_texts import pick_translation
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.learning.models import EnrollmentSource, EnrollmentState
from apps.learning.queries import OPEN_STATES
from apps.payments.models import OrderItem, Payment, PaymentStatus, Subscription
from apps.payments.services.notifications import get_student_data, list_watchers, notify_users
from apps.settings.queries import get_system_settings


def get_last_day(starts_on: date, months: int) -> date:
    """The last day of so many months that begin on `starts_on`: the day before the same day of a later month, or before
    that month's end where it has no such day.

    >>> last_day(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 27)
    """
    year, month = divmod(starts_on.year * 12 + starts_on.month - 1 + months, 12)
    day = min(starts_on.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def begin_subscription(*, item: OrderItem, payment: Payment) -> Subscription:
    """Open the course from today on for the item's months. One whose access ended before its time is over with that."""
    assert item.months is not None
    zone = payment.branch.zone
    starts_on = get_local_day(timezone.now(), zone)
    until = get_last_day(starts_on, item.months)
    with unit_of_work():
        stale = Subscription.objects.filter(learner=item.order.learner, course=item.course, ended_at__isnull=True)
        stale.update(ended_at=timezone.now(), updated_at=timezone.now())
        item.enrollment = learning.enrol_user(
            actor=None,
            user=item.order.learner,
            course=item.course,
            source=EnrollmentSource.ORDER,
            until=get_day_bounds(until, zone)[1],
        )
        item.save(update_fields=["enrollment", "updated_at"])
        return Subscription.objects.create(
            learner=item.order.learner,
            course=item.course,
            enrollment=item.enrollment,
            starts_on=starts_on,
            until=until,
        )


def extend_subscription(*, item: OrderItem, payment: Payment) -> bool:
    """Add the item's months to the learner's running subscription of the course; False when there is none."""
    with unit_of_work():
        running = _lock_running_subscription(item)
        if running is None:
            return False
        item.enrollment = running.enrollment
        item.save(update_fields=["enrollment", "updated_at"])
        _update_end(running, payment)
        return True


def shorten_subscription(*, item: OrderItem, payment: Payment) -> None:
    """The item's payment was refunded: its months are off. Without any time left the access ends."""
    with unit_of_work():
        running = _lock_running_subscription(item)
        if running is None or running.enrollment_id != item.enrollment_id:
            return
        months = _count_months_paid(running)
        today = get_local_day(timezone.now(), payment.branch.zone)
        if months and get_last_day(running.starts_on, months) >= today:
            _update_end(running, payment)
            return
        learning.end_refunded_enrollment(actor=None, enrollment=running.enrollment)
        running.ended_at = timezone.now()
        running.save(update_fields=["ended_at", "updated_at"])


def end_subscriptions(job: ClaimedJob) -> None:
    """Job `payments.end_subscriptions`: end what is over, and tell of what ends in `payment_notice_days_before` days.

    Each in a transaction of its own; doing it again changes nothing.
    """
    del job
    now = timezone.now()
    running = Subscription.objects.filter(ended_at__isnull=True)
    for over in running.filter(enrollment__until__lte=now).order_by("pk"):
        _end_subscription(over)
    soon = now + timedelta(days=get_system_settings().payment_notice_days_before)
    unnoticed = running.filter(noticed_on__isnull=True, enrollment__state=EnrollmentState.ACTIVE)
    for ending in unnoticed.filter(enrollment__until__gt=now, enrollment__until__lte=soon).order_by("pk"):
        _notify_ending(ending)


def _end_subscription(subscription: Subscription) -> None:
    with unit_of_work():
        held = _lock_subscription(subscription)
        if held.ended_at is None and held.enrollment.until is not None and held.enrollment.until <= timezone.now():
            learning.end_enrollment(actor=None, enrollment=held.enrollment, reason="expired")
            held.ended_at = timezone.now()
            held.save(update_fields=["ended_at", "updated_at"])


def _notify_ending(subscription: Subscription) -> None:
    with unit_of_work():
        held = _lock_subscription(subscription)
        if held.ended_at is not None or held.noticed_on is not None:
            return
        for person in list_watchers(held.learner):
            with override(person.locale):
                until = held.until.strftime("%d.%m.%Y")
                data = {"title": pick_translation(held.course.title), **get_student_data(held.learner), "until": until}
            notify_users([person], "payments.subscription_ends", data)
        held.noticed_on = timezone.now().date()
        held.save(update_fields=["noticed_on", "updated_at"])


def _update_end(running: Subscription, payment: Payment) -> None:
    """Set the last day that follows from the months paid, and let a new notice come before it."""
    running.until = get_last_day(running.starts_on, _count_months_paid(running))
    running.noticed_on = None
    running.save(update_fields=["until", "noticed_on", "updated_at"])
    learning.extend_enrollment(
        actor=None, enrollment=running.enrollment, until=get_day_bounds(running.until, payment.branch.zone)[1]
    )


def _count_months_paid(running: Subscription) -> int:
    paid = OrderItem.objects.filter(enrollment=running.enrollment_id, order__payment__status=PaymentStatus.COMPLETED)
    return int(paid.aggregate(months=Sum("months"))["months"] or 0)


def _lock_running_subscription(item: OrderItem) -> Subscription | None:
    rows = Subscription.objects.select_for_update(no_key=True, of=("self",)).select_related("enrollment")
    open_ones = rows.filter(ended_at__isnull=True, enrollment__state__in=OPEN_STATES)
    return open_ones.filter(learner=item.order.learner_id, course=item.course_id).first()


def _lock_subscription(subscription: Subscription) -> Subscription:
    rows = Subscription.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("enrollment", "learner", "course").get(pk=subscription.pk)
